"""What units opened with, kept up to date figure by figure and member by member."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from admission.projections.balance.borders import Part
from admission.projections.moved.figures import Told
from admission.projections.units.tree import UnitRow

Members = Mapping[str, Sequence[tuple[str, int]]]
"""By cell, on which day how many members it gained, or lost."""


class By(NamedTuple):
    """By how much the opening of a unit of the report is otherwise."""

    unit: str
    by: int


class Openings:
    """The openings of the units of a report, as `balance.openings` has them; unknown is 0."""

    def __init__(
        self,
        units: Sequence[UnitRow],
        borders: Mapping[str, Iterable[Part]],
        stated: Mapping[str, Told],
        members: Members,
    ) -> None:
        self._stated, self._members = dict(stated), members
        self._above = {row.unit: row.parent if row.depth else None for row in units}
        self._below: dict[str | None, list[str]] = {}
        for unit, above in self._above.items():
            self._below.setdefault(above, []).append(unit)
        self._parts: dict[str, list[By]] = {}
        for shown, parts in borders.items():
            for unit, sign in parts:
                self._parts.setdefault(unit, []).append(By(shown, sign))
        self._values: dict[str, int] = {}
        for row in reversed(units):
            self._values[row.unit] = self._value(row.unit)

    def whole(self) -> dict[str, int]:
        """By unit of the report, its opening."""
        return _added(by for unit, value in self._values.items() for by in self._shown(unit, value))

    def restated(self, unit: str, figure: Told | None) -> dict[str, int]:
        """What another figure of a unit, or none, moves in the report."""
        if unit not in self._values:
            return {}
        self._stated.pop(unit, None)
        if figure is not None:
            self._stated[unit] = figure
        by = self._value(unit) - self._values[unit]
        found: list[By] = []
        here: str | None = unit
        while here is not None and (here == unit or here not in self._stated):
            self._values[here] += by
            found += self._shown(here, by)
            here = self._above[here]
        return _added(found)

    def moved(self, cell: str, day: str, members: int) -> dict[str, int]:
        """What members of a cell, who came or went on a day, add to the report."""
        found: list[By] = []
        counts, here = True, cell if cell in self._values else None
        while here is not None:
            if here in self._stated:
                counts = day > self._stated[here].period
            if counts:
                found += self._shown(here, members)
            here = self._above[here]
        return _added(found)

    def _shown(self, unit: str, by: int) -> Iterator[By]:
        return (By(shown, sign * by) for shown, sign in self._parts.get(unit, ()))

    def _value(self, unit: str) -> int:
        figure = self._stated.get(unit)
        if figure is not None:
            return figure.number + self._gained(unit, figure.period)
        below = sum(self._values[under] for under in self._below.get(unit, ()))
        return below + sum(members for _, members in self._members.get(unit, ()))

    def _gained(self, unit: str, since: str) -> int:
        gained, waiting = 0, [unit]
        for here in waiting:  # grows while it is gone through
            gained += sum(n for day, n in self._members.get(here, ()) if day > since)
            waiting += self._below.get(here, ())
        return gained


def _added(found: Iterable[By]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for unit, by in found:
        sums[unit] = sums.get(unit, 0) + by
    return {unit: by for unit, by in sums.items() if by}
