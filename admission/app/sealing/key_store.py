"""The file of keys beside a store: one wrapped data key for each subject, or that it was erased.

An SQLite file of its own, so that a backup of the events has no key in it. Deleted bytes are
overwritten, and where a key is destroyed its log is emptied too.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

from admission.app.recorders.connections import WAIT_SECONDS
from admission.app.recorders.errors import StoreUnusable, Translated
from admission.app.recorders.one_writer import Turn
from admission.app.recorders.side_files import connected, readable

_APPLICATION_ID: Final = 0x41444D4B  # "ADMK"
_FORMAT: Final = 1
_AT_ONCE: Final = 500
_MAGIC: Final = b"SQLite format 3\x00"
_NO_KEYS: Final = "{path} is no file of keys: restore it from its backup."
_TABLES: Final = (
    "CREATE TABLE about (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE epochs (
        epoch INTEGER NOT NULL PRIMARY KEY,
        source TEXT NOT NULL,
        parameters TEXT NOT NULL,
        key_id TEXT NOT NULL,
        begun_at TEXT NOT NULL
    )""",
    """CREATE TABLE subjects (
        subject TEXT NOT NULL PRIMARY KEY,
        epoch INTEGER NOT NULL,
        wrapped BLOB
    ) WITHOUT ROWID""",
)
_PROFILE: Final = (
    "journal_mode = wal",
    "synchronous = full",
    "secure_delete = on",
    "trusted_schema = off",
    "cell_size_check = on",
)


class Epoch(NamedTuple):
    """The time of one key of keys: where that key comes from, and the id by which it is known."""

    epoch: int
    source: str
    parameters: dict[str, str | int]
    key_id: str
    begun_at: str


class Wrapped(NamedTuple):
    """The data key of a subject, wrapped in an epoch's key; None where the subject is erased."""

    epoch: int
    key: bytes | None


class Counts(NamedTuple):
    """How many subjects have a key, and how many were erased."""

    kept: int
    erased: int


class KeyStore:
    """The keys of one store. Every method raises `StoreUnusable` where the file cannot be used."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, writable: bool = True
    ) -> None:
        self.path = path
        self.connection = connection
        """For copying the file whole."""
        self.writable = writable
        """Whether this user may change it."""
        self._erased: set[str] = set()
        self._changes = 0
        self._turn = Turn(path, WAIT_SECONDS)
        with Translated(path):
            about = dict(connection.execute("SELECT key, value FROM about"))
        self.store_id = about["store_id"]

    def epoch(self) -> Epoch:
        """The epoch that is now."""
        (found,) = self._rows("SELECT * FROM epochs ORDER BY epoch DESC LIMIT 1")
        epoch, source, parameters, key_id, begun_at = found
        return Epoch(epoch, source, json.loads(parameters), key_id, begun_at)

    def wrapped(self, subject: str) -> Wrapped | None:
        """The key of a subject; None where it never had one."""
        return Wrapped(0, None) if subject in self._erased else self.stored(subject)

    def stored(self, subject: str) -> Wrapped | None:
        """The same as it stands in the file, which may be one that could not be written."""
        found = self._rows("SELECT epoch, wrapped FROM subjects WHERE subject = ?", subject)
        return Wrapped._make(found[0]) if found else None

    def wrapped_of(self, subjects: Sequence[str]) -> dict[str, Wrapped]:
        """The keys of those subjects that ever had one, as `wrapped`."""
        found: dict[str, Wrapped] = {}
        for at in range(0, len(subjects), _AT_ONCE):
            some = subjects[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._rows(f"SELECT * FROM subjects WHERE subject IN ({marks})", *some)  # noqa: S608 - only marks
            found.update((subject, Wrapped(epoch, key)) for subject, epoch, key in rows)
        return {**found, **dict.fromkeys(self._erased.intersection(subjects), Wrapped(0, None))}

    def add(self, subject: str, wrapped: Wrapped) -> None:
        """Keep the key of a subject that never had one; inside a transaction."""
        self._rows("INSERT INTO subjects VALUES (?, ?, ?)", subject, *wrapped)

    def erase(self, subjects: Sequence[str]) -> None:
        """Destroy the keys of subjects, for ever: what is left says that they were erased.

        In a file that may not be written they are no more used. The log is still to be emptied.
        """
        self._erased.update(subjects)
        self._changes += 1
        if not self.writable:
            return
        with self.writing():
            for subject in subjects:
                self._rows(
                    "INSERT INTO subjects VALUES (?, (SELECT max(epoch) FROM epochs), NULL) "
                    "ON CONFLICT (subject) DO UPDATE SET wrapped = NULL",
                    subject,
                )

    def empty_log(self) -> None:
        """Let nothing that was overwritten stand in the log beside the file; raises."""
        ((busy, *_),) = self._rows("PRAGMA wal_checkpoint(truncate)")
        if busy:
            raise StoreUnusable(
                f"Another program reads {self.path}: what was destroyed stands in its log until "
                "that ends; then do this again."
            )

    def applied(self) -> str:
        """Up to which erasure of the log keys were destroyed here, as `set_applied` said it."""
        found = self._rows("SELECT value FROM about WHERE key = 'erasures'")
        return str(found[0][0]) if found else ""

    def set_applied(self, mark: str) -> None:
        """Say up to which erasure of the log keys were destroyed here."""
        with self.writing():
            self._rows("INSERT OR REPLACE INTO about VALUES ('erasures', ?)", mark)

    def all_of(self, epoch: int, after: str, limit: int) -> list[tuple[str, bytes]]:
        """Subjects after one, with their keys wrapped in an epoch's key, at most so many."""
        return self._rows(
            "SELECT subject, wrapped FROM subjects WHERE subject > ? AND epoch = ? "
            "AND wrapped IS NOT NULL ORDER BY subject LIMIT ?",
            after,
            epoch,
            limit,
        )

    def rewrap(self, subject: str, wrapped: Wrapped) -> None:
        """Keep a key in another wrapping; inside a transaction."""
        self._rows(
            "UPDATE subjects SET epoch = ?, wrapped = ? WHERE subject = ?", *wrapped, subject
        )

    def begin_epoch(self, epoch: Epoch) -> None:
        """Let an epoch be now, and forget those before it; inside a transaction."""
        self._changes += 1
        parameters = json.dumps(epoch.parameters)
        self._rows("DELETE FROM epochs")
        self._rows(
            "INSERT INTO epochs VALUES (?, ?, ?, ?, ?)",
            *epoch._replace(parameters=parameters),  # type: ignore[arg-type]
        )
        self._rows("UPDATE subjects SET epoch = ? WHERE wrapped IS NULL", epoch.epoch)

    def counts(self) -> Counts:
        """How many subjects there are."""
        return Counts._make(
            self._rows("SELECT count(wrapped), count(*) - count(wrapped) FROM subjects")[0]
        )

    def changed(self) -> tuple[int, int]:
        """What is other after another program has changed the file, or this one more than added."""
        return int(self._rows("PRAGMA data_version")[0][0]), self._changes

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is open."""
        return self.connection.in_transaction

    def begin(self) -> None:
        """Begin a transaction; others wait to write until it ends."""
        self._turn.take()
        try:
            self._rows("BEGIN IMMEDIATE")
        except BaseException:
            self._turn.give()
            raise

    def commit(self) -> None:
        """Keep what was written, on the disk."""
        self._rows("COMMIT")
        self._turn.give()

    def undo(self) -> None:
        """Undo what was written, where a transaction is open."""
        if self.is_writing:
            try:
                self._rows("ROLLBACK")
            finally:
                self._turn.give()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction; an exception undoes all of it."""
        self.begin()
        try:
            yield
            self.commit()
        finally:
            self.undo()

    def close(self) -> None:
        """Close the file."""
        self.undo()
        self.connection.close()
        self._turn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        with Translated(self.path):
            return self.connection.execute(statement, parameters).fetchall()


def beside(store: Path) -> Path:
    """Where the keys of a store lie."""
    return store.with_name(f"{store.name}.keys")


def create_key_store(path: Path, store_id: str, epoch: Epoch) -> None:
    """Lay out the keys of a new store, readable by its owner alone.

    Raises:
        StoreUnusable: a file is there already, or it cannot be made.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise StoreUnusable(f"{path} cannot be made ({error.strerror}).") from error
    with Translated(path):
        connection = connected(path, "rw", _PROFILE)
        connection.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            connection.execute(table)
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        about = {"format": str(_FORMAT), "store_id": store_id}
        connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        connection.execute("COMMIT")
    with KeyStore(path, connection) as store, store.writing():
        store.begin_epoch(epoch)


def _require_keys(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) not in (_MAGIC, b""):
            raise StoreUnusable(_NO_KEYS.format(path=path))


def open_key_store(path: Path) -> KeyStore | None:
    """The keys at a path; None where there is no file, or it may not be read by this user.

    Raises:
        StoreUnusable: the file is damaged, no file of keys, or newer than this program.
    """
    if not os.access(path, os.R_OK):
        return None
    _require_keys(path)
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with Translated(path):
        connection = connected(path, "rw", _PROFILE) if writable else readable(path)
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        if application_id != _APPLICATION_ID:
            connection.close()
            raise StoreUnusable(_NO_KEYS.format(path=path))
        (known,) = connection.execute("SELECT value FROM about WHERE key = 'format'").fetchone()
        if int(known) > _FORMAT:
            connection.close()
            raise StoreUnusable(
                f"{path} was written by a newer admission: install the newer version."
            )
    return KeyStore(path, connection, writable=writable)
