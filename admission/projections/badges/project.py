"""The rows of a person's badges: one for each that was awarded."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.badges import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(event.TYPE for event in (e.BadgeAwarded, e.BadgesWithdrawn))
TABLE: Final = Table(
    "badges",
    ("badges", "years"),
    (
        "person",
        "unit",
        "round",
        "ground",
        "awarded_on",
        "document",
        "body",
        "against",
        "withdrawn_on",
    ),
)


class Badges(NamedTuple):
    """The content of the row of each badge of one person, by its years."""

    id: str
    awarded: Mapping[int, Row] = MappingProxyType({})


def evolve(state: Badges, recorded: Recorded) -> Badges:
    """The state after one more event of the stream."""
    event = recorded.event
    if isinstance(event, e.BadgeAwarded):
        return state._replace(awarded={**state.awarded, event.years: _content(event)})
    if isinstance(event, e.BadgesWithdrawn):
        on = event.on.isoformat()
        return state._replace(awarded={y: _withdrawn(row, on) for y, row in state.awarded.items()})
    return state


def _withdrawn(row: Row, on: str) -> Row:
    return row if row[-1] is not None else (*row[:-1], on)


def _content(event: e.BadgeAwarded) -> Row:
    return (
        event.person,
        event.cell,
        event.round.isoformat(),
        str(event.ground),
        event.on.isoformat(),
        event.document.number,
        event.body,
        " ".join(event.against_rules) or None,
        None,
    )


def rows(state: Badges) -> dict[Row, Row]:
    """One row for each badge."""
    return {(state.id, years): content for years, content in state.awarded.items()}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the person's badges up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Badges, evolve)
