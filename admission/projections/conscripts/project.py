"""The rows of conscripts: on the list from the day of the listing, to the day of the striking off.

Like the rows of notes these hold personal details: the reasons.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.enlistment import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(
    event.TYPE
    for event in (
        e.ConscriptListed,
        e.EnlistmentDeferred,
        e.ConscriptStruck,
        e.ConscriptUnproposed,
    )
)
TABLE: Final = Table(
    "conscripts",
    ("conscript",),
    ("person", "unit", "round", "listed_on", "enlists", "deferred_on", "deferral", "unproposed"),
)


class Conscript(NamedTuple):
    """The row of a conscript in its parts; `listed` is None before the listing, and once struck."""

    id: str
    listed: Row | None = None
    deferred: Row = (None, None)
    unproposed: str | None = None


def evolve(state: Conscript, recorded: Recorded) -> Conscript:
    """The state after one more event of the conscript's stream."""
    event = recorded.event
    if isinstance(event, e.ConscriptListed):
        return Conscript(state.id, _listed(event))
    if isinstance(event, e.EnlistmentDeferred):
        return state._replace(deferred=(event.on.isoformat(), str(event.reason)))
    if isinstance(event, e.ConscriptUnproposed):
        return state._replace(unproposed=str(event.reason))
    if isinstance(event, e.ConscriptStruck):
        return Conscript(state.id)
    return state


def _listed(event: e.ConscriptListed) -> Row:
    days = (event.on.isoformat(), event.enlists.isoformat())
    return (event.person, event.unit, event.round, *days)


def rows(state: Conscript) -> dict[Row, Row]:
    """One row, while the person is on the list."""
    if state.listed is None:
        return {}
    return {(state.id,): (*state.listed, *state.deferred, state.unproposed)}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the conscript up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Conscript, evolve)
