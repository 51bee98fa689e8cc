"""Restore a backup to where there is no store, and say what is missing."""

import base64
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from admission.app.audit.verifying import Verdict, verify_store
from admission.app.backup.files import Bar, Counted, copy_file, to_the_disk, told_of
from admission.app.backup.folder import STORE, Folder
from admission.app.backup.keys import keys_needed, name_key_file_anew
from admission.app.backup.layout import in_the_way
from admission.app.document_folder import PARTS, DocumentFolder
from admission.app.projector import Projector
from admission.app.recorders.addresses import address_in
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.free_space import free_bytes, require_room
from admission.app.recorders.reading import open_reader
from admission.app.views import open_views
from admission.projections.documents.queries import digests
from admission.proof.verifier import Checkpoint, Key, Tampered


class OlderBackup(Exception):  # noqa: N818 - said to people as it is
    """A checkpoint that was kept outside covers entries that the backup does not hold."""


class Restored(NamedTuple):
    """How many events stand in the store again, and its log; what is missing beside it."""

    position: int
    size: int
    root: bytes
    scans: int
    missing_keys: list[str]
    missing_scans: list[str]


class Since(NamedTuple):
    """An earlier checkpoint, kept elsewhere, and the key that signed it."""

    checkpoint: Checkpoint
    key: Key | None


def restore(
    folder: Path, store: Path, keys: Path | None, since: Since | None, bar: Bar
) -> Restored:
    """Restore a backup, with its keys if their folder is named; the rows are built anew.

    Nothing is left behind where it fails.

    Raises:
        StoreUnusable: the backup is no backup, damaged, or of another program or version; or
            something stands where the store is to be.
        OlderBackup: it lacks what the earlier checkpoint covers.
        Tampered, CannotJudge: what is in it is not what was recorded.
    """
    backup = Folder(folder, "backup")
    kept = None if keys is None else _keys_of(backup, keys)
    _refuse_to_overwrite(store, keys=kept is not None)
    _check(backup, kept, bar)
    require_room(store, free_bytes(store.parent), backup.size)
    with told_of(store), TemporaryDirectory(prefix="restoring-", dir=store.parent) as place:
        scratch = Path(place) / store.name
        _lay_out(backup, kept, scratch, bar)
        verdict = _verified(backup, scratch, since, bar)
        name_key_file_anew(scratch)
        _move(scratch, store)
    return _built(store, verdict, bar)


def _keys_of(backup: Folder, path: Path) -> Folder:
    keys = Folder(path, "backup-keys")
    if keys.about.get("store_id") != backup.about.get("store_id"):
        raise StoreUnusable(
            f"{path} holds the keys of another store than {backup.path}: name those of this one."
        )
    return keys


def _refuse_to_overwrite(store: Path, *, keys: bool) -> None:
    if (address := address_in(store)) is not None:
        raise StoreUnusable(
            f"{address} is on a server, and a backup goes back into a file: `admission --db FILE "
            f"restore FOLDER`, and from there, if it is to, `admission store copy FILE {address}`."
        )
    if not store.parent.is_dir():
        raise StoreUnusable(f"There is no folder {store.parent}: make it first.")
    if found := [path.name for path in in_the_way(store, keys=keys)]:
        raise StoreUnusable(
            f"{', '.join(found)} is in {store.parent} already, and nothing is overwritten: move it "
            "away, or name a new file with --db."
        )


def _check(backup: Folder, keys: Folder | None, bar: Bar) -> None:
    with bar("checking", backup.size + (keys.size if keys else 0)) as advance:
        counted = Counted(advance)
        for folder in filter(None, (backup, keys)):
            folder.check(counted)


def _lay_out(backup: Folder, keys: Folder | None, store: Path, bar: Bar) -> None:
    """Copy every file to beside where the store is to be, under its name."""
    with bar("copying", backup.size) as advance:
        counted = Counted(advance)
        for folder, mode in ((backup, 0o644), (keys, 0o600)):
            for line in folder.lines if folder else ():
                target = store.parent / f"{store.name}{line.name.removeprefix(STORE)}"
                target.parent.mkdir(parents=True, exist_ok=True)
                copy_file(folder.path / line.name, target, counted, mode)  # type: ignore[union-attr]


def _verified(backup: Folder, store: Path, since: Since | None, bar: Bar) -> Verdict:
    log = backup.about["log"]
    earlier, key = since or (None, None)
    if earlier is not None and earlier.size > log["size"] and earlier.origin == log["origin"]:
        raise OlderBackup(
            f"This backup of {backup.about['made_at']} ends at entry {log['size']} of the log, the "
            f"checkpoint covers {earlier.size}: {earlier.size - log['size']} entries were recorded "
            "after it; look for a newer backup, or leave --since out to go on without them."
        )
    with bar("verifying", log["size"]) as advance:
        verdict = verify_store(store, key, earlier, advance)
    if verdict.findings:
        raise Tampered(f"{verdict.findings[0]}; nothing was restored: take another backup.")
    if (verdict.size, base64.b64encode(verdict.root).decode()) != (log["size"], log["root"]):
        raise Tampered("The manifest is of another log; nothing was restored.")
    return verdict


def _move(scratch: Path, store: Path) -> None:
    """All into its place, the store last; undone where that is broken off."""
    moved: list[Path] = []
    try:
        for path in sorted(scratch.parent.iterdir(), key=lambda path: path == scratch):
            if path.suffix == ".lock":
                continue
            path.rename(store.with_name(path.name))
            moved.append(store.with_name(path.name))
        to_the_disk(store.parent)
    except BaseException:
        for path in moved:
            _take_away(path)
        raise


def _take_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _built(store: Path, verdict: Verdict, bar: Bar) -> Restored:
    with open_reader(store) as reader, Projector(reader) as projector:
        with bar("rebuilding", reader.head()) as advance:
            projector.rebuild(lambda done, _: advance(done))
        position = reader.head()
        absent = [path.name for path in keys_needed(reader).values() if not path.exists()]
    scans, missing = _scans(store)
    return Restored(position, verdict.size, verdict.root, scans, absent, missing)


def _scans(store: Path) -> tuple[int, list[str]]:
    """How many scans are there, and the digests of those that an event names and are not."""
    count = 0
    missing: list[str] = []
    with open_views(store) as views:
        folder = DocumentFolder(store, views.store.lock)
        for part in PARTS:
            there = set(folder.digests(part))
            count += len(there)
            named = (one for one in digests(views.connection, part) if one not in there)
            missing += [one for one in named if not folder.is_erased(one)]
    return count, missing
