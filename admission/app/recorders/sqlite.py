"""Events in an SQLite file: the library's application recorder on tables of our own."""

import sqlite3
from pathlib import Path

from eventsourcing.persistence import IntegrityError, ProgrammingError
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from admission.app.recorders.connections import WAIT_SECONDS, Connections
from admission.app.recorders.plain_rows import StoreIdentity
from admission.app.recorders.pool import StorePool
from admission.app.recorders.ports import Mode
from admission.app.recorders.reading import refuse_unsafe_environment
from admission.app.recorders.recording import StoreRecorder
from admission.app.recorders.schema import add_log, create_tables
from admission.app.recorders.sessions import Sessions

_TAKEN = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)


class SQLiteRecorder(StoreRecorder, SQLiteApplicationRecorder):  # type: ignore[misc]
    """The recorder of a store that is a file.

    Made by `open_store`, or by the library's factory for a file that is a store already
    (`APPLICATION_RECORDER_TOPIC`, and `ORIGINATOR_ID_TYPE=text`).
    """

    def __init__(self, datastore: SQLiteDatastore, sessions: Sessions | None = None) -> None:
        if datastore.originator_id_type != "text":
            raise ProgrammingError("Stream ids are text: set ORIGINATOR_ID_TYPE=text.")
        sessions = sessions or Sessions(Connections(Path(datastore.pool.db_name), "write"))
        StoreRecorder.__init__(self, sessions)
        SQLiteApplicationRecorder.__init__(self, datastore, events_table_name="events")
        datastore.pool.close()
        datastore.pool = StorePool(sessions)

    def create_table(self) -> None:
        """Nothing to do: `open_store` alone lays out a file, as it alone knows whose it is."""

    def broken(self, error: BaseException) -> Exception | None:
        """A key that is taken is a conflict, a value that is missing is a mistake."""
        if not isinstance(error, sqlite3.IntegrityError):
            return None
        of = IntegrityError if error.sqlite_errorcode in _TAKEN else ProgrammingError
        return of(str(error))

    def begin_log(self) -> int:
        """Give a store of format 1 its proof log; returns how many leaves it begins with."""
        with self.sessions.session() as connection:
            return add_log(connection, self.path)


def open_store(
    path: Path | str,
    *,
    mode: Mode,
    identity: StoreIdentity | None = None,
    wait_seconds: float = WAIT_SECONDS,
) -> SQLiteRecorder:
    """Open the store at a path to write or read it, or create it with an identity.

    Raises:
        StoreUnusable: it cannot be used so, with the reason and what to do.
    """
    refuse_unsafe_environment()
    path = Path(path)
    if mode == "create":
        if identity is None:
            raise ProgrammingError("A new store needs an identity.")
        _create(Sessions(Connections(path, mode, wait_seconds=wait_seconds)), identity)
        mode = "write"
    datastore = SQLiteDatastore(str(path), originator_id_type="text")
    return SQLiteRecorder(datastore, Sessions(Connections(path, mode, wait_seconds=wait_seconds)))


def _create(sessions: Sessions, identity: StoreIdentity) -> None:
    try:
        with sessions.session() as connection:
            create_tables(connection, sessions.connections.path, identity)
    finally:
        sessions.close()
