"""The file of rows beside the events file: opened, laid out, recognised; few imports."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from admission.app.recorders.connections import WAIT_SECONDS
from admission.app.recorders.errors import Translated, primary_code
from admission.app.recorders.one_writer import Turn
from admission.app.recorders.ports import Connection
from admission.app.recorders.reading import StoreReader
from admission.app.recorders.side_files import connected, readable
from admission.projections import PROJECTIONS

_FOLDER: Final = Path(__file__).parents[1] / "projections"
_TABLE: Final = re.compile(r"CREATE TABLE (\w+)")
OWN_TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS checkpoints (
        projection TEXT NOT NULL PRIMARY KEY,
        version BIGINT NOT NULL,
        position BIGINT NOT NULL,
        store_id TEXT NOT NULL,
        mark TEXT NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS quarantine (
        projection TEXT NOT NULL,
        position BIGINT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (projection, position)
    )""",
)
_CHECKPOINTS: Final = (
    "SELECT projection, version, position, store_id, mark FROM checkpoints ORDER BY projection"
)
How = Literal["read", "write", "build"]


class Checkpoint(NamedTuple):
    """How far a projection is: `mark` is the command id of the event at its position."""

    projection: str
    version: int
    position: int
    store_id: str
    mark: str


def beside(store: Path, *, locked: bool = False) -> Path:
    """Where the rows of an events file lie; those without its key in a file of their own."""
    return store.with_name(f"{store.name}.projections{'-locked' if locked else ''}")


@cache
def statements(projection: str) -> tuple[str, ...]:
    """The statements of a `tables.sql`, in order."""
    text = (_FOLDER / projection / "tables.sql").read_text(encoding="utf-8")
    return tuple(part.strip() for part in text.split(";") if part.strip())


def tables(projection: str) -> tuple[str, ...]:
    """The tables of a projection."""
    return tuple(name for part in statements(projection) for name in _TABLE.findall(part))


def connect(path: Path, how: How) -> sqlite3.Connection:
    """A connection in autocommit mode: to read, to write, or to build a file nobody else knows.

    Commits to projections are not forced to the disk one by one: after a power cut they are
    behind, and catch up.
    """
    if how == "read":
        return readable(path)
    return connected(path, "rwc", _BUILD if how == "build" else _WRITE)


# A command changes a few bytes on a dozen pages, each of which is written whole: small pages.
_PAGES: Final = "page_size = 2048"
_WRITE: Final = (
    _PAGES,
    "journal_mode = wal",
    "synchronous = normal",
    "wal_autocheckpoint = 20000",
    "cache_size = -32768",
)
_BUILD: Final = (_PAGES, "journal_mode = memory", "synchronous = off", "cache_size = -8192")


def checkpoints(connection: Connection) -> list[Checkpoint]:
    """How far each projection of the file is; none where the file has none."""
    try:
        rows = connection.execute(_CHECKPOINTS).fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        return []
    return [Checkpoint._make(row) for row in rows]


def first_position(connection: Connection, name: str, store_id: str) -> None:
    """Set the checkpoint of a projection to the beginning; its tables are empty."""
    connection.execute("DELETE FROM quarantine WHERE projection = ?", (name,))
    connection.execute("DELETE FROM checkpoints WHERE projection = ?", (name,))
    connection.execute(
        "INSERT INTO checkpoints (projection, version, position, store_id, mark) "
        "VALUES (?, ?, 0, ?, '')",
        (name, PROJECTIONS[name], store_id),
    )


def stale(found: list[Checkpoint], store: StoreReader) -> set[str]:
    """The projections whose rows are missing, of another version, or not of this store's past."""
    store_id, head = store.info()["store_id"], store.head()
    good = {
        one.projection
        for one in found
        if PROJECTIONS.get(one.projection) == one.version
        and one.store_id == store_id
        and one.position <= head
        and one.mark == mark_at(store, one.position)
    }
    return set(PROJECTIONS) - good


def mark_at(store: StoreReader, position: int) -> str:
    """What tells that the log still has at a position what it had: the command id there."""
    rows = store.log_rows(position - 1, 1) if position else []
    return rows[0].command_id if rows and rows[0].position == position else ""


class ProjectionFile:
    """The rows of one store, open for writing; each `with file.writing()` is a transaction."""

    def __init__(self, path: Path, *, building: bool = False) -> None:
        self.path = path
        self._how: How = "build" if building else "write"
        self._turn = Turn(path, WAIT_SECONDS)
        self.connection = self._open()
        self._inode = self.path.stat().st_ino

    def translated(self) -> Translated:
        """A context in which errors of SQLite become `StoreUnusable`."""
        return Translated(self.path)

    def follow(self) -> bool:
        """Open the file again where it was deleted or replaced; whether that was so."""
        try:
            if os.stat(self.path).st_ino == self._inode:  # noqa: PTH116 - asked at every command
                return False
        except FileNotFoundError:
            pass
        self.connection.close()
        self.connection = self._open()
        self._inode = self.path.stat().st_ino
        return True

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction; writers take turns, and an exception undoes all of it."""
        self._turn.take()
        try:
            with Translated(self.path):
                self.connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self.connection
                    self.connection.execute("COMMIT")
                except BaseException:
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                    raise
        finally:
            self._turn.give()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """What is asked inside is all answered from one moment."""
        with Translated(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.execute("ROLLBACK")

    def begin_anew(self, projections: set[str], store_id: str) -> None:
        """Empty the tables of projections, and set their checkpoints to the beginning."""
        with self.writing() as connection:
            for table in OWN_TABLES:
                connection.execute(table)
            for name in PROJECTIONS:
                if name in projections:
                    self._empty(name, store_id)
            marks = ", ".join("?" * len(PROJECTIONS))
            connection.execute(
                f"DELETE FROM checkpoints WHERE projection NOT IN ({marks})",  # noqa: S608
                tuple(PROJECTIONS),
            )

    def add_indexes(self) -> None:
        """Make the indexes, left out while building: sorted once is faster than kept sorted."""
        self.connection.execute("PRAGMA cache_size = -32768")
        for name in PROJECTIONS:
            for statement in statements(name):
                if statement.startswith("CREATE INDEX"):
                    self.connection.execute(statement)

    def fresh(self, path: Path) -> "ProjectionFile":
        """A file of pages as ours, to build all rows anew in."""
        found = ProjectionFile(path, building=True)
        (size,) = self.connection.execute("PRAGMA page_size").fetchone()
        found.connection.execute(f"PRAGMA page_size = {size}")
        return found

    def replace_with(self, other: "ProjectionFile") -> None:
        """Take over the whole content of another file, of pages as ours, in one transaction."""
        self._turn.take()
        try:
            with Translated(self.path):
                other.connection.backup(self.connection)
                self.connection.execute("PRAGMA wal_checkpoint(truncate)")
        finally:
            self._turn.give()

    def take_over(self, part: Path) -> None:
        """Add the rows of another file of the same tables, before there are indexes."""
        with Translated(self.path):
            self.connection.execute("ATTACH ? AS part", (str(part),))
        with self.writing() as connection:
            for table in ("quarantine", *(name for each in PROJECTIONS for name in tables(each))):
                connection.execute(f"INSERT INTO main.{table} SELECT * FROM part.{table}")  # noqa: S608
        with Translated(self.path):
            self.connection.execute("DETACH part")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()
        self._turn.close()

    def _open(self) -> sqlite3.Connection:
        """The file; one that is broken is given up, for the rows can be had from the log again."""
        with Translated(self.path):
            try:
                return connect(self.path, self._how)
            except sqlite3.DatabaseError as error:
                if primary_code(error) not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                    raise
            for end in ("", "-wal", "-shm"):
                self.path.with_name(f"{self.path.name}{end}").unlink(missing_ok=True)
            return connect(self.path, self._how)

    def _empty(self, name: str, store_id: str) -> None:
        execute = self.connection.execute
        for table in tables(name):
            execute(f"DROP TABLE IF EXISTS {table}")
        for statement in statements(name):
            if self._how == "write" or statement.startswith("CREATE TABLE"):
                execute(statement)
        first_position(self.connection, name, store_id)
