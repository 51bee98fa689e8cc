"""From rows of the log to facts: events decoded, and the states of their streams folded."""

from collections import OrderedDict
from collections.abc import Sequence
from itertools import chain
from traceback import walk_tb
from typing import Final, NamedTuple

from admission.app.corrected import corrected, differing, remembered
from admission.app.envelope import metadata_of
from admission.app.readers import is_followed
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader
from admission.app.remembered import Remembered
from admission.app.states import recorded
from admission.domain.decider import EVENTS
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Event, Recorded
from admission.domain.registers.corrections.events import Correction
from admission.domain.registers.rulebooks.state import Shelf
from admission.domain.registers.rulebooks.state import evolve as put_on_shelf
from admission.domain.rulebooks.rulebook import Rulebook
from admission.projections.facts import Fact, Fold, Span
from admission.projections.folds import folds

_MOST_STREAMS: Final = 8_192
_KINDS: Final = frozenset(folds(Shelf().by_reference))


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


class Facts:
    """Makes facts of rows, in the order of the log from any place in it, or stream by stream.

    `streams` is how many are remembered.
    """

    def __init__(self, store: StoreReader, streams: int = _MOST_STREAMS) -> None:
        self._store = store
        self._seals = store.lock.seals
        self._most = streams
        self._shelf = Shelf()
        self._on_shelf = 0
        self._folds = folds(self.rulebook_of)
        self._streams: OrderedDict[str, Remembered] = OrderedDict()
        self._ahead: dict[str, Sequence[EventRow]] = {}

    def look_ahead(self, rows: Sequence[EventRow]) -> None:
        """Read at once what has to be reread for the facts of these rows, which come next."""
        first = {row.stream: row.version for row in reversed(rows)}
        followed = {row.stream for row in rows if is_followed(row.type)}
        asked = [stream for stream in followed if self._lacks(stream, first[stream])]
        self._ahead = {**self._store.rows_of(asked)}
        self._seals.look_ahead(chain(rows, *self._ahead.values()))

    def _lacks(self, stream: str, version: int) -> bool:
        """Whether a stream has to be reread for an event at that place in it."""
        known = self._streams.get(stream)
        lost = known is None or known.version != version - 1
        return lost and version > 1 and keeps_state(stream)

    def fact(self, row: EventRow) -> Fact | Unreadable:
        """The fact that a row says; the stream is reread where the row before it was not seen."""
        try:
            metadata = metadata_of(row.metadata)
            event = self._seals.event(row, metadata.schema)
        except Exception as error:  # noqa: BLE001 - whatever it is, the event is not lost from sight
            return Unreadable(row.position, row.type, reason_of(error))
        at, by = (row.position, row.stream, row.version), (metadata.actor, metadata.rulebook)
        return self.fact_of(News(*at, event, row.recorded_at, *by, row.command_id))

    def fact_of(self, news: News) -> Fact | Unreadable:
        """The fact that an event is, as `fact`."""
        try:
            fold = self._folds.get(ids.kind_of(news.stream))
            if isinstance(news.event, Correction):
                return self._fact_of_correction(fold, news, news.event)
            spans = self._spans(fold, news) if fold and self._is_wanted(news) else ()
        except Exception as error:  # noqa: BLE001 - as above
            return Unreadable(news.position, news.event.TYPE, reason_of(error))
        return Fact._make((*news, spans, self.rulebook_of, None))

    def _is_wanted(self, news: News) -> bool:
        """Whether the state goes on: not where only an event that nobody follows had it reread."""
        return is_followed(news.event.TYPE) or not self._lacks(news.stream, news.version)

    def rulebook_of(self, reference: str) -> Rulebook:
        """The rulebook that `id@sha256` names, read when first asked for; KeyError if none."""
        try:
            return self._shelf.by_reference(reference)
        except KeyError:
            self._fill_shelf()
            return self._shelf.by_reference(reference)

    def _fill_shelf(self) -> None:
        for row in self._store.stream_rows(ids.RULEBOOKS, self._on_shelf):
            self._shelf = put_on_shelf(self._shelf, recorded(row, self._seals))
            self._on_shelf = row.version

    def _spans(self, fold: Fold, row: News) -> tuple[Span, ...]:
        known = self._streams.get(row.stream)
        day = row.event.on.isoformat()
        if known is None or known.version != row.version - 1 or not known.reaches(day):
            known = self._reread(fold, row)
        else:
            self._streams.move_to_end(row.stream)
        known.version = row.version
        fresh = Recorded(row.event, row.rulebook, row.position, row.version)
        spans = known.take_in(fold, row.stream, day, fresh)
        known.trim()
        return spans

    def _fact_of_correction(self, fold: Fold | None, news: News, event: Correction) -> Fact:
        """A correction has its stream folded anew, without it and with it."""
        history = self._history(news.stream, news.version)
        spans: tuple[Span, ...] = ()
        if fold:
            before = remembered(fold, news.stream, history[:-1])
            after = remembered(fold, news.stream, history)
            spans = tuple(differing(fold, news.stream, before, after))
            after.version = news.version
            self._remember(news.stream, after)
            after.trim()
        return Fact._make((*news, spans, self.rulebook_of, corrected(history, event)))

    def _history(self, stream: str, until: int) -> list[Recorded]:
        """The events of a stream up to a version, but for those that cannot be read."""
        found = []
        rows = self._ahead.pop(stream, ())
        if not rows or rows[-1].version < until:
            rows = self._store.stream_rows(stream)
        for row in rows:
            if row.version > until:
                break
            try:
                found.append(recorded(row, self._seals))
            except Exception:  # noqa: BLE001, S112 - it is in quarantine since its own turn came
                continue
        return found

    def _remember(self, stream: str, known: Remembered) -> None:
        self._streams[stream] = known
        if len(self._streams) > self._most:
            self._streams.popitem(last=False)

    def _reread(self, fold: Fold, row: News) -> Remembered:
        history = self._history(row.stream, row.version - 1) if row.version > 1 else []
        known = remembered(fold, row.stream, history)
        self._remember(row.stream, known)
        return known


def keeps_state(stream: str) -> bool:
    """Whether a projection follows the state of streams of this kind."""
    return ids.kind_of(stream) in _KINDS


def is_known(type_name: str) -> bool:
    """Whether this version of the program knows a type of event."""
    return type_name in EVENTS


# The rows of one store are set aside for one reason, whichever database refuses them.
_OF_A_DATABASE: Final = ("IntegrityError", "DataError")
_BELOW: Final = ("psycopg", "admission.app.recorders")


def reason_of(error: Exception) -> str:
    """Why, without any value: our own sentence, or the kind of error and the line it came from."""
    if type(error).__module__ == "admission.app.catalogue":
        return str(error)
    kinds = (kind.__name__ for kind in type(error).__mro__)
    kind = next((name for name in kinds if name in _OF_A_DATABASE), type(error).__name__)
    walked = walk_tb(error.__traceback__)
    lines = [(frame.f_globals.get("__name__", ""), line) for frame, line in walked]
    above = [(name, line) for name, line in lines if not name.startswith(_BELOW)]
    return f"{kind} at {above[-1][0]}:{above[-1][1]}" if above else kind
