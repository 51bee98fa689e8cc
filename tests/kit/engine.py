"""The recorder on another build of SQLite, whose file layer a test can stand in for."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import apsw
from eventsourcing.sqlite import SQLiteDatastore

from admission.app.recorders.connections import Connections
from admission.app.recorders.ports import Mode
from admission.app.recorders.sessions import Sessions
from admission.app.recorders.sqlite import SQLiteRecorder

ENGINE = f"SQLite {apsw.sqlite_lib_version()} (apsw)"
T = TypeVar("T")


def store_on(path: Path, file_layer: str) -> SQLiteRecorder:
    """The store at a path, opened to be written through the file layer of a name."""
    datastore = SQLiteDatastore(str(path), originator_id_type="text")
    return SQLiteRecorder(datastore, Sessions(_Connections(path, "write", file_layer)))


class NoRoomToCheckpoint(apsw.FullError):
    """The disk is full for the file itself, where the log beside it has its commit already."""


class _Connections(Connections):
    """The factory with its profile and its checks, over connections of apsw."""

    def __init__(self, path: Path, mode: Mode, file_layer: str) -> None:
        super().__init__(path, mode)
        self._file_layer = file_layer

    def _open(self, how: str) -> sqlite3.Connection:
        connection = apsw.Connection(
            f"{self.path.as_uri()}?mode={how}",
            flags=apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE,
            vfs=self._file_layer,
        )
        connection.set_busy_timeout(int(self.wait_seconds * 1000))
        return cast("sqlite3.Connection", _Connection(connection))


class _Connection:
    """What the recorder uses of the standard library's connection, answered by apsw."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, statement: str, values: Sequence[Any] = ()) -> "_Cursor":
        if statement == "COMMIT":
            # SQLite goes on where a checkpoint after the commit fails; apsw alone speaks of it.
            with contextlib.suppress(NoRoomToCheckpoint):
                return self._executed(statement, values)
            return self._executed("SELECT 1", ())
        return self._executed(statement, values)

    def _executed(self, statement: str, values: Sequence[Any]) -> "_Cursor":
        return _Cursor(
            self._connection, _asked(lambda: self._connection.execute(statement, values))
        )

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> "_Cursor":
        return _Cursor(
            self._connection, _asked(lambda: self._connection.executemany(statement, rows))
        )

    def close(self) -> None:
        with contextlib.suppress(NoRoomToCheckpoint):
            self._connection.close()


class _Cursor:
    def __init__(self, connection: apsw.Connection, cursor: apsw.Cursor) -> None:
        self.lastrowid = connection.last_insert_rowid()
        self._cursor = cursor

    def fetchone(self) -> Any:  # noqa: ANN401 - a row of anything, as in sqlite3
        return _asked(self._cursor.fetchone)

    def fetchall(self) -> list[Any]:
        return _asked(self._cursor.fetchall)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())


def _asked(question: Callable[[], T]) -> T:
    """The answer; an error of apsw becomes the one that sqlite3 would raise."""
    try:
        return question()
    except NoRoomToCheckpoint:
        raise
    except apsw.Error as error:
        kind = (
            sqlite3.IntegrityError
            if isinstance(error, apsw.ConstraintError)
            else sqlite3.OperationalError
        )
        translated = kind(str(error))
        translated.sqlite_errorcode = error.extendedresult  # type: ignore[attr-defined]
        raise translated from error
