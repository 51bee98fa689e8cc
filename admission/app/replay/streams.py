"""One stream told again, event by event, as it was known at a position."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from pydantic_core import from_json

from admission.app.facts import Facts
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader
from admission.app.replay.allowed import Allowed, allowed
from admission.app.replay.fields import Changed, Clocks, Fields, Telling, fields_of
from admission.app.states import recorded
from admission.domain import decider
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Recorded
from admission.domain.kinds import folded
from admission.domain.registers.corrections.events import Correction
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.registers.rulebooks.state import Adoption, Shelf
from admission.domain.rulebooks.provisions import borders
from admission.domain.rulebooks.rulebook import Rulebook

_PAGE: Final = 5_000


class Act(NamedTuple):
    """Who recorded an event, in which role and for which unit at the time, and how it came in."""

    actor: str
    known_by: str | None
    role: str | None
    acting_for: str | None
    origin: str
    rulebook: str | None


class Step(NamedTuple):
    """One event: what it changed, by whom it was recorded, why it was allowed; days are ISO."""

    position: int
    stream: str
    version: int
    type: str
    on_day: str
    recorded_at: str
    act: Act
    allowed: Allowed
    changed: tuple[Changed, ...]


class Replay:
    """Tells streams as they were known at a position, with what took effect by a day."""

    def __init__(self, reader: StoreReader, position: int, as_of: str) -> None:
        self._reader = reader
        self._position = position
        self._as_of = date.fromisoformat(as_of)
        self.rulebook_of = Facts(reader).rulebook_of
        calendar = self._state(ids.CALENDARS).working_days()
        self.clocks = Clocks(self.rulebook_of, calendar)
        self._adoption_of = cache(self._as_adopted)
        self._shelf: Shelf = self._state(ids.RULEBOOKS)

    def rows(self, stream: str) -> list[EventRow]:
        """The rows of a stream that were known."""
        return [row for row in self._reader.stream_rows(stream) if row.position <= self._position]

    def rows_beside(self, kind: str) -> Iterator[EventRow]:
        """The rows that were known of all streams but those of a kind, stream by stream."""
        after = ("", 0)
        while rows := self._reader.rows_beside(kind, after, _PAGE):
            yield from (row for row in rows if row.position <= self._position)
            after = rows[-1].stream, rows[-1].version

    def recorded(self, row: EventRow) -> Recorded:
        """A row as folding takes it."""
        return recorded(row, self._reader.lock.seals)

    def in_force(self, on: date) -> Rulebook | None:
        """The rulebook in force on a day for all units."""
        found = self._shelf.in_force(on, ())
        return found.rulebook if found else None

    def history(self, stream: str) -> list[Recorded]:
        """The events of a stream that were known."""
        seals = self._reader.lock.seals
        return [recorded(row, seals) for row in self.rows(stream)]

    def facts(self, history: Sequence[Recorded]) -> list[Recorded]:
        """Those of a history that took effect, as they stand."""
        return [each for each in as_they_stand(history) if each.event.on <= self._as_of]

    def rulebooks(self) -> tuple[Rulebook, ...]:
        """The rulebooks that were adopted."""
        return tuple(adoption.rulebook for adoption in self._shelf.adoptions)

    def fields(self, stream: str) -> Fields:
        """The fields of the state of a stream as it stood."""
        return self._fields(self._state(stream))

    def steps(self, stream: str) -> Iterator[Step]:
        """Every event of a stream, with the fields of the state that it changed."""
        told: list[Recorded] = []
        state = self._fold(stream, told)
        telling = Telling(state, self.clocks)
        for row in self.rows(stream):
            each = recorded(row, self._reader.lock.seals)
            told.append(each)
            before, state = state, self._after(stream, state, told)
            changed = telling.changed(state)
            if each.event.on <= self._as_of:
                why = allowed(before, each.event, each.rulebook, self._adoption_of)
                yield _step(row, each, why, changed)

    def step(self, stream: str, position: int) -> Step:
        """The event at a position of the log, which is of this stream; without what it changed."""
        rows = [row for row in self.rows(stream) if row.position <= position]
        told = [recorded(row, self._reader.lock.seals) for row in rows]
        before = self._fold(stream, told[:-1])
        why = allowed(before, told[-1].event, told[-1].rulebook, self._adoption_of)
        return _step(rows[-1], told[-1], why, ())

    def _as_adopted(self, reference: str) -> Adoption:
        """A rulebook with what it was asked already."""
        book = self.rulebook_of(reference)
        return Adoption(reference, book, None, borders(book))

    def _state(self, stream: str) -> Any:  # noqa: ANN401 - a state of any kind
        return self._fold(stream, self.history(stream))

    def _fold(self, stream: str, told: list[Recorded]) -> Any:  # noqa: ANN401 - as above
        return folded(stream, self.facts(told))

    def _after(self, stream: str, state: Any, told: list[Recorded]) -> Any:  # noqa: ANN401
        """A correction has the stream folded anew."""
        if isinstance(told[-1].event, Correction):
            return self._fold(stream, told)
        if told[-1].event.on > self._as_of:
            return state
        return decider.evolve(stream, state, told[-1])

    def _fields(self, state: Any) -> Fields:  # noqa: ANN401 - as above
        return fields_of(state, self.clocks)


def act_of(row: EventRow) -> Act:
    """What the stored metadata says of who recorded an event."""
    get: Callable[[str], Any] = from_json(row.metadata).get
    return Act(
        get("actor"),
        get("known_by"),
        get("role"),
        get("acting_for"),
        get("origin"),
        get("rulebook"),
    )


def _step(row: EventRow, each: Recorded, why: Allowed, changed: tuple[Changed, ...]) -> Step:
    place = (row.position, row.stream, row.version, row.type)
    return Step(*place, each.event.on.isoformat(), row.recorded_at, act_of(row), why, changed)
