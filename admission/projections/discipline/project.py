"""The rows of disciplines, of screenings, and of what waits for an end: appeals, files to send.

A discipline is told by the stream of the person or the organisation. Another name of a person has
none: the person kept tells them.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from admission.domain.kernel.messages import Event
from admission.domain.registers.discipline.conduct import Conduct, Discipline
from admission.domain.registers.discipline.state import CHANGES, OF_UNITS
from admission.domain.registers.identity import events as i
from admission.domain.registers.movements.events import (
    CellChanged,
    MembershipEnded,
    MemberTransferred,
    PersonDeparted,
)
from admission.domain.registers.people.events import CandidacyClosed
from admission.projections.bitemporal import RowsOf, Table
from admission.projections.facts import Change, Fact, Row
from admission.projections.people.project import Person
from admission.projections.units.project import Told

_READS: Final[tuple[type[Event], ...]] = (
    *CHANGES,
    *OF_UNITS,
    MembershipEnded,
    MemberTransferred,
    CellChanged,
    PersonDeparted,
    CandidacyClosed,
    i.PersonsJoined,
    i.JoinedInto,
    i.PersonsParted,
    i.PartedFrom,
)
READS: Final = frozenset(event.TYPE for event in _READS)
DISCIPLINES: Final = Table(
    "disciplines",
    ("stream", "number"),
    ("whom", "unit", "person", "form", "on_day", "body", "paper", "probationer", "lifted_on"),
)
SCREENINGS: Final = Table(
    "screenings",
    ("stream", "number"),
    ("unit", "ground", "listed_on", "helper", "educated_on", "outcome", "ended_on"),
)
PROCEEDINGS: Final = Table(
    "proceedings", ("stream", "number"), ("person", "unit", "kind", "about", "starts", "level")
)


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the person or the organisation up to the fact."""
    return chain.from_iterable(table.follow(fact, rows) for table, rows in _ROWS)


def disciplines(state: Person | Told) -> dict[Row, Row]:
    """One row for each, numbered within its stream."""
    if isinstance(state, Told):
        stream, person, found = state.unit.id, None, state.unit.conduct.disciplines
    else:
        stream, person, found = state.state.id, state.state.id, _conduct(state).disciplines
    return {(stream, n): _discipline(one, person) for n, one in enumerate(found)}


def _discipline(one: Discipline, person: str | None) -> Row:
    return (
        "member" if person else "organisation",
        one.unit,
        person,
        one.form,
        one.on.isoformat(),
        one.body,
        one.paper,
        int(one.probationer),
        one.lifted_on.isoformat() if one.lifted_on else None,
    )


def screenings(state: Person | Told) -> dict[Row, Row]:
    """One row for each."""
    return {
        (state.state.id, n): (
            one.unit,
            one.ground,
            one.listed_on.isoformat(),
            one.helper,
            one.educated_on.isoformat() if one.educated_on else None,
            one.outcome,
            one.ended_on.isoformat() if one.ended_on else None,
        )
        for state in _people(state)
        for n, one in enumerate(_conduct(state).screenings)
    }


def proceedings(state: Person | Told) -> dict[Row, Row]:
    """One row for each appeal that is not resolved, and each file that is to be sent."""
    if isinstance(state, Told):
        stream, person, conduct = state.unit.id, None, state.unit.conduct
    else:
        stream, person, conduct = state.state.id, state.state.id, _conduct(state)
    return {(stream, n): (person, *row) for n, row in enumerate(_waiting(conduct))}


def _waiting(conduct: Conduct) -> Iterator[Row]:
    for one in conduct.appeals:
        if one.outcome is None:
            yield one.unit, "appeal", one.against, one.lodged_on.isoformat(), one.level
    for gone in conduct.last_exits:
        if gone.slip_on is not None and gone.sent_on is None:
            yield gone.unit, "exit-file", gone.ground, gone.slip_on.isoformat(), None


def _people(state: Person | Told) -> tuple[Person, ...]:
    return (state,) if isinstance(state, Person) else ()


def _conduct(person: Person) -> Conduct:
    """What the rows of a person are made of; another name of somebody has none."""
    return Conduct() if person.state.joined_into else person.state.conduct


_ROWS: Final[tuple[tuple[Table, RowsOf], ...]] = (
    (DISCIPLINES, disciplines),
    (SCREENINGS, screenings),
    (PROCEEDINGS, proceedings),
)
