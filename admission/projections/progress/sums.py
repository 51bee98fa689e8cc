"""Sums over a tree in one pass: figures added up, targets handed down."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from admission.projections.units.lenses import Lens
from admission.projections.units.tree import UnitRow

Slots = dict[str, dict[str, int]]
"""By unit and slot, a number of the unit itself."""
Figures = dict[str, dict[str, int]]
"""By unit and slot, a number of the unit and all under it."""


class Goal(NamedTuple):
    """What a unit is asked for: its own target, or the sum of those under it; None is no target."""

    own: int | None = None
    below: int | None = None

    @property
    def asked(self) -> int | None:
        """The target that counts."""
        return self.below if self.own is None else self.own

    @property
    def source(self) -> str:
        """Where it comes from: own, sum or none."""
        if self.own is not None:
            return "own"
        return "none" if self.below is None else "sum"


class Goals(NamedTuple):
    """The goals of every unit, by unit and slot."""

    goals: dict[tuple[str, str], Goal]

    def of(self, unit: str, slot: str) -> Goal:
        """The goal of a unit in a slot."""
        return self.goals.get((unit, slot), _NO_GOAL)


_NO_GOAL = Goal()


class Count(NamedTuple):
    """So many people count in a slot, at a unit, on a day (ISO)."""

    unit: str
    on_day: str
    slot: str
    people: int


def credited(lens: Lens, counts: Iterable[Count]) -> Figures:
    """What counts to each unit and to those above it, through a lens."""
    sums: Figures = {}
    for unit, on_day, slot, people in counts:
        for above in lens.credit(unit, on_day):
            here = sums.setdefault(above, {})
            here[slot] = here.get(slot, 0) + people
    return sums


def handed_on(lens: Lens, own: Slots) -> Slots:
    """The targets of units as a lens has them: their own, and those that came from others."""
    found: Slots = {}
    for unit, slots in own.items():
        for slot, people in slots.items():
            for heir, number in lens.heirs(unit, people):
                here = found.setdefault(heir, {})
                here[slot] = here.get(slot, 0) + number
    return found


def summed(units: Sequence[UnitRow], own: Slots, homes: Mapping[str, str]) -> Figures:
    """Each unit's number and that of all under it; `units` come parent first.

    `homes` says which unit stands for one that has ended.
    """
    sums: Figures = {unit.unit: {} for unit in units}
    for unit, slots in own.items():
        here = sums.get(homes.get(unit, unit), {})
        for slot, count in slots.items():
            here[slot] = here.get(slot, 0) + count
    for row in reversed(units):
        here = sums[row.unit]
        if here and row.parent in sums and row.depth:
            above = sums[row.parent]
            for slot, count in here.items():
                above[slot] = above.get(slot, 0) + count
    return sums


def goals(units: Sequence[UnitRow], own: Slots) -> Goals:
    """Each unit's own goal, and the sum of what the units right below it are asked for."""
    found: dict[tuple[str, str], Goal] = {}
    for slot in _named(own.values()):
        below: dict[str | None, int] = {}
        for unit in reversed(units):
            goal = Goal(own.get(unit.unit, {}).get(slot), below.get(unit.unit))
            if goal.asked is not None:
                found[unit.unit, slot] = goal
                if unit.depth:
                    below[unit.parent] = below.get(unit.parent, 0) + goal.asked
    return Goals(found)


def _named(kept: Iterable[dict[str, int]]) -> list[str]:
    return sorted({slot for here in kept for slot in here})


def percent(part: int | None, whole: int | None) -> str | None:
    """A per cent with two decimals, rounded half up; None of the unknown, or of nothing.

    >>> percent(41, 158)
    '25.95'
    """
    if part is None or not whole:
        return None
    hundredths = (part * 20000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
