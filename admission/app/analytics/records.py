"""Events and refusals as rows of typed columns, without what is personal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic_core import from_json, to_json

from admission.app.analytics.tables import EVENTS, REFUSALS
from admission.app.audit.entries import LogEntry
from admission.app.catalogue import as_json
from admission.app.exchange.exporting import missing
from admission.app.recorders.plain_rows import EventRow, NewEvent, RefusalRow
from admission.app.sealing.plans import plan_of
from admission.app.views import Views
from admission.domain.decider import EVENTS as KINDS

_MINUTE: Final = len("2025-07-15T08:30")
_AT_ONCE: Final = 500
_UNITS: Final = "SELECT candidate, unit, since, until, known_from, known_to FROM pipeline "
_GROUPS: Final = b'"groups"'
Row = tuple[Any, ...]


class Records:
    """Makes rows of the entries of one store's log; `views` are those of one moment."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._day = lru_cache(maxsize=4096)(_DayIn(views.store.info()["time_zone"]))

    def of(self, entries: Iterable[LogEntry], after: int) -> tuple[list[Row], list[Row]]:
        """The events, and the refusals, of entries that come after a position.

        Raises:
            StoreUnusable: a record is missing.
            UnknownEventError: an event is of another version of the program.
        """
        events: list[tuple[int, NewEvent]] = []
        refusals: list[Row] = []
        for entry in entries:
            if entry.event is not None:
                after = entry.leaf.position or 0
                events.append((after, entry.event))
            elif entry.refusal is not None:
                refusals.append(self._refusal(entry.refusal, after))
            elif entry.leaf.idx:  # the first is of the store itself
                raise missing(self._views.store, entry.leaf)
        return list(self._events(events)), refusals

    def _refusal(self, row: RefusalRow, position: int) -> Row:
        known = row._asdict() | {"position": position, "rules": row.codes.replace(" ", ",")}
        known["recorded_on"] = self._day(row.recorded_at[:_MINUTE])
        return tuple(known[name] for name, _ in REFUSALS)

    def _events(self, events: list[tuple[int, NewEvent]]) -> Iterator[Row]:
        units = self._units_of({event.stream for _, event in events})
        for position, event in events:
            known = from_json(event.metadata)
            fields, known["schema"] = self._body(position, event, known["schema"])
            known |= {"position": position, "stream": event.stream, "version": event.version}
            known |= {"type": event.type, "event_id": event.event_id, "on_day": fields["on"]}
            known["recorded_on"] = self._day(event.recorded_at[:_MINUTE])
            known["unit"] = _unit(fields, event.stream, position, units)
            known["body"] = to_json(fields).decode()
            yield tuple(known[name] for name, _ in EVENTS)

    def _body(self, position: int, event: NewEvent, schema: int) -> tuple[dict[str, Any], int]:
        """What an event says but for what is personal, in a schema whose details are known."""
        kind = KINDS.get(event.type)
        if kind is not None and schema == kind.SCHEMA:
            fields = from_json(event.state)
        else:
            fields = as_json(self._views.store.lock.seals.event(_placed(position, event), schema))
            schema = KINDS[event.type].SCHEMA
        plan = plan_of(event.type)
        if plan is not None:
            fields = plan(fields, "", _withheld)
        return (_without_groups(fields) if _GROUPS in event.state else fields), schema

    def _units_of(self, streams: set[str]) -> Mapping[str, list[Row]]:
        """By candidate, the units and the days and positions at which each was the unit."""
        asked = sorted(stream for stream in streams if stream.startswith("candidate-"))
        found: dict[str, list[Row]] = {candidate: [] for candidate in asked}
        for at in range(0, len(asked), _AT_ONCE):
            some = asked[at : at + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            query = f"{_UNITS}WHERE candidate IN ({marks})"
            for candidate, *row in self._views.connection.execute(query, some):
                found[candidate].append(tuple(row))
        return found


class _DayIn:
    def __init__(self, time_zone: str) -> None:
        self._zone = ZoneInfo(time_zone)

    def __call__(self, minute: str) -> str:
        """The day there in a minute of UTC."""
        moment = datetime.fromisoformat(f"{minute}+00:00")
        return moment.astimezone(self._zone).date().isoformat()


def _unit(
    fields: dict[str, Any], stream: str, position: int, units: Mapping[str, list[Row]]
) -> str | None:
    if isinstance(named := fields.get("unit"), str):
        return named
    if stream.startswith("unit-"):
        return stream
    day = fields["on"]
    for unit, since, until, known_from, known_to in units.get(stream, ()):
        if since <= day < until and known_from <= position < known_to:
            return str(unit)
    return None


def _placed(position: int, event: NewEvent) -> EventRow:
    placed = (position, event.stream, event.version, event.type, event.state, event.metadata)
    return EventRow(*placed, event.recorded_at, event.command_id, event.subject)


def _withheld(_: Any, __: str) -> None:  # noqa: ANN401 - a detail of any kind
    """What stands in the place of a personal detail."""


def _without_groups(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    """The same without the groups that somebody is counted in, at whatever depth."""
    if isinstance(value, dict):
        return {name: _without_groups(each) for name, each in value.items() if name != "groups"}
    return [_without_groups(each) for each in value] if isinstance(value, list) else value
