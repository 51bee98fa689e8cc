"""The library's pool, answering with our connections, for its recorders beside ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool, SQLiteCursor

from admission.app.recorders.sessions import Session, Sessions


class JoinedConnection(SQLiteConnection):
    """A thread's session in the library's clothes: its transactions join the one that runs."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.connection, max_age=None)
        self._session = session

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """A cursor whose rows have names, inside a transaction where it is to write."""
        if commit:
            with self._session as connection:
                yield _named(connection)
        else:
            yield _named(self._session.connection)


class StorePool(SQLiteConnectionPool):
    """Gives each thread its own connection, from the factory that asserts the profile."""

    def __init__(self, sessions: Sessions) -> None:
        super().__init__(db_name=str(sessions.connections.path))
        self._sessions = sessions

    def get_connection(
        self,
        timeout: float | None = None,  # noqa: ARG002 - a thread never waits for its own connection
        *,
        is_writer: bool | None = None,  # noqa: ARG002 - it can do both
    ) -> SQLiteConnection:
        """This thread's connection."""
        return JoinedConnection(self._sessions.session())

    def put_connection(self, conn: SQLiteConnection) -> None:
        """The thread keeps its connection."""

    def close(self) -> None:
        """Close this thread's connection; every other thread closes its own."""
        super().close()
        self._sessions.close()


def _named(connection: sqlite3.Connection) -> SQLiteCursor:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return SQLiteCursor(cursor)
