"""What lies beside a store, its keys and scans, copied to beside another that has the same log."""

import os
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.backup.files import (
    Bar,
    Counted,
    copy_database,
    copy_file,
    to_the_disk,
    told_of,
)
from admission.app.backup.keys import keys_beside, keys_needed, name_key_file_anew
from admission.app.backup.layout import beside
from admission.app.document_folder import PARTS, DocumentFolder
from admission.app.recorders.errors import Translated
from admission.app.recorders.reading import StoreReader

_OWNER_ONLY: Final = 0o600
_SHARED: Final = 0o644
_UNCOUNTED: Final = Counted(lambda _: None)


class Carried(NamedTuple):
    """Which keys were copied, which are still to be carried (by their endings); how many scans."""

    keys: list[str]
    missing: list[str]
    scans: int


def copy_beside(source: StoreReader, target: Path, bar: Bar) -> Carried:
    """Copy the keys anew, for they change, and the scans that are not there yet.

    Raises:
        StoreUnusable: something cannot be read or written.
    """
    with told_of(target):
        there = keys_beside(source)
        for ending, path in there.items():
            if ending == ".keys":
                _copy_key_store(source, target)
            else:
                _put(path, beside(target, ending), _OWNER_ONLY)
        scans = _copy_scans(source, target, bar)
    missing = [ending for ending in keys_needed(source) if ending not in there]
    return Carried(sorted(there), sorted(missing), scans)


def _copy_key_store(source: StoreReader, target: Path) -> None:
    place = beside(target, ".keys")
    os.close(os.open(place, os.O_WRONLY | os.O_CREAT, _OWNER_ONLY))
    if source.lock.keys is not None:
        with Translated(place):
            copy_database(source.lock.keys.connection, place, _UNCOUNTED)
        name_key_file_anew(target)


def _copy_scans(source: StoreReader, target: Path, bar: Bar) -> int:
    scans, copies = DocumentFolder(source.path), DocumentFolder(target)
    digests = [digest for part in PARTS for digest in scans.digests(part)]
    with bar("copying scans", len(digests)) as advance:
        for done, digest in enumerate(digests, 1):
            path = target.parent / copies.place(digest)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                _put(source.path.parent / scans.place(digest), path, _SHARED)
            advance(done)
    return len(digests)


def _put(source: Path, target: Path, mode: int) -> None:
    """A file in its place whole, or as it was before."""
    scratch = target.with_name(f"{target.name}.incoming")
    scratch.unlink(missing_ok=True)
    copy_file(source, scratch, _UNCOUNTED, mode)
    scratch.replace(target)
    to_the_disk(target.parent)
