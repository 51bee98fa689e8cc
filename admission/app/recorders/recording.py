"""Events kept as the library's recorders keep them, in whichever database."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from itertools import count
from types import TracebackType
from typing import Final, cast
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    Notification,
    ProgrammingError,
    StoredEvent,
)

from admission.app.recorders.plain_rows import CommandKey, CommandRow, NewEvent, RefusalRow
from admission.app.recorders.ports import Session
from admission.app.recorders.proof_log import ProofLog, command_digest
from admission.app.recorders.reading import StoreReader
from admission.app.recorders.rows import RecordedEvent

_INSERT_EVENT: Final = (
    "INSERT INTO events (position, stream, version, type, state, metadata, event_id, recorded_at, "
    "command_id, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_COMMAND: Final = (
    "INSERT INTO commands (command_id, key_id, digest, first, last) VALUES (?, ?, ?, ?, ?)"
)
_INSERT_REFUSAL: Final = (
    "INSERT INTO refusals (refusal_id, command_id, recorded_at, actor, command, stream, codes) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_SELECT_EVENTS: Final = (
    "SELECT stream, version, type, state, metadata, event_id, recorded_at, command_id, subject "
    "FROM events WHERE stream = ?"
)


class StoreRecorder(StoreReader, ApplicationRecorder):
    """Keeps events, accepted commands and refusals of one store.

    Every thread may use it. Every method raises `StoreUnusable` when the store cannot be read or
    written.
    """

    @abstractmethod
    def broken(self, error: BaseException) -> Exception | None:
        """The error of the library as which one of the database is raised, if any."""

    def begin_log(self) -> int:
        """Give a store of format 1 its proof log; returns how many leaves it begins with."""
        raise ProgrammingError(f"{self.name} has had its proof log from its beginning.")

    def writing(self) -> Session:
        """A transaction that writes: `with recorder.writing(): …`.

        It begins at once or waits for the writer before it. Inside it every read and write of this
        thread belongs to it; an exception undoes all of it. Nested, only the inner part is undone.
        """
        return self.sessions.session()

    def append(
        self,
        events: Sequence[NewEvent | RecordedEvent],
        command_id: str,
        key_id: str,
        digest: bytes,
    ) -> list[int]:
        """Write the events of one command, and the command, as one; returns their positions.

        Raises:
            IntegrityError: a version of a stream, an event id or the command id is taken; nothing
                was written. Look the command id up before calling it a conflict.
        """
        return self._write(list(map(_plain, events)), CommandKey(command_id, key_id, digest), ())

    def append_many(
        self,
        first: int,
        events: Sequence[NewEvent],
        commands: Sequence[CommandRow],
        refusals: Sequence[RefusalRow],
    ) -> None:
        """Write the events of many commands from a position on, the commands, and refusals.

        Inside `writing`, and `first` is the `next_position`. Raises `IntegrityError` as `append`.
        """
        with _Conflicts(self.broken), self.sessions.session() as connection:
            log = ProofLog(connection, self.name)
            connection.executemany(_INSERT_EVENT, map(_placed, count(first), events))
            connection.executemany(_INSERT_COMMAND, commands)
            connection.executemany(_INSERT_REFUSAL, refusals)
            log.add_events(first, events, _first_of(commands))
            log.add_refusals(refusals)
            log.write()

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        command: CommandKey | None = None,
        refusals: Sequence[RefusalRow] = (),
        **unknown: object,
    ) -> list[int]:
        """The library's way to write: as `append`, the command left out or refusals added."""
        if unknown or not all(isinstance(event, RecordedEvent) for event in stored_events):
            raise ProgrammingError(f"Only recorded events can be kept, and nothing of {unknown}.")
        events = cast("Sequence[RecordedEvent]", stored_events)
        return self._write([event.plain for event in events], command, refusals)

    def insert_refusals(self, rows: Sequence[RefusalRow]) -> None:
        """Keep refusals; raises `IntegrityError` when an id is taken."""
        self._write((), None, rows)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEvent]:
        """The events of a stream as `RecordedEvent`, `gt` < version <= `lte`, at most `limit`."""
        statement = f"{_SELECT_EVENTS} AND version > ? AND version <= ? ORDER BY version "
        statement += "DESC LIMIT ?" if desc else "LIMIT ?"
        with self.sessions.translated():
            rows = self.sessions.connection().execute(
                statement, (str(originator_id), _or(gt, -1), _or(lte, _NO_END), _or(limit, _NO_END))
            )
            return [RecordedEvent(*row) for row in rows.fetchall()]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        """The library's view of the log; `log_rows` gives the metadata too."""
        after = _or(start, 0) - int(inclusive_of_start)
        return [
            Notification(row.stream, row.version, row.type, row.state, row.position)
            for row in self.log_rows(after, limit, types=topics)
            if row.position <= _or(stop, _NO_END)
        ]

    def max_notification_id(self) -> int | None:
        """The newest position, None when there is no event (`head` says 0)."""
        return self.head() or None

    def _write(
        self,
        events: Sequence[NewEvent],
        command: CommandKey | None,
        refusals: Sequence[RefusalRow],
    ) -> list[int]:
        if command is not None and not events:
            raise ProgrammingError("A command is kept with its events, of which there are none.")
        commands: list[CommandRow] = []
        with _Conflicts(self.broken), self.sessions.session() as connection:
            log = ProofLog(connection, self.name)
            first = log.next_position
            positions = list(range(first, first + len(events)))
            connection.executemany(_INSERT_EVENT, map(_placed, positions, events))
            if command is not None:
                commands.append(CommandRow(*command, positions[0], positions[-1]))
                connection.executemany(_INSERT_COMMAND, commands)
            if refusals:
                connection.executemany(_INSERT_REFUSAL, refusals)
            log.add_events(first, events, _first_of(commands))
            log.add_refusals(refusals)
            log.write()
        return positions


_NO_END: Final = 2**63 - 1


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _plain(event: NewEvent | RecordedEvent) -> NewEvent:
    return event.plain if isinstance(event, RecordedEvent) else event


def _first_of(commands: Sequence[CommandRow]) -> dict[int, str]:
    """The digest of each command, by the position of its first event."""
    return {row.first: command_digest(row) for row in commands}


def _placed(position: int, event: NewEvent) -> tuple[object, ...]:
    if None in event[:-1]:  # the last one, the subject, may be left out
        raise ProgrammingError(f"events.{event._fields[event.index(None)]} is missing.")
    return (position, *event)


class _Conflicts:
    """A context in which a broken constraint becomes an error of the library."""

    def __init__(self, of: Callable[[BaseException], Exception | None]) -> None:
        self._of = of

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None and (broken := self._of(error)):
            raise broken from error
