"""The rows of a unit: what it is called, of which kind, where in the tree, authorised or not.

The row of a unit that has ended goes on, `ended` from that day, under its successor: so whoever
asks for all under the successor finds what was under the unit.
"""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Final

from admission.domain.registers.units.events import UnitFounded
from admission.domain.registers.units.state import CHANGES, Unit, evolve
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset((UnitFounded.TYPE, *(event.TYPE for event in CHANGES)))
TABLE: Final = Table(
    "units", ("unit",), ("kind", "name", "code", "parent", "authorised", "founded", "ended")
)


HEIRS: Final = Table("heirs", ("unit", "on_day", "heir"), ("share",))


def rows(state: Unit) -> dict[Row, Row]:
    """One row, once the unit is founded: as the state is from the last of its events on."""
    if state.founded is None:
        return {}
    unit, ended = state.on(date.max), state.ended
    parent = ended.successor if ended else unit.parent
    content = (unit.kind.value, unit.name, unit.code, parent, int(unit.authorised))
    days = (state.founded.isoformat(), ended.on.isoformat() if ended else None)
    return {(state.id,): (*content, *days)}


def heirs(state: Unit) -> dict[Row, Row]:
    """One row for each who has a share of its targets; where they stay, one for the unit itself."""
    return {
        (state.id, bequest.on.isoformat(), heir): (share,)
        for bequest in state.bequests
        for heir, share in bequest.heirs or ((state.id, 0),)
    }


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the unit up to the fact."""
    return chain(TABLE.follow(fact, rows), HEIRS.follow(fact, heirs))


FOLD: Final = Fold(Unit, evolve)
