"""One row for each full member whose party age is known: the day it counts from, gaps on top.

That day alone says on which day each badge is reached, so that nobody need be folded to list those
who reach one in a round.
"""

from collections.abc import Iterable
from typing import Final

from admission.domain.registers.discipline.events import AppealResolved
from admission.domain.registers.divisions.events import PersonPlaced
from admission.domain.registers.identity import events as i
from admission.domain.registers.movements import events as m
from admission.domain.registers.people import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Row
from admission.projections.people.project import Person

READS: Final = frozenset(
    event.TYPE
    for event in (
        e.MemberRegistered,
        e.MembershipBegan,
        e.CandidacyClosed,
        m.PersonArrived,
        m.PersonDeparted,
        m.MembershipEnded,
        m.MemberTransferred,
        m.CellChanged,
        AppealResolved,
        PersonPlaced,
        i.PersonsJoined,
        i.JoinedInto,
        i.PersonsParted,
        i.PartedFrom,
    )
)
TABLE: Final = Table(
    "party_ages",
    ("person",),
    ("unit", "counts_from", "first_decided", "official_on", "days_away", "at_least"),
)


def rows(person: Person) -> dict[Row, Row]:
    """One row, while the person is a full member under this id."""
    state = person.state
    counted = state.counted
    if counted is None or state.ended_on is not None or state.joined_into or not state.cell:
        return {}
    days = (counted.since.isoformat(), counted.first.isoformat(), counted.official_on.isoformat())
    return {(state.id,): (state.cell, *days, counted.days_away, int(counted.at_least))}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the person up to the fact."""
    return TABLE.follow(fact, rows)
