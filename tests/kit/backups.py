"""Back a store up while others write, and restore each backup. (RELIABILITY D-5, D-6)"""

import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import zip_longest
from pathlib import Path

from admission.app.audit.proving import Auditor
from admission.app.audit.signing_key import signer_beside
from admission.app.backup.files import Advance
from admission.app.backup.making import make_backup
from admission.app.backup.restoring import OlderBackup, Since, restore
from admission.app.bootstrap import create_store, now
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.reading import open_reader
from admission.proof.verifier import CannotJudge, Tampered, read_checkpoint
from tests.kit.figures import Figure

ROOT = Path(__file__).parents[2]


@contextmanager
def silent(_: str, __: int) -> Iterator[Advance]:
    """A bar that nobody sees."""
    yield lambda _: None


class Writer:
    """A program that records, and what it has acknowledged so far."""

    def __init__(self, path: Path) -> None:
        self.acknowledged: list[str] = []
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.kit.recording_writer", str(path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def wait_for_the_first(self) -> None:
        while not self.acknowledged:
            assert self._program.poll() is None, "the writer has ended"
            time.sleep(0.01)

    def stop(self) -> None:
        self._program.kill()
        self._program.wait()
        self._reading.join()

    def _read(self) -> None:
        assert self._program.stdout is not None
        with self._program.stdout as lines:
            for line in lines:
                if line.endswith("\n"):
                    self.acknowledged.append(line.strip())


def run(times: int, seed: int, *, writers: int = 3) -> Figure:
    """So many backups; one that is not whole, no prefix, or old and not noticed is a failure."""
    chance = random.Random(seed)  # noqa: S311 - when to back up, no secret
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stopping:
        path = Path(folder) / "store.db"
        create_store(path)
        running = [Writer(path) for _ in range(writers)]
        for writer in running:
            stopping.callback(writer.stop)
        for writer in running:
            writer.wait_for_the_first()
        for number in range(times):
            time.sleep(chance.random() / 4)
            place = Path(folder) / f"{number}"
            place.mkdir()
            found += _backed_up(path, place, running)
        with open_reader(path) as reader:
            events = reader.head()
    kinds = ("does not restore", "no prefix", "acknowledged before, and lost", "age not noticed")
    failures = {kind: found.count(kind) for kind in kinds}
    on = f"{writers} writers, {events:,} events at the end"
    return Figure("D-5", "backups under load, each restored", times, failures, seed, on)


def _backed_up(path: Path, place: Path, writers: list[Writer]) -> Iterator[str]:
    before = [one for writer in writers for one in tuple(writer.acknowledged)]
    again = place / "again.db"
    try:
        make_backup(path, place / "backup", place / "keys", silent, now())
        restore(place / "backup", again, place / "keys", None, silent)
    except (StoreUnusable, Tampered, CannotJudge):
        yield "does not restore"
        return
    with open_reader(path) as live, open_reader(again) as restored:
        kept = set()
        for ours, theirs in zip_longest(restored.iterate(), live.iterate()):
            if ours is None:
                break
            kept.add(ours.command_id)
            if ours != theirs:
                yield "no prefix"
                break
        if not kept.issuperset(before):
            yield "acknowledged before, and lost"
        newest = since(path)
        if newest.checkpoint.size > Auditor(restored).head().size and not _is_noticed(
            place, newest
        ):
            yield "age not noticed"


def since(path: Path) -> Since:
    """A checkpoint of now, with the key that signed it."""
    with open_reader(path) as live:
        note = Auditor(live).checkpoint()
        return Since(read_checkpoint(note), signer_beside(live.path, live.info()).key)


def _is_noticed(place: Path, newest: Since) -> bool:
    try:
        restore(place / "backup", place / "old.db", None, newest, silent)
    except OlderBackup:
        return not (place / "old.db").exists()
    return False
