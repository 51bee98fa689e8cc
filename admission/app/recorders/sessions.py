"""One connection per thread, and transactions on it that nest."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Final

from admission.app.recorders import ports
from admission.app.recorders.connections import Connections
from admission.app.recorders.errors import (
    OutcomeUnknown,
    StoreUnusable,
    Translated,
    primary_code,
    sentence,
)
from admission.app.recorders.free_space import require_room
from admission.app.recorders.one_writer import Turn
from admission.app.recorders.schema import faults

_HAS_LOG: Final = "SELECT 1 FROM sqlite_schema WHERE name = 'tlog_head'"


class Session:
    """The connection of one thread; as a context manager, a transaction that writes.

    The outermost `with` begins at once (never deferred: a read that later wants to write would
    fail without waiting) and commits; an inner one is undone alone when it fails. An exception
    undoes everything since its own `with`, and goes on.
    """

    __slots__ = ("_free", "_path", "_read_only", "_turn", "connection", "depth")

    def __init__(
        self, connection: sqlite3.Connection, connections: Connections, turn: Turn
    ) -> None:
        self.connection = connection
        self.depth = 0
        self._path = connections.path
        self._free = connections.free_bytes
        self._read_only = connections.mode == "read"
        self._turn = turn

    def __enter__(self) -> sqlite3.Connection:
        if self.depth:
            self._nest()
        else:
            self._begin()
        self.depth += 1
        return self.connection

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.depth -= 1
        if self.depth:
            self._unnest(error)
        else:
            try:
                self._end(error)
            finally:
                self._turn.give()
        if isinstance(error, sqlite3.Error) and (said := sentence(error, self._path)):
            raise StoreUnusable(said) from error

    def __del__(self) -> None:
        # The thread has ended.
        self.connection.close()

    def _begin(self) -> None:
        if self._read_only:
            raise StoreUnusable(f"{self._path} was opened to be read: nothing can be added to it.")
        require_room(self._path, self._free())
        self._turn.take()
        try:
            with Translated(self._path):
                self.connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._turn.give()
            raise

    def _end(self, error: BaseException | None) -> None:
        if error is not None:
            self._undo()
            return
        self._check_alive()
        try:
            self.connection.execute("COMMIT")
        except sqlite3.Error as failure:
            self._undo()
            said = sentence(failure, self._path)
            if said is None:
                raise
            broken = primary_code(failure) == sqlite3.SQLITE_IOERR
            raise (OutcomeUnknown if broken else StoreUnusable)(said) from failure

    def _nest(self) -> None:
        self._check_alive()
        self.connection.execute("SAVEPOINT inner")

    def _unnest(self, error: BaseException | None) -> None:
        if not self.connection.in_transaction:
            return  # SQLite undid all of it; the outermost `with` says so
        with Translated(self._path):
            if error is not None:
                self.connection.execute("ROLLBACK TO inner")
            self.connection.execute("RELEASE inner")

    def _undo(self) -> None:
        if self.connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")

    def _check_alive(self) -> None:
        # After a full disk SQLite may undo the whole transaction by itself. Going on would write
        # the rest without its beginning.
        if not self.connection.in_transaction:
            raise StoreUnusable(
                f"Writing {self._path} was broken off: nothing of this step was kept; repeat it."
            )


def of_a_file(sessions: ports.Sessions) -> "Sessions":
    """The sessions of a store that is a file; raises `StoreUnusable` of one on a server."""
    if isinstance(sessions, Sessions):
        return sessions
    raise StoreUnusable(
        f"{sessions.name} is on a server, and this is done to files: use the server's own means."
    )


class Sessions:
    """The sessions of one store, one for each thread that asks."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections
        self.path = connections.path
        self._turn = Turn(connections.path, connections.wait_seconds)
        self._local = threading.local()
        self._closed = False

    def session(self) -> Session:
        """This thread's session, opened at its first use.

        Raises:
            StoreUnusable: the store cannot be opened, or was closed.
        """
        if self._closed:
            self._leave()
            raise StoreUnusable(f"{self.connections.path} was closed: open it again.")
        try:
            found: Session = self._local.session
        except AttributeError:
            connection = self.connections.connect()
            found = self._local.session = Session(connection, self.connections, self._turn)
        return found

    def connection(self) -> sqlite3.Connection:
        """This thread's connection: inside its transaction a read sees what it wrote."""
        return self.session().connection

    @property
    def name(self) -> str:
        """The store as sentences name it, and as `--db` takes it."""
        return str(self.path)

    def translated(self) -> Translated:
        """A context in which errors of SQLite become `StoreUnusable`."""
        return Translated(self.path)

    def has_log(self) -> bool:
        """Whether the store has a proof log; one of format 1 has none yet."""
        found = self.connection().execute(_HAS_LOG).fetchone()
        return found is not None

    def faults(self) -> Iterator[tuple[str, str, str]]:
        """Of what, which part, and what is wrong: whatever is not as it was laid out."""
        return faults(self.connection())

    def close(self) -> None:
        """Close this thread's connection; closing again does nothing.

        Every other thread closes its own, when it next asks for it or ends: one that is closed
        while a thread reads takes the whole program down.
        """
        self._closed = True
        self._leave()
        self._turn.close()

    def _leave(self) -> None:
        """Close this thread's connection."""
        session = self._local.__dict__.pop("session", None)
        if session is not None:
            session.connection.close()
