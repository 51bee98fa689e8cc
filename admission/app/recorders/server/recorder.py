"""Events in a PostgreSQL database, as the library records them, on tables of our own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    ProgrammingError,
    Subscription,
)

from admission.app.recorders.errors import AnswerLost
from admission.app.recorders.plain_rows import CommandKey, NewEvent, RefusalRow, StoreIdentity
from admission.app.recorders.ports import Mode
from admission.app.recorders.proof_log import begin_log
from admission.app.recorders.recording import StoreRecorder
from admission.app.recorders.schema import FORMAT
from admission.app.recorders.server.errors import what_broke
from admission.app.recorders.server.sessions import ServerSessions
from admission.app.recorders.settling import settled


class PostgresRecorder(StoreRecorder):
    """The recorder of a store on a server; made by `open_server_store`."""

    def broken(self, error: BaseException) -> Exception | None:
        """A key that is taken is a conflict, a value that is missing is a mistake."""
        if isinstance(error, psycopg.errors.UniqueViolation):
            return IntegrityError(what_broke(error))
        if isinstance(error, psycopg.IntegrityError | psycopg.DataError):
            return ProgrammingError(what_broke(error))
        return None

    def _write(
        self,
        events: Sequence[NewEvent],
        command: CommandKey | None,
        refusals: Sequence[RefusalRow],
    ) -> list[int]:
        """As every recorder; where the answer to the commit is lost, it is found out."""
        try:
            return super()._write(events, command, refusals)
        except AnswerLost as lost:
            first = settled(self.sessions, events, refusals, lost)
            return list(range(first, first + len(events)))

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Nothing listens: followers ask again and again, on either database."""
        raise NotImplementedError


def open_server_store(
    path: Path, address: str, mode: Mode, *, wait_seconds: float
) -> PostgresRecorder:
    """Open the store at an address; what else belongs to it lies beside the path."""
    return PostgresRecorder(ServerSessions(path, address, mode, wait_seconds=wait_seconds))


@contextmanager
def begun(path: Path, address: str, identity: StoreIdentity) -> Iterator[None]:
    """Begin a store in a database that was laid out; an exception leaves nothing of it."""
    sessions = ServerSessions(path, address, "create")
    try:
        with sessions.session() as connection:
            about = {"format": str(FORMAT), **identity._asdict()}
            connection.executemany("INSERT INTO store (key, value) VALUES (?, ?)", about.items())
            begin_log(connection, address, identity)
            yield
    finally:
        sessions.close()
