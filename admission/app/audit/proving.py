"""Signed checkpoints, proofs, requests to a witness, and the whole log as a package."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.audit.entries import log_entries, packed_entry
from admission.app.audit.signing_key import signer_beside
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.plain_rows import LogHead
from admission.app.recorders.ports import Connection
from admission.app.recorders.reading import StoreReader
from admission.proof.packing import Entry, write_package
from admission.proof.signing import proof_file, sign_checkpoint
from admission.proof.tree import Proofs
from admission.proof.verifier import CannotJudge, Key, Tampered, check_signature, read_checkpoint
from admission.proof.witness import Request

_LEAVES: Final = "SELECT hash FROM tlog_leaf WHERE idx >= ? AND idx < ? ORDER BY idx"
_TILES: Final = "SELECT hash FROM tlog_tile WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx"


class KeptHashes:
    """The hashes of leaves and of full tiles, as the store keeps them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, level: int, first: int, count: int) -> list[bytes]:
        """So many hashes of a level, from one on; raises `Tampered` where some are missing."""
        if level:
            rows = self._connection.execute(_TILES, (level, first, first + count)).fetchall()
        else:
            rows = self._connection.execute(_LEAVES, (first, first + count)).fetchall()
        if len(rows) != count:
            raise Tampered(f"Hashes of level {level} from {first} on are missing from the log.")
        return [hashed for (hashed,) in rows]


def root_at(reader: StoreReader, size: int) -> bytes:
    """The root that the log of a store had at a size; raises `Tampered` where hashes are gone."""
    return Proofs(KeptHashes(reader.sessions.connection())).root(size)


def begins_with(reader: StoreReader, found: LogHead) -> bool:
    """Whether the log of a store had such a size and root once; raises as `root_at`."""
    ours = reader.log_head()
    if ours is None or found.size > ours.size:
        return False
    return root_at(reader, found.size) == found.root


class Proven(NamedTuple):
    """The `.tlog-proof` of an event, and its stored bytes, each with its SHA-256."""

    proof: bytes
    contents: tuple[tuple[str, bytes], ...]


class Auditor:
    """One open store, signed for with the key beside it. What is asked together sees one moment."""

    def __init__(self, reader: StoreReader) -> None:
        self._reader = reader
        self._connection = reader.sessions.connection()
        self._proofs = Proofs(KeptHashes(self._connection))

    def head(self) -> LogHead:
        """Size and root of the log; raises `StoreUnusable` where there is none yet."""
        head = self._reader.log_head()
        if head is None:
            raise StoreUnusable(
                f"{self._reader.path} has no proof log yet: the next command that records in it "
                "begins one."
            )
        return head

    def checkpoint(self, head: LogHead | None = None, *lines: str) -> bytes:
        """A signed checkpoint of the log as it is, or was; `lines` are signed too."""
        head = head or self.head()
        signer = signer_beside(self._reader.path, self._reader.info())
        return sign_checkpoint(signer, head.size, head.root, *lines)

    def proof(self, position: int) -> bytes:
        """The `.tlog-proof` of the event at a position; raises `CannotJudge` where it has none."""
        head = self.head()
        return self.proven(position, head, self.checkpoint(head)).proof

    def proven(self, position: int, head: LogHead, note: bytes) -> Proven:
        """The event at a position under the checkpoint of a head; raises as `proof`."""
        with self._reader.sessions.translated():
            index = self._index(position)
            if index is None:
                raise CannotJudge(f"There is no event at position {position}.")
            entry = next(log_entries(self._connection, index))
            if entry.event is None:
                raise Tampered(f"Event {position} is missing: only its leaf is left.")
            packed = packed_entry(self._connection, entry)
            hashes = self._proofs.inclusion(index, head.size)
            return Proven(proof_file(packed.line, index, hashes, note), packed.contents)

    def request(self, old_size: int) -> Request:
        """What a witness that signed an old size last is asked to sign now."""
        with self._reader.sessions.translated():
            head = self.head()
            if old_size > head.size:
                raise Tampered(
                    f"A witness holds {old_size} entries of this log, which has {head.size}: it "
                    "was cut, or restored from an older backup."
                )
            hashes = self._proofs.consistency(old_size, head.size)
            return Request(old_size, tuple(hashes), self.checkpoint(head))

    def check_cosigned(self, note: bytes, witness: Key) -> int:
        """Make sure that a witness signed a checkpoint of this log as it was; returns its size.

        Raises:
            CannotJudge, Tampered: with the reason.
        """
        checkpoint = read_checkpoint(note)
        info = self._reader.info()
        check_signature(checkpoint, signer_beside(self._reader.path, info).key)
        if check_signature(checkpoint, witness) is None:
            raise CannotJudge(f"{witness} is no key of a witness.")
        with self._reader.sessions.translated():
            head = self.head()
            if checkpoint.size > head.size or (
                self._proofs.root(checkpoint.size) != checkpoint.root
            ):
                raise Tampered(
                    f"The log is not the one of which {witness.name} signed {checkpoint.size} "
                    "entries: it was cut or rewritten since."
                )
        return checkpoint.size

    def export(self, folder: Path, *, with_bytes: bool) -> LogHead:
        """Write the whole log, as it is, into a new folder; the checkpoint last.

        Raises:
            CannotJudge: the folder is not empty.
            Tampered: the records do not give the root that the log has.
        """
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CannotJudge(f"{folder} is not empty: name a new folder.")
        signer_beside(self._reader.path, self._reader.info())
        with self._reader.sessions.translated():
            self._connection.execute("BEGIN")
            try:
                head = self.head()
                tree = write_package(folder, self._entries(), with_bytes=with_bytes)
            finally:
                self._connection.execute("ROLLBACK")
        if (tree.size, tree.root()) != head:
            raise Tampered(
                f"The records do not give the root of the log: `admission --db "
                f"{self._reader.path} audit verify` says which; {folder} was left unsigned."
            )
        (folder / "checkpoint").write_bytes(self.checkpoint(head))
        return head

    def _entries(self) -> Iterator[Entry]:
        for entry in log_entries(self._connection):
            yield packed_entry(self._connection, entry)

    def _index(self, position: int) -> int | None:
        """The index of the leaf of an event: some twenty look-ups, since both only grow."""
        low, high = 0, self.head().size
        asked = (
            "SELECT idx, position FROM tlog_leaf WHERE idx >= ? AND position IS NOT NULL "
            "ORDER BY idx LIMIT 1"
        )
        while low < high:
            middle = (low + high) // 2
            found = self._connection.execute(asked, (middle,)).fetchone()
            if found is None or found[1] >= position:
                high = middle
            else:
                low = found[0] + 1
        found = self._connection.execute(asked, (low,)).fetchone()
        return int(found[0]) if found and found[1] == position else None
