"""What no change may do to stored events: `python -m tests.golden.gate`, a part of `make check`.

A type changes only with a new version; from every earlier version a step leads to the next; every
sample that was ever written is read; and no sample and no schema of the last release is otherwise.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import which

from admission.app.catalogue import Catalogue, UnknownEventError
from admission.domain.decider import EVENTS as KINDS
from admission.domain.kernel.messages import Event
from admission.domain.kernel.upcasting import UpcasterGapError
from tests.golden.files import EVENTS, HERE, SCHEMAS, form_of, name_of, said_by, schema_of

_MAKE = "run python -m tests.golden.make"


def findings(kinds: Mapping[str, type[Event]], folder: Path) -> Iterator[str]:
    """What is wrong with some types of event, by the samples and the schemas in a folder."""
    for kind in kinds.values():
        yield from _of_type(kind, folder)
    for path in (*folder.glob(f"{EVENTS}/*/*.json"), *folder.glob(f"{SCHEMAS}/*.json")):
        type_name, version = said_by(path.name)
        if type_name not in kinds or version > kinds[type_name].SCHEMA:
            yield f"version {version} of {type_name} was taken away; what is stored stays"
    try:
        catalogue = Catalogue(kinds)
    except UpcasterGapError as error:
        yield str(error)
    else:
        yield from _unread(catalogue, folder)


def _of_type(kind: type[Event], folder: Path) -> Iterator[str]:
    for version in range(1, kind.SCHEMA + 1):
        name = name_of(kind.TYPE, version)
        for what, pattern in (("sample", f"{EVENTS}/*/{name}"), ("schema", f"{SCHEMAS}/{name}")):
            if len(list(folder.glob(pattern))) != 1:
                yield f"version {version} of {kind.TYPE} has not one {what}: {_MAKE}"
    stored = folder / SCHEMAS / name_of(kind.TYPE, kind.SCHEMA)
    if stored.exists() and form_of(schema_of(kind)) != form_of(stored.read_text("utf-8")):
        yield f"{kind.TYPE} is not what it was: raise its SCHEMA, and upcast the version before"


def _unread(catalogue: Catalogue, folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob(f"{EVENTS}/*/*.json")):
        try:
            catalogue.decode(*said_by(path.name), path.read_bytes().removesuffix(b"\n"))
        except UnknownEventError as error:
            yield f"the sample {path.name} is read no longer: {error}"


def release_before(folder: Path) -> str | None:
    """The tag of the last release, None where there is none or no git."""
    described = _git(folder, "describe", "--tags", "--abbrev=0")
    return described.strip() if described else None


def since(release: str, folder: Path) -> Iterator[str]:
    """Which samples and schemas of a release are otherwise now, but for words that explain."""
    changed = _git(
        folder, "diff", "--name-only", "--no-renames", "--relative", "--diff-filter=MDT", release
    )
    for name in (changed or "").splitlines():
        path = folder / name
        if not name.endswith(".json"):
            continue
        if not path.exists():
            yield f"{name} was in {release} and is gone"
        elif not (name.startswith(SCHEMAS) and _same_form(release, path, folder)):
            yield f"{name} is not what it was in {release}: what is stored stays as it is"


def _same_form(release: str, path: Path, folder: Path) -> bool:
    before = _git(folder, "show", f"{release}:./{path.relative_to(folder).as_posix()}")
    return before is not None and form_of(before) == form_of(path.read_text("utf-8"))


def _git(folder: Path, *arguments: str) -> str | None:
    """What git answers in a folder, None where it refuses or is not there."""
    git = which("git")
    if git is None:
        return None
    done = subprocess.run([git, *arguments], cwd=folder, capture_output=True, check=False)
    return done.stdout.decode() if done.returncode == 0 else None


def main() -> int:
    """Tell every finding; 1 if there is one."""
    release = release_before(HERE)
    found = [*findings(KINDS, HERE), *(since(release, HERE) if release else ())]
    told = f"compared with {release}" if release else "no release tag to compare with"
    sys.stdout.writelines(f"{finding}\n" for finding in found)
    sys.stdout.write(f"{len(KINDS)} types of event, {told}: {len(found)} findings\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
