"""Folded states of streams, kept in memory and checked against the log before each use."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final, NamedTuple

from admission.app.envelope import metadata_of
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader
from admission.app.sealing.seals import Seals
from admission.domain import decider
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Command, Event, Recorded
from admission.domain.kinds import KINDS
from admission.domain.registers.corrections.events import Correction

_MOST_STATES: Final = 50_000
_MOST_NEWS: Final = 1_000


class Folded(NamedTuple):
    """The state of a stream, and the version that it stands at (0: no event yet)."""

    version: int
    state: Any


def recorded(row: EventRow, seals: Seals) -> Recorded:
    """A stored row as folding takes it.

    Raises:
        UnknownEventError: the program cannot read the event.
    """
    metadata = metadata_of(row.metadata)
    event = seals.event(row, metadata.schema)
    return Recorded(event, metadata.rulebook, row.position, row.version)


class States:
    """The folded states of the streams last used; without a key that is needed there is none."""

    def __init__(self, reader: StoreReader) -> None:
        self._reader = reader
        self._seals = reader.lock.seals.strict
        self._kept: dict[str, Folded] = {}
        self._seen = 0

    def refresh(self, head: int) -> bool:
        """Forget the states of streams that others have written to; whether there were any.

        Here alone are those forgotten that are too many, never between the events of a batch, of
        which the log knows nothing yet.
        """
        self._forget_the_oldest()
        if head == self._seen:
            return False
        news = self._reader.streams_after(self._seen, _MOST_NEWS) if self._kept else []
        if len(news) == _MOST_NEWS:
            self.forget()
        for stream in news:
            self._kept.pop(stream, None)
            if stream == ids.ERASURES:  # what was read is not to be had any more
                self._kept.clear()
        self._seen = head
        return True

    def look_ahead(self, commands: Iterable[Command]) -> None:
        """Read at once the streams that commands name."""
        named = {stream for command in commands for stream in _named(command)}
        asked = [stream for stream in named if stream not in self._kept]
        found = self._reader.rows_of(asked)
        self._seals.look_ahead(chain.from_iterable(found.values()))
        for stream, rows in found.items():
            self._keep(stream, rows)

    def forget(self) -> None:
        """Forget everything, after a transaction was undone; asks nothing of the store."""
        self._kept.clear()
        self._seen = 0

    def state(self, stream: str) -> Any:  # noqa: ANN401 - a state of any kind
        """The state of a stream as it stands."""
        found = self._kept.get(stream)
        return (found or self.folded(stream)).state

    def version(self, stream: str) -> int:
        """How many events a stream has."""
        return self.folded(stream).version

    def folded(self, stream: str) -> Folded:
        """The state of a stream with its version."""
        found = self._kept.get(stream)
        return found or self._keep(stream, self._reader.stream_rows(stream))

    def _keep(self, stream: str, rows: Sequence[EventRow]) -> Folded:
        state = decider.fold(stream, (recorded(row, self._seals) for row in rows))
        found = self._kept[stream] = Folded(rows[-1].version if rows else 0, state)
        return found

    def extend(self, stream: str, event: Event, rulebook: str | None, position: int) -> None:
        """Take in an event that this process has just written; a correction has all reread."""
        found = self._kept.pop(stream, None)
        self._seen = position
        if found is None or isinstance(event, Correction):
            return  # also after a correction before it, of the same command
        version, state = found
        after = decider.evolve(stream, state, Recorded(event, rulebook, position, version + 1))
        self._kept[stream] = Folded(version + 1, after)

    def _forget_the_oldest(self) -> None:
        for stream in list(islice(self._kept, max(0, len(self._kept) - _MOST_STATES))):
            del self._kept[stream]


def _named(command: Command) -> Iterator[str]:
    """The streams that a command names in fields of its own."""
    for value in vars(command).values():
        if isinstance(value, str) and ids.kind_of(value) in KINDS:
            yield value
