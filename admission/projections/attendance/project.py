"""The rows of attendances and of weaknesses; like those of tasks they hold free texts."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Recorded
from admission.domain.kernel.partial_days import last_day_meant
from admission.domain.registers.attendance import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

_EVENTS: Final = (
    e.AttendancePlanned,
    e.AttendanceHeld,
    e.AttendanceMissed,
    e.WeaknessNoted,
    e.WeaknessClosed,
)
READS: Final = frozenset(event.TYPE for event in _EVENTS)
_PAPER: Final = ("document_kind", "document_number", "document_signed")
_PLAN: Final = ("person", "office", "body", "unit", "planned", "due_on", "planned_on")
_OUTCOME: Final = ("state", "over_on", "meeting", "reason")
ATTENDANCES: Final = Table("attendances", ("attendance",), (*_PLAN, *_OUTCOME, *_PAPER))
_NOTED: Final = ("attendance", "unit", "person", "text", "noted_on", "due_on")
WEAKNESSES: Final = Table("weaknesses", ("weakness",), (*_NOTED, "closed_on", *_PAPER))


class Attendance(NamedTuple):
    """The row of an attendance in its parts: what was planned, what came of it, on which paper."""

    id: str
    planned: Row | None = None
    outcome: Row = ("planned", None, None, None)
    paper: Row = (None, None, None)


class Weakness(NamedTuple):
    """The row of a weakness in its parts: what was noted, how it was closed."""

    id: str
    noted: Row | None = None
    closed: Row = (None, None, None, None)


def evolve(state: Attendance, recorded: Recorded) -> Attendance:
    """The state after one more event of the attendance's stream."""
    event, day = recorded.event, recorded.event.on.isoformat()
    if isinstance(event, e.AttendancePlanned):
        return state._replace(planned=_planned(event), paper=_cited(event.document))
    if isinstance(event, e.AttendanceHeld):
        held = ("held", day, event.meeting, None)
        return state._replace(outcome=held, paper=_cited(event.document))
    if isinstance(event, e.AttendanceMissed):
        missed = ("missed", day, None, str(event.reason))
        return state._replace(outcome=missed, paper=_cited(event.document))
    return state


def _planned(event: e.AttendancePlanned) -> Row:
    last = last_day_meant(event.planned).isoformat()
    days = (event.planned, last, event.on.isoformat())
    return (event.person, event.office, event.body, event.cell, *days)


def evolve_weakness(state: Weakness, recorded: Recorded) -> Weakness:
    """The state after one more event of the weakness's stream."""
    event, day = recorded.event, recorded.event.on.isoformat()
    if isinstance(event, e.WeaknessNoted):
        said = (event.attendance, event.unit, event.person, str(event.text))
        return state._replace(noted=(*said, day, event.due.isoformat()))
    if isinstance(event, e.WeaknessClosed):
        return state._replace(closed=(day, *_cited(event.document)))
    return state


def _cited(paper: Document | None) -> Row:
    if paper is None:
        return (None, None, None)
    return (paper.kind, paper.number, paper.signed.isoformat() if paper.signed else None)


def rows(state: Attendance) -> dict[Row, Row]:
    """One row, once it is planned."""
    if state.planned is None:
        return {}
    return {(state.id,): (*state.planned, *state.outcome, *state.paper)}


def rows_of_weakness(state: Weakness) -> dict[Row, Row]:
    """One row, once it is noted."""
    return {(state.id,): (*state.noted, *state.closed)} if state.noted else {}


def project(fact: Fact) -> Iterator[Change]:
    """Bring the row of the attendance or of the weakness up to the fact."""
    if fact.stream.startswith("weakness-"):
        changes: Iterable[Change] = WEAKNESSES.follow(fact, rows_of_weakness)
    else:
        changes = ATTENDANCES.follow(fact, rows)
    yield from changes


FOLD: Final = Fold(Attendance, evolve)
FOLD_WEAKNESS: Final = Fold(Weakness, evolve_weakness)
