"""The rows of what holds steps of people, and of the days on which their clocks stand still.

Of a person under several names they are under the id kept alone.
"""

from collections.abc import Iterator
from typing import Final

from admission.domain.registers.identity import events as i
from admission.domain.registers.people import events as e
from admission.domain.registers.people.holds import Hold
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Row
from admission.projections.people.project import Person

READS: Final = frozenset(
    event.TYPE
    for event in (
        e.StepsHeld,
        e.HoldLifted,
        i.PersonsJoined,
        i.JoinedInto,
        i.PersonsParted,
        i.PartedFrom,
    )
)
HOLDS: Final = Table("holds", ("person", "hold"), ("cause", "held_since", "lifted_on", "steps"))
STOPPED: Final = Table("stopped_clocks", ("person", "ends"), ("spans",))


def holds(person: Person) -> tuple[Hold, ...]:
    """What holds steps of a person; nothing of another name of somebody."""
    return () if person.state.joined_into else person.state.holds


def hold_rows(person: Person) -> dict[Row, Row]:
    """One row for each question, open or ended."""
    return {
        (person.state.id, each.hold): (
            each.cause,
            each.since.isoformat(),
            each.until.isoformat() if each.until else None,
            " ".join(held.step for held in each.steps),
        )
        for each in holds(person)
    }


def stopped_rows(person: Person) -> dict[Row, Row]:
    """One row for each milestone whose clocks stand, or stood, still: the spans of days."""
    spans: dict[str, list[str]] = {}
    for each in holds(person):
        for end in each.stops:
            until = each.until.isoformat() if each.until else ""
            spans.setdefault(end, []).append(f"{each.since.isoformat()}/{until}")
    return {(person.state.id, end): (" ".join(found),) for end, found in spans.items()}


def project(fact: Fact) -> Iterator[Change]:
    """Bring both kinds of rows up to the fact."""
    yield from HOLDS.follow(fact, hold_rows)
    yield from STOPPED.follow(fact, stopped_rows)
