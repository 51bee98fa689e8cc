"""Make a backup: store and scans in one folder, keys in another, checked by restoring."""

import base64
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from admission.app.audit.origin import origin_of
from admission.app.audit.proving import Auditor
from admission.app.audit.verifying import verify_store
from admission.app.backup import key_backups
from admission.app.backup.files import Advance, Bar, Counted, copy_database, copy_file, told_of
from admission.app.backup.folder import STORE, Draft, Folder, drafted
from admission.app.backup.key_backups import KeyBackup
from admission.app.backup.keys import copy_keys, keys_beside, keys_needed
from admission.app.backup.last import LastBackup, remember
from admission.app.document_folder import PARTS, DocumentFolder
from admission.app.envelope import utc_text
from admission.app.recorders.addresses import address_in
from admission.app.recorders.errors import StoreUnusable, Translated
from admission.app.recorders.free_space import free_bytes, require_room
from admission.app.recorders.plain_rows import LogHead
from admission.app.recorders.reading import StoreReader, open_reader
from admission.app.recorders.sessions import of_a_file
from admission.proof.verifier import CannotJudge, Tampered

CHECKPOINT: Final = "checkpoint"


class Made(NamedTuple):
    """The manifest of a backup; the keys that lie beside the store, and one that lies elsewhere."""

    about: dict[str, Any]
    keys: list[str]
    elsewhere: list[str]


def make_backup(store: Path, folder: Path, keys: Path | None, bar: Bar, now: datetime) -> Made:
    """Back a store up into a new folder, its keys into another, if one is named.

    Others may write meanwhile: the backup is of one moment. The folders are there only if
    everything went well.

    Raises:
        StoreUnusable: a folder cannot be written, the store not be read, or it is on a server.
        Tampered: the store is not as it was recorded.
    """
    _refuse_a_server(store)
    _keep_apart(folder, keys)
    with open_reader(store) as reader, drafted(folder) as draft:
        about = {"store_id": reader.info()["store_id"], "made_at": utc_text(now)}
        whole = _copied(reader, draft, about, bar)
        _check(Folder(draft.path, "backup"), bar)
        if keys is not None:
            copy_keys(reader, keys, about)
            noted = KeyBackup(str(keys.absolute()), now, _epoch(reader))
            key_backups.remember(reader.path, noted)
        found, needed = keys_beside(reader), keys_needed(reader)
    remember(reader.path, LastBackup(now, int(whole["position"]), str(folder.absolute())))
    elsewhere = [str(needed[one].resolve()) for one in sorted(needed.keys() - found)]
    return Made(whole, [path.name for path in found.values()], elsewhere)


def _epoch(reader: StoreReader) -> int:
    return reader.lock.keys.epoch().epoch if reader.lock.keys else 0


def _refuse_a_server(store: Path) -> None:
    if (address := address_in(store)) is not None:
        raise StoreUnusable(
            f"{address} is on a server, which is backed up by its own means (deploy/single has "
            f"pgBackRest), and the keys and scans beside {store} apart; or copy it into a file, "
            f"`admission store copy {address} FILE`, and back that up."
        )


def _keep_apart(folder: Path, keys: Path | None) -> None:
    if keys is None:
        return
    one, other = folder.resolve(), keys.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise StoreUnusable(
            f"{keys} and {folder} lie in each other: keep keys apart, on another medium, so that "
            "nobody who finds one can read the other."
        )


def _copied(
    reader: StoreReader, draft: Draft, about: Mapping[str, Any], bar: Bar
) -> dict[str, Any]:
    path, connection = draft.path / STORE, of_a_file(reader.sessions).connection()
    size = _size(reader)
    require_room(draft.path, free_bytes(draft.path), size)
    with bar("copying", size) as advance, Translated(reader.path):
        counted = Counted(advance)
        connection.execute("BEGIN")
        try:
            known = _known(reader)
            copy_database(connection, path, counted)
        finally:
            connection.execute("ROLLBACK")
        draft.adopt(STORE, Counted(lambda _: None))
        # Afterwards: a scan is on the disk before the event that names it.
        for scan, name in _scans(reader):
            draft.copy(scan, name, counted)
    return draft.finish("backup", {**about, **known})


def _known(reader: StoreReader) -> dict[str, Any]:
    """What stands in the manifest of what the store is now."""
    head, info = Auditor(reader).head(), reader.info()
    return {
        "store": reader.path.name,
        "demonstration": info["origin"] == "demo",
        "format": int(info["format"]),
        "position": reader.head(),
        "log": {
            "origin": origin_of(info),
            "size": head.size,
            "root": base64.b64encode(head.root).decode(),
        },
        CHECKPOINT: _checkpoint(reader, head),
    }


def _checkpoint(reader: StoreReader, head: LogHead) -> str | None:
    """A signed checkpoint, for whoever looks later whether another backup is older."""
    with suppress(StoreUnusable):
        return Auditor(reader).checkpoint(head).decode()
    return None


def _scans(reader: StoreReader) -> Iterator[tuple[Path, str]]:
    """Every scan beside a store, and its name in a backup."""
    folder = DocumentFolder(reader.path)
    named_there = DocumentFolder(reader.path.with_name(STORE))
    for part in PARTS:
        for digest in folder.digests(part):
            yield reader.path.parent / folder.place(digest), named_there.place(digest)


def _size(reader: StoreReader) -> int:
    scans = sum(path.stat().st_size for path, _ in _scans(reader))
    (pages,) = reader.sessions.connection().execute("PRAGMA page_count").fetchone()
    (page,) = reader.sessions.connection().execute("PRAGMA page_size").fetchone()
    return int(pages * page + scans)


def _check(backup: Folder, bar: Bar) -> None:
    """Read everything back; restore the store into a temporary place, and verify it there."""
    with bar("checking", backup.size) as advance:
        backup.check(Counted(advance))
    log = backup.about["log"]
    with TemporaryDirectory(prefix="checking-", dir=backup.path.parent) as place:
        copy = Path(place) / STORE
        with told_of(backup.path):
            copy_file(backup.path / STORE, copy, Counted(lambda _: None))
        with bar("verifying", log["size"]) as advance:
            _verify(copy, log, advance)


def _verify(copy: Path, log: Mapping[str, Any], advance: Advance) -> None:
    try:
        verdict = verify_store(copy, None, None, advance)
    except CannotJudge as error:
        raise StoreUnusable(f"The backup cannot be read back: {error}") from error
    found = (verdict.size, base64.b64encode(verdict.root).decode())
    if verdict.findings or found != (log["size"], log["root"]):
        said = verdict.findings[0] if verdict.findings else "another root than that of its log"
        raise Tampered(f"{said}; no backup was kept: `admission audit verify` says more.")
