"""The rows of a class: what was ordered, who is on the roster, and how each person did."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.classes import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(
    event.TYPE for event in (e.ClassOrdered, e.PeopleEnrolled, e.ClassConcluded)
)
CLASSES: Final = Table(
    "classes",
    ("class_id",),
    (
        "kind",
        "unit",
        "title",
        "audience",
        "starts",
        "ends",
        "sessions",
        "ordered_on",
        "people",
        "passed",
        "concluded_on",
        "issued",
    ),
)
ROSTER: Final = Table("class_people", ("class_id", "person"), ("attended", "passed", "certificate"))
_NO_RESULT: Final[Row] = (None, None, None)


class Class(NamedTuple):
    """What the rows say of a class; `order` is None before it is ordered."""

    id: str
    order: Row | None = None
    roster: Mapping[str, Row] = MappingProxyType({})
    concluded_on: str | None = None
    issued: str | None = None


def evolve(state: Class, recorded: Recorded) -> Class:
    """The state after one more event of the class's stream."""
    event = recorded.event
    if isinstance(event, e.ClassOrdered):
        return state._replace(order=_order(event))
    if isinstance(event, e.PeopleEnrolled):
        enrolled = dict.fromkeys(event.people, _NO_RESULT)
        return state._replace(roster={**enrolled, **state.roster})
    if isinstance(event, e.ClassConcluded):
        results: dict[str, Row] = {
            r.person: (r.attended, int(r.passed), r.certificate) for r in event.results
        }
        return state._replace(
            roster={**state.roster, **results},
            concluded_on=event.on.isoformat(),
            issued=event.issued.isoformat(),
        )
    return state


def _order(event: e.ClassOrdered) -> Row:
    return (
        event.kind,
        event.unit,
        str(event.title),
        event.audience,
        event.starts.isoformat(),
        event.ends.isoformat(),
        event.sessions,
        event.on.isoformat(),
    )


def class_rows(state: Class) -> dict[Row, Row]:
    """One row, once the class is ordered."""
    if state.order is None:
        return {}
    passed = sum(1 for result in state.roster.values() if result[1])
    counts = (len(state.roster), passed)
    return {(state.id,): (*state.order, *counts, state.concluded_on, state.issued)}


def roster_rows(state: Class) -> dict[Row, Row]:
    """One row for each person on the roster."""
    return {(state.id, person): result for person, result in state.roster.items()}


def project(fact: Fact) -> Iterator[Change]:
    """Bring the rows of the class up to the fact."""
    yield from CLASSES.follow(fact, class_rows)
    yield from ROSTER.follow(fact, roster_rows)


FOLD: Final = Fold(Class, evolve)
