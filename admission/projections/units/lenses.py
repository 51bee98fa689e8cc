# ruff: noqa: S608 - the statement is made of pieces of ours
"""Through which tree a report is read: units as they were at each time, or as one day has them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from admission.projections.asking import Connection, ask, known_by
from admission.projections.units.tree import COLUMNS, UnitRow, ordered, row_of

AS_WAS: Final = "as-was"
AS_NOW: Final = "as-now"


class Spell(NamedTuple):
    """What a unit was from a day on, before another (ISO)."""

    since: str
    until: str
    row: UnitRow


class Lens(NamedTuple):
    """A tree to read a report by: its units, parent first, and to which of them a fact counts.

    `credit` takes the unit of a fact and its day (ISO), and gives the unit that stands for it and
    all above that, nearest first; nothing where the tree has no place for the unit.
    """

    units: list[UnitRow]
    credit: Callable[[str, str], tuple[str, ...]]


class History:
    """Every unit through time, as it was known at a position (None: now)."""

    def __init__(self, connection: Connection, known_at: int | None) -> None:
        self._spells = _spells(connection, known_at)
        self._heirs_of: dict[str, set[str]] = {}
        for unit, spells in self._spells.items():
            if spells[-1].row.ended and spells[-1].row.parent:
                self._heirs_of.setdefault(spells[-1].row.parent, set()).add(unit)
        self.credit = lru_cache(maxsize=None)(self._credit)

    def row(self, unit: str, day: str) -> UnitRow | None:
        """What a unit was on a day; None before it was founded."""
        for spell in reversed(self._spells.get(unit, ())):
            if spell.since <= day:
                return spell.row
        return None

    def in_place_of(self, unit: str | None, day: str) -> str | None:
        """The unit that stands on a day for another: itself, its successor, or what it came from.

        One that was founded later stands for the one unit that ended into it, or else is looked
        for under the superior that it was founded under.
        """
        while unit is not None:
            row = self.row(unit, day)
            if row is None:
                unit = self._before(unit)
            elif row.ended:
                unit = row.parent
            else:
                return unit
        return None

    def _before(self, unit: str) -> str | None:
        merged = self._heirs_of.get(unit, set())
        spells = self._spells.get(unit)
        if len(merged) == 1:
            return next(iter(merged))
        return spells[0].row.parent if spells else None

    def _credit(self, unit: str, day: str) -> tuple[str, ...]:
        """The unit that stands for one on a day, and all above it."""
        found: list[str] = []
        above = self.in_place_of(unit, day)
        while above is not None and above not in found:
            found.append(above)
            row = self.row(above, day)
            above = self.in_place_of(row.parent, day) if row else None
        return tuple(found)

    def standing(self, first: str, last: str) -> Iterator[UnitRow]:
        """The units that stood on some day of a period, each as it was on the last of them."""
        for unit, spells in self._spells.items():
            end = spells[-1].row.ended
            day = _day_before(end) if end and end <= last else last
            row = self.row(unit, day)
            if row is not None and day >= first and not row.ended:
                yield row._replace(parent=self.in_place_of(row.parent, day), ended=end)


def lens_of(history: History, tree: str, period: tuple[str, str], unit: str | None) -> Lens:
    """A lens on a unit and all under it (None: all): `as-was` over a period, or the tree of a day.

    `period` is its first and its last day (ISO).
    """
    if tree == AS_WAS:
        return Lens(ordered(_under(history.standing(*period), unit), unit), history.credit)
    rows = history.standing(tree, tree)
    return Lens(ordered(_under(rows, unit), unit), lambda one, _: history.credit(one, tree))


def _under(rows: Iterator[UnitRow], root: str | None) -> list[UnitRow]:
    if root is None:
        return list(rows)
    by_parent: dict[str | None, list[UnitRow]] = {}
    found = []
    for row in rows:
        by_parent.setdefault(row.parent, []).append(row)
        if row.unit == root:
            found.append(row)
    for row in found:  # grows while it is gone through
        found += by_parent.get(row.unit, [])
    return found


def _spells(connection: Connection, known_at: int | None) -> dict[str, list[Spell]]:
    known = known_by("u", known_at)
    query = (
        f"SELECT u.since, u.until, {COLUMNS} FROM units u WHERE {known.sql} "
        "ORDER BY u.unit, u.since"
    )
    spells = (
        Spell(since, until, row_of(tuple(row)))
        for since, until, *row in ask(connection, query, known.parameters)
    )
    return {unit: list(found) for unit, found in groupby(spells, lambda spell: spell.row.unit)}


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
