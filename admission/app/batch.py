"""The rows of many commands, gathered to be written together."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from admission.app.recorders.errors import AnswerLost
from admission.app.recorders.plain_rows import CommandRow, NewEvent, RefusalRow
from admission.app.recorders.recording import StoreRecorder
from admission.app.recorders.settling import settled


class Writer(Protocol):
    """Where the rows of a command go: to the store at once, or to a batch."""

    def command(self, command_id: str) -> CommandRow | None:
        """The command that was accepted under an id, None when there was none."""

    def append(
        self, events: Sequence[NewEvent], command_id: str, key_id: str, digest: bytes
    ) -> Sequence[int]:
        """Take the events of one command, and the command; returns their positions."""

    def insert_refusals(self, rows: Sequence[RefusalRow]) -> None:
        """Take refusals."""


class Batch:
    """What the commands of one transaction leave behind, until `write`.

    It is used inside that transaction: nobody else writes, so positions and versions are certain.
    The commands under `command_ids` are looked up at once, any other when it is asked for.
    """

    def __init__(self, recorder: StoreRecorder, command_ids: Sequence[str] = ()) -> None:
        self._recorder = recorder
        self.first_event: Sequence[NewEvent] = ()
        self.first_refusal: Sequence[RefusalRow] = ()
        self._new = set(command_ids) - recorder.accepted_among(command_ids)
        self._first = self._next = recorder.next_position()
        self._events: list[NewEvent] = []
        self._commands: list[CommandRow] = []
        self._refusals: list[RefusalRow] = []

    def command(self, command_id: str) -> CommandRow | None:
        """As `StoreRecorder.command`, those of this batch included."""
        if command_id in self._new:
            self._new.discard(command_id)  # the next one under this id is not the first
            return None
        self.write()
        return self._recorder.command(command_id)

    def append(
        self, events: Sequence[NewEvent], command_id: str, key_id: str, digest: bytes
    ) -> Sequence[int]:
        """As `StoreRecorder.append`; the rows are written later."""
        first = self._next
        self._next += len(events)
        self.first_event = self.first_event or events[:1]
        self._events += events
        self._commands.append(CommandRow(command_id, key_id, digest, first, self._next - 1))
        return range(first, self._next)

    def insert_refusals(self, rows: Sequence[RefusalRow]) -> None:
        """As `StoreRecorder.insert_refusals`; the rows are written later."""
        self._refusals += rows
        self.first_refusal = self.first_refusal or rows[:1]

    def write(self) -> None:
        """Write what was gathered since the last time."""
        if not (self._commands or self._refusals):
            return
        self._recorder.append_many(self._first, self._events, self._commands, self._refusals)
        self._first = self._next
        self._events, self._commands, self._refusals = [], [], []


@contextmanager
def gathered(recorder: StoreRecorder, command_ids: Sequence[str] = ()) -> Iterator[Batch]:
    """A batch in a transaction of its own; where the answer to the commit is lost, it is found out.

    Raises:
        ServerAway: the server went away, and nothing of the batch was kept.
        OutcomeUnknown: that cannot be said.
    """
    try:
        with recorder.writing():
            batch = Batch(recorder, command_ids)
            yield batch
    except AnswerLost as lost:
        settled(recorder.sessions, batch.first_event, batch.first_refusal, lost)
