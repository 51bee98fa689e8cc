"""The rows from which members are counted: each admission, arrival, departure, end of membership.

Admissions come from the streams of candidates, so that what takes a ceremony away (a cancelled
decision, the ceremony done again) takes the row away; one that stands while a step before it is
done again keeps its row (ERR-02). Everything else comes from the streams of people. Of two records
of one person that tell of one membership, the rows of one are taken away.
"""

from collections.abc import Iterator
from datetime import date
from operator import is_not
from typing import Final

from admission.domain.kernel.messages import Event
from admission.domain.kernel.partial_days import UNKNOWN
from admission.domain.registers.discipline.events import AppealResolved
from admission.domain.registers.divisions.events import PersonPlaced
from admission.domain.registers.identity import events as i
from admission.domain.registers.movements import events as m
from admission.domain.registers.people import events as e
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.evolve import CHANGES
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Row
from admission.projections.movements.queries import CAME
from admission.projections.path import Path
from admission.projections.people.project import Person

_OF_PEOPLE: Final[tuple[type[Event], ...]] = (
    e.MemberRegistered,
    e.CandidacyClosed,
    m.PersonArrived,
    m.PersonDeparted,
    m.MembershipEnded,
    AppealResolved,
    m.MemberTransferred,
    PersonPlaced,
    i.PersonsJoined,
    i.JoinedInto,
    i.PersonsParted,
    i.PartedFrom,
)
READS: Final = frozenset(event.TYPE for event in (*CHANGES, *_OF_PEOPLE))
TABLE: Final = Table(
    "movements", ("stream", "number"), ("cell", "kind", "on_day", "members", "position")
)


def project(fact: Fact) -> Iterator[Change]:
    """Bring the rows of the candidate or the person up to the fact."""
    for span in fact.spans:
        if any(map(is_not, _sources(span.before), _sources(span.after))):
            yield from TABLE.between(span, rows)


def _sources(state: Path | Person) -> tuple[object, ...]:
    """Those parts of a state from which its rows are made; a transfer is in `moved_at`, too."""
    if isinstance(state, Person):
        return (state.movements,)
    if state.moved_at.ceremony:
        return state.moved_at, state.counted, state.candidate.kept
    return (state.moved_at,)


def rows(state: Path | Person) -> dict[Row, Row]:
    """One row for each movement, numbered within its stream."""
    found: tuple[Row, ...]
    if isinstance(state, Path):
        stream, found = state.candidate.id, (*_admissions(state), *_transfers(state))
    else:
        stream, found = state.state.id, state.movements
    return {
        (stream, number): (cell, kind, on_day, 1 if kind in CAME else -1, position)
        for number, (cell, kind, on_day, position) in enumerate(found)
    }


def _transfers(path: Path) -> Iterator[Row]:
    """Out of one cell and into another, of somebody who was a member then, as is now known."""
    state = path.candidate
    ceremony = state.milestones.get("ceremony-held") or state.kept.get("ceremony-held")
    admitted = ceremony.on if ceremony else None
    for moved, at in zip(state.transfers, path.moved_at.transfers, strict=True):
        elsewhere = state.came_as == "arrived"
        if moved.as_member and (elsewhere or (admitted is not None and admitted <= moved.on)):
            yield (moved.from_unit, "transferred-out", moved.on.isoformat(), at)
            yield (moved.unit, "transferred-in", moved.on.isoformat(), at)


def _admissions(path: Path) -> Iterator[Row]:
    """The ceremonies that count, and one that stands while a step before it is done again."""
    state = path.candidate
    for (_, name, day), (_, unit, *_, at) in path.counted.items():
        if name == "ceremony-held":
            yield (unit, state.came_as, day, at)
    kept = state.kept.get("ceremony-held")
    if kept is not None and state.came_as != "arrived" and kept.stated != UNKNOWN:
        at = path.moved_at.ceremony
        yield (_cell_on(state, kept.on), state.came_as, kept.on.isoformat(), at)


def _cell_on(state: Candidate, day: date) -> str:
    """The cell on a day, of somebody who may have been transferred since."""
    since = (moved.from_unit for moved in state.transfers if moved.on > day)
    return next(since, state.unit)
