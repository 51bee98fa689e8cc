"""Let a checker that is not ours judge exports and proofs, whole and damaged. (A-4, A-7, P-5)

It is `tests/outside/log`, a few pages over Go's `golang.org/x/mod/sumdb`, as Debian packages it:
signed notes, tiles and proofs are read, computed and checked by Go's library alone.
"""

import json
import os
import random
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from admission.app.audit.proving import Auditor, KeptHashes
from admission.app.audit.signing_key import signer_beside
from admission.app.bootstrap import create_store
from admission.app.recorders.plain_rows import LogHead
from admission.app.recorders.reading import StoreReader, open_reader
from admission.proof.signing import new_signer
from admission.proof.tree import Proofs
from cli.auditing import in_base64
from cli.main import run as admission
from tests.app.organisation import clerk_at
from tests.kit.erasures import Office
from tests.kit.figures import Figure

SCENARIO: Final = "binh-thuan-2024"
_SOURCE: Final = Path(__file__).parents[1] / "outside/log"
_GO_PATH: Final = Path("/usr/share/gocode")
_ERASED: Final = 20
_BY: Final = "by Go's x/mod/sumdb"

Counted = dict[str, dict[str, int]]


class MissingGo(Exception):  # noqa: N818 - a sentence
    """What the checker is built with is not installed."""


def run_proofs(kind: str, times: int, seed: int) -> Figure:
    """A-4: so many proofs, of inclusion (`proofs`) or of consistency (`requests`)."""
    counted = _of_a_scenario(times, seed)
    what = {"proofs": "inclusion proofs", "requests": "consistency proofs"}[kind]
    found, on = counted[kind], _scenario(counted)
    return _figure(what, found["times"], {"refused": found["refused"]}, seed, on)


def run_damages(times: int, seed: int, *, erased: bool) -> Figure:
    """A-4: at least so many damages, all to be refused."""
    counted = (_of_the_erased if erased else _of_a_scenario)(times, seed)
    done = dict(counted["damages"])
    failures = {kind: done.pop(kind) for kind in ("accepted", "not ended in time")}
    said = ", ".join(f"{count:,} {how}" for how, count in sorted(done.items()))
    on = f"a store with {_ERASED} erased people" if erased else _scenario(counted)
    what = "exports with stored bytes, damaged" if erased else "exports and proofs, damaged"
    return _figure(what, sum(done.values()), failures, seed, f"{on}: {said}")


def run_roots(times: int, seed: int) -> Figure:
    """A-7: the roots that the log had at so many sizes."""
    roots = _of_a_scenario(times, seed)["roots"]
    figure = _figure("roots at random sizes", roots["times"], {"differ": roots["refused"]}, seed)
    return figure._replace(requirement="A-7")


def run_erased(times: int, seed: int) -> Figure:
    """P-5: the export of a store with erasures, against a checkpoint from before them."""
    export = _of_the_erased(times, seed)["export"]
    on = f"{export['entries']:,} entries with their bytes, since a checkpoint from before"
    figure = _figure("people erased; the export", _ERASED, {"refused": 0}, seed, on)
    return figure._replace(requirement="P-5")


def _figure(what: str, times: int, failures: dict[str, int], seed: int, on: str = "") -> Figure:
    return Figure("A-4", f"{what}, checked {_BY}", times, failures, seed, on)


def _scenario(counted: Counted) -> str:
    export = counted["export"]
    return f"{SCENARIO}, {export['entries']:,} entries in {export['files']:,} files"


@cache
def _of_a_scenario(times: int, seed: int) -> Counted:
    chance = random.Random(seed)  # noqa: S311 - what to prove, no secret
    with tempfile.TemporaryDirectory() as place:
        folder, store = Path(place) / "told", Path(place) / "scenario.db"
        if admission(["--db", str(store), "demo", SCENARIO]):
            raise AssertionError(SCENARIO)
        with open_reader(store) as reader:
            _export(reader, folder, chance, times)
        return _checked(folder, times, seed)


@cache
def _of_the_erased(times: int, seed: int) -> Counted:
    with tempfile.TemporaryDirectory() as place:
        folder, store = Path(place) / "told", Path(place) / "one.db"
        folder.mkdir()
        create_store(store)
        with clerk_at(store) as clerk:
            clerk.founds()
            office = Office(clerk)
            everyone = [office.someone(number) for number in range(_ERASED + _ERASED // 2)]
            for person in everyone[:_ERASED]:
                office.asks(person.id)
            reader = clerk.admission.recorder
            (folder / "earlier").write_bytes(Auditor(reader).checkpoint())
            office.erases(*(person.id for person in everyone[:_ERASED]))
            _keys(reader, folder)
            Auditor(reader).export(folder / "export", with_bytes=True)
        return _checked(folder, times, seed)


def _export(reader: StoreReader, folder: Path, chance: random.Random, times: int) -> None:
    """An export, and beside it as many proofs of events, requests to a witness, and roots."""
    auditor, proofs = Auditor(reader), Proofs(KeptHashes(reader.sessions.connection()))
    for name in ("proofs", "requests"):
        (folder / name).mkdir(parents=True)
    _keys(reader, folder)
    size, events = auditor.export(folder / "export", with_bytes=False).size, reader.head()
    for at in range(times):
        proof = auditor.proof(chance.randint(1, events))
        (folder / f"proofs/{at}.tlog-proof").write_bytes(proof)
        (folder / f"requests/{at}").write_bytes(auditor.request(chance.randint(1, size)).content())
    sizes = chance.sample(range(1, size + 1), times)
    roots = (f"{one} {in_base64(proofs.root(one))}\n" for one in sizes)
    (folder / "roots").write_text("".join(roots))
    old = chance.randint(1, size)
    (folder / "earlier").write_bytes(auditor.checkpoint(LogHead(old, proofs.root(old))))


def _keys(reader: StoreReader, folder: Path) -> None:
    """The key of the log, and one of the same name that is another."""
    key = signer_beside(reader.path, reader.info()).key
    (folder / "key").write_text(str(key))
    (folder / "wrong-key").write_text(str(new_signer(key.name).key))


def _checked(folder: Path, damages: int, seed: int) -> Counted:
    """What the checker counts; it is built anew. Raises `MissingGo`."""
    done = subprocess.run(
        [build(folder.parent), f"-damages={damages}", f"-seed={seed}", folder],
        check=True,
        stdout=subprocess.PIPE,
        timeout=3_600,
    )
    found: Counted = json.loads(done.stdout)
    return found


def build(place: Path) -> Path:
    """The checker, built into a folder; raises `MissingGo`."""
    go = shutil.which("go")
    if go is None or not (_GO_PATH / "src/golang.org/x/mod/sumdb").is_dir():
        raise MissingGo(
            "Go or its package golang.org/x/mod is not installed: `apt-get install "
            "--no-install-recommends golang-go golang-golang-x-mod-dev` (Debian), then again."
        )
    offline = {"GO111MODULE": "off", "GOPATH": str(_GO_PATH), "GOCACHE": str(place / "cache")}
    command = [go, "build", "-o", str(place / "check"), "."]
    subprocess.run(command, cwd=_SOURCE, env={**os.environ, **offline}, check=True, timeout=600)
    return place / "check"
