"""The tree of the day before a period, and what of it counts to a unit of another tree."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from admission.projections.units.lenses import History, Lens
from admission.projections.units.tree import UnitRow, ordered


class Part(NamedTuple):
    """What a unit of the tree of the day before adds to another (1), or takes away (-1)."""

    unit: str
    sign: int


def day_before(period: tuple[str, str]) -> str:
    """The day before the first of a period (ISO)."""
    return (date.fromisoformat(period[0]) - timedelta(days=1)).isoformat()


def tree_before(history: History, period: tuple[str, str]) -> list[UnitRow]:
    """The units of that day, parent first; those founded after the period are as yet unknown."""
    known = (unit for unit in history.rows_by(day_before(period)) if unit.founded <= period[1])
    return ordered(list(known), None)


def borders(
    units: Iterable[UnitRow], lens: Lens, shown: Collection[str], first: str
) -> dict[str, list[Part]]:
    """By unit that is shown, the borders of what counts to it."""
    found: dict[str, list[Part]] = {}
    counts: dict[str | None, set[str]] = {None: set()}
    for unit in units:
        here = counts[unit.unit] = set(
            lens.credit(unit.unit, max(first, unit.founded))
        ).intersection(shown)
        above = counts[unit.parent if unit.depth else None]
        for to in here - above:
            found.setdefault(to, []).append(Part(unit.unit, 1))
        for to in above - here:
            found.setdefault(to, []).append(Part(unit.unit, -1))
    return found
