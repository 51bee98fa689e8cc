"""The rows of a unit: what it is called, of which kind, where in the tree, authorised or not."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.units import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(
    event.TYPE
    for event in (
        e.UnitFounded,
        e.UnitRenamed,
        e.UnitRecoded,
        e.UnitAuthorised,
        e.UnitDeauthorised,
    )
)
TABLE: Final = Table(
    "units", ("unit",), ("kind", "name", "code", "parent", "authorised", "founded")
)


class Unit(NamedTuple):
    """What the rows say of a unit; `kind` is empty before it is founded."""

    id: str
    kind: str = ""
    name: str = ""
    code: str | None = None
    parent: str | None = None
    authorised: bool = False
    founded: str = ""


def evolve(state: Unit, recorded: Recorded) -> Unit:
    """The state after one more event of the unit's stream."""
    event = recorded.event
    if isinstance(event, e.UnitFounded):
        return state._replace(
            kind=event.kind.value,
            name=event.name,
            code=event.code,
            parent=event.parent,
            founded=event.on.isoformat(),
        )
    if isinstance(event, e.UnitRenamed):
        return state._replace(name=event.name)
    if isinstance(event, e.UnitRecoded):
        return state._replace(code=event.code)
    if isinstance(event, e.UnitAuthorised | e.UnitDeauthorised):
        return state._replace(authorised=isinstance(event, e.UnitAuthorised))
    return state


def rows(state: Unit) -> dict[Row, Row]:
    """One row, once the unit is founded."""
    if not state.kind:
        return {}
    content = (state.kind, state.name, state.code, state.parent)
    return {(state.id,): (*content, int(state.authorised), state.founded)}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the unit up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Unit, evolve)
