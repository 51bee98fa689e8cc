"""What the log says was erased, destroyed beside it: when it is recorded, and whenever it is not.

The log is the order and the files follow: keys, scans, then rows. Broken off anywhere, or undone by
files from a backup, it is done again at the next opening, before anything is read. Few imports.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from admission.app.document_folder import DocumentFolder, stream_of
from admission.app.recorders.plain_rows import EventRow

if TYPE_CHECKING:
    from admission.app.recorders.reading import StoreReader
    from admission.app.sealing.key_store import KeyStore

ERASURES: Final = "erasures-00000000-0000-0000-0000-000000000000"
KEYS_DESTROYED: Final = "keys-destroyed"


class Destroyed(NamedTuple):
    """What one erasure destroys: the keys of subjects, and scans by their SHA-256."""

    subjects: tuple[str, ...]
    scans: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All whose keys are destroyed."""
        return (*self.subjects, *map(stream_of, self.scans))


def reapply_erasures(store: "StoreReader") -> int:
    """Destroy what the log says was erased, where the files of keys and scans still have it.

    Every opening does so; to be called after anything was restored into a store that is open.
    Returns how many erasures the log has, of all of which nothing is left.

    Raises:
        StoreUnusable: a file cannot be read or written, or somebody reads the keys for too long.
    """
    if store.lock.keys is not None:
        bring_up(store, store.lock.keys)
    return sum(1 for _ in all_destroyed(store))


def bring_up(store: "StoreReader", keys: "KeyStore") -> None:
    """The same, and nothing where the keys have heard of the newest erasure: few look-ups.

    Keys that may not be written are left as they are, and not used. Inside a transaction nothing is
    destroyed, for it may be undone.
    """
    if store.sessions.connection().in_transaction:
        return
    newest = newest_erasure(store)
    if newest is None or keys.applied() == _mark(newest):
        return
    erasures = list(all_destroyed(store))
    keys.erase([key for erasure in erasures for key in erasure.keys])
    if keys.writable:
        _remove_scans(store, erasures)
        keys.empty_log()
        keys.set_applied(_mark(newest))


def newest_erasure(store: "StoreReader") -> EventRow | None:
    """The newest erasure in the log; one look-up, as long as epochs begin less often than that."""
    version = store.stream_version(ERASURES)
    while version:
        (row, *_) = store.stream_rows(ERASURES, version - 1)
        if row.type == KEYS_DESTROYED:
            return row
        version -= 1
    return None


def all_destroyed(store: "StoreReader") -> Iterator[Destroyed]:
    """What each erasure in the log destroys, in order."""
    for row in store.stream_rows(ERASURES):
        if row.type == KEYS_DESTROYED:
            said = json.loads(row.state)
            yield Destroyed(tuple(said["subjects"]), tuple(said.get("scans", ())))


def _mark(newest: EventRow) -> str:
    return f"{newest.position} {newest.command_id}"


def _remove_scans(store: "StoreReader", erasures: list[Destroyed]) -> None:
    """What their keys sealed is nobody's any more, and takes room."""
    folder = DocumentFolder(store.path)
    for erasure in erasures:
        for digest in erasure.scans:
            folder.remove(digest)
