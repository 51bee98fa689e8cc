# ruff: noqa: S608 - statements are made of pieces of ours
"""Which unit stands in the place of another on a day: itself, its successor, what it came from."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from admission.projections.asking import FOREVER, Condition, Connection, ask, both, known_by
from admission.projections.units.tree import COLUMNS, UnitRow, row_of


class Spell(NamedTuple):
    """What a unit was from a day on, before another (ISO)."""

    since: str
    until: str
    row: UnitRow


class Places:
    """Units through time, as known at a position (None: now); each is asked for when it is needed.

    For a page of rows: a report, which needs all of them, asks once (`History`).
    """

    def __init__(self, connection: Connection, known_at: int | None) -> None:
        self._connection = connection
        self._known_at = known_at
        self._spells: dict[str, list[Spell]] = {}
        self._ended_into: dict[str, set[str]] = {}

    def spells_of(self, unit: str) -> Sequence[Spell]:
        """What a unit was, in the order of its days; nothing where there is no such unit."""
        found = self._spells.get(unit)
        if found is None:
            asked = Condition("u.unit = ?", (unit,))
            spells = spells_known(self._connection, self._known_at, asked)
            found = self._spells[unit] = [spell for _, each in spells for spell in each]
        return found

    def ended_into(self, unit: str) -> Collection[str]:
        """The units that ended with this one as their successor."""
        found = self._ended_into.get(unit)
        if found is None:
            known = known_by("u", self._known_at)
            query = (
                "SELECT DISTINCT u.unit FROM units u "
                f"WHERE u.parent = ? AND u.ended IS NOT NULL AND u.until = '{FOREVER}' "
                f"AND {known.sql}"
            )
            rows = ask(self._connection, query, (unit, *known.parameters))
            found = self._ended_into[unit] = {other for (other,) in rows}
        return found

    def row(self, unit: str, day: str) -> UnitRow | None:
        """What a unit was on a day; None before it was founded."""
        for spell in reversed(self.spells_of(unit)):
            if spell.since <= day:
                return spell.row
        return None

    def in_place_of(self, unit: str | None, day: str) -> str | None:
        """The unit that stands on a day for another: itself, its successor, or what it came from.

        One that was founded later stands for the one older unit that ended into it, or else is
        looked for under the superior that it was founded under.
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

    def asked_for(self, unit: str, day: str) -> str:
        """The unit that stands on a day for one that is asked for; where none does, that one."""
        return self.in_place_of(unit, day) or unit

    def _before(self, unit: str) -> str | None:
        spells = self.spells_of(unit)
        if not spells:
            return None
        merged = [
            other
            for other in self.ended_into(unit)
            if self.spells_of(other)[0].since < spells[0].since
        ]
        return merged[0] if len(merged) == 1 else spells[0].row.parent


def spells_known(
    connection: Connection, known_at: int | None, asked: Condition
) -> Iterator[tuple[str, list[Spell]]]:
    """By unit, what each was, of those units that are asked for."""
    wanted = both(asked, known_by("u", known_at))
    query = (
        f"SELECT u.since, u.until, {COLUMNS} FROM units u WHERE {wanted.sql} "
        "ORDER BY u.unit, u.since"
    )
    spells = (
        Spell(row[0], row[1], row_of(row[2:])) for row in ask(connection, query, wanted.parameters)
    )
    for unit, found in groupby(spells, lambda spell: spell.row.unit):
        yield unit, list(found)
