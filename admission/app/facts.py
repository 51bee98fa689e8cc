"""From rows of the log to facts: events decoded, and the states of their streams folded."""

from bisect import bisect_right
from collections import OrderedDict
from typing import Any, Final, NamedTuple

from admission.app.catalogue import decode
from admission.app.envelope import metadata_of
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader
from admission.app.states import recorded
from admission.domain.decider import EVENTS
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Event, Recorded
from admission.domain.registers.rulebooks.state import Shelf
from admission.domain.registers.rulebooks.state import evolve as put_on_shelf
from admission.domain.rulebooks.rulebook import Rulebook
from admission.projections.facts import FOREVER, Fact, Fold, Span
from admission.projections.folds import folds

_MOST_STREAMS: Final = 8_192
_KINDS: Final = frozenset(folds(Shelf().by_reference))
_MOST_DAYS: Final = 4
"""How many of a stream's newest days are remembered; an event older than them has it reread."""


class News(NamedTuple):
    """An event that this process has just written: nothing of it need be read or decoded."""

    position: int
    stream: str
    version: int
    event: Event
    recorded_at: str
    actor: str
    rulebook: str | None
    command_id: str


class Unreadable(NamedTuple):
    """An event that cannot be taken in, and why; the reason holds nothing personal."""

    position: int
    type: str
    reason: str


class Remembered:
    """A stream up to a version: the state from each day on, the newest days alone if not whole."""

    __slots__ = ("days", "states", "version", "whole")

    def __init__(self) -> None:
        self.version = 0
        self.whole = True
        self.days: list[str] = []
        self.states: list[Any] = []

    def reaches(self, day: str) -> bool:
        """Whether the state on a day is remembered."""
        return self.whole or day >= self.days[0]

    def take_in(self, fold: Fold, stream: str, day: str, recorded: Recorded) -> tuple[Span, ...]:
        """The spans that one more event changes, newest days first.

        Where folding raises, so does this, and leaves all as it was.
        """
        days, states = self.days, self.states
        if days and day < days[-1]:
            return self._take_in_late(fold, stream, day, recorded)
        before = states[-1] if days else fold.begin(stream)
        after = fold.evolve(before, recorded)
        if days and day == days[-1]:
            states[-1] = after
        else:
            days.append(day)
            states.append(after)
        return (Span(day, FOREVER, before, after),)

    def _take_in_late(
        self, fold: Fold, stream: str, day: str, recorded: Recorded
    ) -> tuple[Span, ...]:
        at = bisect_right(self.days, day)
        here = self.states[at - 1] if at else fold.begin(stream)
        befores = [here, *self.states[at:]]
        afters = [fold.evolve(state, recorded) for state in befores]
        starts = [day, *self.days[at:]]
        ends = [*self.days[at:], FOREVER]
        if at and self.days[at - 1] == day:
            at -= 1
        self.days[at:] = starts
        self.states[at:] = afters
        return tuple(map(Span, starts, ends, befores, afters))[::-1]

    def trim(self) -> None:
        """Forget all but the newest days."""
        del self.days[:-_MOST_DAYS], self.states[:-_MOST_DAYS]
        self.whole = False


class Facts:
    """Makes facts of rows, in the order of the log from any place in it, or stream by stream.

    `streams` is how many are remembered.
    """

    def __init__(self, store: StoreReader, streams: int = _MOST_STREAMS) -> None:
        self._store = store
        self._most = streams
        self._shelf = Shelf()
        self._on_shelf = 0
        self._folds = folds(self.rulebook_of)
        self._streams: OrderedDict[str, Remembered] = OrderedDict()

    def fact(self, row: EventRow) -> Fact | Unreadable:
        """The fact that a row says; the stream is reread where the row before it was not seen."""
        try:
            metadata = metadata_of(row.metadata)
            event = decode(row.type, metadata.schema, row.state)
        except Exception as error:  # noqa: BLE001 - whatever it is, the event is not lost from sight
            return Unreadable(row.position, row.type, reason_of(error))
        at, by = (row.position, row.stream, row.version), (metadata.actor, metadata.rulebook)
        return self.fact_of(News(*at, event, row.recorded_at, *by, row.command_id))

    def fact_of(self, news: News) -> Fact | Unreadable:
        """The fact that an event is, as `fact`."""
        try:
            fold = self._folds.get(ids.kind_of(news.stream))
            spans = self._spans(fold, news) if fold else ()
        except Exception as error:  # noqa: BLE001 - as above
            return Unreadable(news.position, news.event.TYPE, reason_of(error))
        return Fact._make((*news, spans, self.rulebook_of))

    def rulebook_of(self, reference: str) -> Rulebook:
        """The rulebook that `id@sha256` names, read when first asked for; KeyError if none."""
        try:
            return self._shelf.by_reference(reference)
        except KeyError:
            self._fill_shelf()
            return self._shelf.by_reference(reference)

    def _fill_shelf(self) -> None:
        for row in self._store.stream_rows(ids.RULEBOOKS, self._on_shelf):
            self._shelf = put_on_shelf(self._shelf, recorded(row))
            self._on_shelf = row.version

    def _spans(self, fold: Fold, row: News) -> tuple[Span, ...]:
        known = self._streams.get(row.stream)
        day = row.event.on.isoformat()
        if known is None or known.version != row.version - 1 or not known.reaches(day):
            known = self._reread(fold, row)
        else:
            self._streams.move_to_end(row.stream)
        known.version = row.version
        fresh = Recorded(row.event, row.rulebook, row.position)
        spans = known.take_in(fold, row.stream, day, fresh)
        if len(known.days) > _MOST_DAYS:
            known.trim()
        return spans

    def _reread(self, fold: Fold, row: News) -> Remembered:
        known = self._streams[row.stream] = Remembered()
        if len(self._streams) > self._most:
            self._streams.popitem(last=False)
        for earlier in self._store.stream_rows(row.stream) if row.version > 1 else ():
            if earlier.version >= row.version:
                break
            try:
                again = recorded(earlier)
                known.take_in(fold, row.stream, again.event.on.isoformat(), again)
            except Exception:  # noqa: BLE001, S112 - it is in quarantine since its own turn came
                continue
        return known


def keeps_state(stream: str) -> bool:
    """Whether a projection follows the state of streams of this kind."""
    return ids.kind_of(stream) in _KINDS


def is_known(type_name: str) -> bool:
    """Whether this version of the program knows a type of event."""
    return type_name in EVENTS


def reason_of(error: Exception) -> str:
    """Why, without any value: our own sentence, or the kind of error and the line it came from."""
    if type(error).__module__ == "admission.app.catalogue":
        return str(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"
