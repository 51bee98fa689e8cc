"""One connection per thread to the store on a server, and transactions on it that nest."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final
from weakref import finalize

import psycopg

from admission.app.recorders.addresses import parted
from admission.app.recorders.connections import WAIT_SECONDS
from admission.app.recorders.errors import AnswerLost, StoreUnusable
from admission.app.recorders.ports import Mode
from admission.app.recorders.server.connection import ServerConnection, Which, connect
from admission.app.recorders.server.errors import (
    READ_ONLY,
    Translated,
    not_connected,
    unusable,
)
from admission.app.recorders.server.layout import check_layout, faults

# A plain BEGIN sees one moment, as in SQLite. It sees it from its first question on: a writer has
# taken its turn before that. Every commit is on the disk (and on the standby) when it returns.
_SETTINGS: Final = (
    "SET search_path TO {schema}, pg_temp; SET client_encoding TO 'UTF8'; "
    "SET client_min_messages TO warning; SET default_transaction_isolation TO 'repeatable read'; "
    "SET lock_timeout TO {wait}"
)
_TO_READ: Final = "; SET default_transaction_read_only TO on"
# What records asks for few rows, always by the same indexes: there is nothing to plan twice.
_TO_WRITE: Final = "; SET plan_cache_mode TO force_generic_plan"
# Writers take turns by the head of the log, which each of them moves, until after their commit: no
# position becomes visible before a lower one. It is not the table of events that is locked, since
# that takes the right to change or delete what is in it.
_TAKE_TURN: Final = "LOCK TABLE tlog_head IN EXCLUSIVE MODE"


class ServerSession:
    """The connection of one thread; as a context manager, a transaction that writes.

    An inner `with` is undone alone when it fails. An exception undoes everything since its own
    `with`, and goes on.
    """

    def __init__(self, connection: ServerConnection, name: str, *, read_only: bool) -> None:
        self.connection = connection
        self.depth = 0
        self._name = name
        self._read_only = read_only
        finalize(self, connection.close)  # the thread has ended

    def __enter__(self) -> ServerConnection:
        if self._read_only:
            raise StoreUnusable(f"{self._name} was opened to be read: nothing can be added to it.")
        with Translated(self._name):
            if self.depth:
                self._check_alive()
                self.connection.execute("SAVEPOINT inner_part")
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
        if error is not None:
            self._undo()
            if isinstance(error, psycopg.Error) and (found := unusable(error, self._name)):
                self._leave_a_standby(error)
                raise found from error
        elif self.depth:
            self._release()
        else:
            self._check_alive()
            self._commit()

    def _begin(self) -> None:
        try:
            self.connection.execute("BEGIN")
            self.connection.execute(_TAKE_TURN)
        except BaseException as error:
            self._undo()
            self._leave_a_standby(error)
            raise

    def _check_alive(self) -> None:
        # A COMMIT would be answered by a silent ROLLBACK, and what was lost be called done.
        if self.connection.is_broken_off:
            self._undo()
            raise StoreUnusable(
                f"Writing {self._name} was broken off: nothing of this step was kept; repeat it."
            )

    def _release(self) -> None:
        with Translated(self._name):
            try:
                self.connection.execute("RELEASE inner_part")
            except psycopg.Error:
                self._undo()
                raise

    def _commit(self) -> None:
        """With it goes what was still to be written: an error may be of that."""
        try:
            self.connection.execute("COMMIT")
        except psycopg.Error as failure:
            self._undo()
            self._leave_a_standby(failure)
            if (found := unusable(failure, self._name)) is None:
                raise
            if failure.sqlstate is not None and not failure.sqlstate.startswith(("08", "57")):
                raise found from failure
            raise AnswerLost(
                f"The server of {self._name} went away while this was being committed: it is kept "
                "whole or not at all; repeat the command with the same id, which is safe and says "
                "which of the two."
            ) from failure

    def _leave_a_standby(self, error: BaseException) -> None:
        """Where another server is written to by now, the next connection finds it."""
        if isinstance(error, psycopg.Error) and error.sqlstate == READ_ONLY:
            self.connection.close()

    def _undo(self) -> None:
        with suppress(psycopg.Error):
            if self.depth:
                self.connection.execute("ROLLBACK TO inner_part")
                self.connection.execute("RELEASE inner_part")
            elif self.connection.in_transaction:
                self.connection.execute("ROLLBACK")


class ServerSessions:
    """The sessions of one store, one for each thread that asks."""

    def __init__(
        self,
        path: Path,
        address: str,
        mode: Mode,
        *,
        wait_seconds: float = WAIT_SECONDS,
        which: Which = "read-write",
    ) -> None:
        self.path = path
        self.name = address
        self.mode = mode
        self._wait_seconds = wait_seconds
        self._which: Which = which
        self._local = threading.local()
        self._closed = False

    def session(self) -> ServerSession:
        """This thread's session; a connection that was lost is made anew between two commands.

        Raises:
            StoreUnusable: the store cannot be opened, or was closed.
        """
        if self._closed:
            self._leave()
            raise StoreUnusable(f"{self.name} was closed: open it again.")
        found: ServerSession | None = getattr(self._local, "session", None)
        if found is not None and found.connection.is_lost and not found.depth:
            self._leave()
            found = None
        if found is None:
            read_only = self.mode == "read"
            found = ServerSession(self._connected(), self.name, read_only=read_only)
            self._local.session = found
        return found

    def connection(self) -> ServerConnection:
        """This thread's connection: inside its transaction a read sees what it wrote."""
        return self.session().connection

    def translated(self) -> Translated:
        """A context in which errors of the server become `StoreUnusable`."""
        return Translated(self.name)

    def has_log(self) -> bool:
        """Yes: there is no store on a server without one."""
        return True

    def faults(self) -> Iterator[tuple[str, str, str]]:
        """Of what, which part, and what is wrong: whatever is not as it was laid out."""
        return faults(self.connection())

    def close(self) -> None:
        """Close this thread's connection; every other thread closes its own."""
        self._closed = True
        self._leave()

    def _connected(self) -> ServerConnection:
        settings = _SETTINGS.format(
            schema=parted(self.name)[1], wait=int(self._wait_seconds * 1000) or 1
        )
        settings += _TO_READ if self.mode == "read" else _TO_WRITE
        try:
            connection = connect(self.name, settings, self._which)
        except psycopg.Error as error:
            raise not_connected(error, self.name) from error
        try:
            with Translated(self.name):
                check_layout(connection, self.name, new=self.mode == "create")
        except BaseException:
            connection.close()
            raise
        return connection

    def _leave(self) -> None:
        session = self._local.__dict__.pop("session", None)
        if session is not None:
            session.connection.close()
