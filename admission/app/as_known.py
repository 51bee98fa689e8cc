"""The store as it was at the end of a day, as known at a position."""

from datetime import date
from functools import lru_cache
from typing import Any

from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader
from admission.app.states import recorded
from admission.domain.decider import fold
from admission.domain.kernel.messages import Recorded
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.world import World

_MOST_STATES = 20_000


class AsKnown:
    """The facts and the states of streams; those last used are kept."""

    def __init__(self, reader: StoreReader, as_of: date, known_at: int | None) -> None:
        self._reader = reader
        self._seals = reader.lock.seals
        self._as_of = as_of
        self._known_at = known_at
        self._state_of = lru_cache(_MOST_STATES)(self._folded)

    def world(self) -> World:
        """What decisions look at."""
        return World(self._state_of, lambda stream: len(self.of(stream)))

    def of(self, stream: str) -> list[Recorded]:
        """The facts of a stream that had taken effect, as known then."""
        return self.among(self._reader.stream_rows(stream))

    def among(self, rows: list[EventRow]) -> list[Recorded]:
        """The same, of all rows of a stream."""
        known = [
            recorded(row, self._seals)
            for row in rows
            if self._known_at is None or row.position <= self._known_at
        ]
        return [each for each in as_they_stand(known) if each.event.on <= self._as_of]

    def _folded(self, stream: str) -> Any:  # noqa: ANN401 - a state of any kind
        return fold(stream, self.of(stream))
