"""One row for each full membership whose decision was cancelled, under each id of the person.

What was decided about somebody from `after_day` on, and before `cancelled_on`, was decided for it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from admission.domain.registers.discipline.events import AppealResolved
from admission.domain.registers.identity import events as i
from admission.domain.registers.movements.events import MembershipEnded
from admission.domain.registers.people import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Row
from admission.projections.people.project import Person

READS: Final = frozenset(
    event.TYPE
    for event in (
        e.MembershipBegan,
        e.CandidacyClosed,
        MembershipEnded,
        AppealResolved,
        i.PersonsJoined,
        i.JoinedInto,
        i.PersonsParted,
        i.PartedFrom,
    )
)
TABLE: Final = Table(
    "cancelled_memberships", ("stream", "person", "number"), ("after_day", "cancelled_on")
)


def rows(person: Person) -> dict[Row, Row]:
    """None under an id of somebody who is kept under another."""
    state = person.state
    if state.joined_into:
        return {}
    return {
        (state.id, each, number): (_day(one.after), one.on.isoformat())
        for each in state.ids
        for number, one in enumerate(state.cancelled)
    }


def _day(after: date) -> str:
    return "" if after == date.min else after.isoformat()


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the person up to the fact."""
    return TABLE.follow(fact, rows)
