"""The acts of every stream but those of paths, stream by stream, read as stored text."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple

from pydantic_core import from_json

from admission.app.recorders.plain_rows import EventRow
from admission.app.replay.streams import Replay
from admission.domain.decider import EVENTS
from admission.domain.kernel import ids
from admission.domain.registers.corrections.events import Correction
from admission.domain.registers.corrections.state import marks

_CORRECTIONS: Final = frozenset(
    kind.TYPE for kind in EVENTS.values() if issubclass(kind, Correction)
)
_BY_COMMAND: Final = frozenset(kind.TYPE for kind in EVENTS.values() if kind.COMMAND is not None)
_PLACES: Final = (
    "unit", "body", "cell", "from_cell", "member_of", "asked_by", "received_by", "inspected_by",
)  # fmt: skip
"""The fields that name a unit, that which is meant first."""


class Act(NamedTuple):
    """One act: what was said as it stands, and of which unit, the last named in its stream.

    `recorded` is the day (ISO) it was recorded with, which a correction may have changed in `said`;
    `annulled`: it stands no longer.
    """

    row: EventRow
    said: Mapping[str, Any]
    about: Mapping[str, Any]
    recorded: str
    unit: str | None
    annulled: bool

    @property
    def kind(self) -> str:
        """The kind of its stream."""
        return ids.kind_of(self.row.stream)


class Stream(NamedTuple):
    """One stream: all its rows, the acts among them that a command asked for, if corrected."""

    rows: list[EventRow]
    acts: list[Act]
    is_corrected: bool


def streams(replay: Replay) -> Iterator[Stream]:
    """Every stream but those of paths; one at a time is held."""
    for _, rows in groupby(replay.rows_beside("candidate"), key=attrgetter("stream")):
        yield _stream(replay, list(rows))


def _stream(replay: Replay, rows: list[EventRow]) -> Stream:
    read: Mapping[int, Any] = {}
    is_corrected = any(row.type in _CORRECTIONS for row in rows)
    if is_corrected:
        read = marks(replay.recorded(row) for row in rows)
    acts, unit = [], None
    for row in rows:
        if row.type in _BY_COMMAND:
            act = _act(row, read, unit)
            unit = act.unit
            acts.append(act)
    return Stream(rows, acts, is_corrected)


def _act(row: EventRow, read: Mapping[int, Any], unit: str | None) -> Act:
    as_recorded = said = from_json(row.state)
    mark = read.get(row.version)
    if mark is not None and mark.event is not None:
        said = mark.event.model_dump(mode="json")
    named = next((said[name] for name in _PLACES if said.get(name)), unit)
    annulled = mark is not None and mark.event is None
    return Act(row, said, from_json(row.metadata), as_recorded["on"], named, annulled)
