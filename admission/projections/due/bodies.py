"""Which unit acts in a role for a cell, found in the tree as it was on a day."""

from datetime import date
from functools import lru_cache

from admission.domain.registers.units.commands import UnitKind
from admission.domain.registers.units.state import Place
from admission.domain.rulebooks.reading import read
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.chain import Bodies, bodies_of
from admission.projections.asking import Connection, Moment
from admission.projections.rulebooks.queries import list_rulebooks, rulebook_text
from admission.projections.units.tree import (
    UnitRow,
    homes_of,
    ordered,
    standing,
    tree_with_ended,
)


class Tree:
    """The units of a day by id, and the bodies that a file from each cell passes."""

    def __init__(self, connection: Connection, moment: Moment) -> None:
        self._as_of = date.fromisoformat(moment.as_of)
        rows = tree_with_ended(connection, moment, None)
        self._homes = homes_of(rows)
        self._rows = {row.unit: row for row in standing(rows)}
        self._books = Books(connection)
        self._bodies = lru_cache(maxsize=None)(self._found)

    def home(self, unit: str) -> str:
        """The unit that stands in the place of one, itself unless it has ended."""
        return self._homes.get(unit, unit)

    def name(self, unit: str | None) -> str | None:
        """The name of a unit, None where there is none."""
        row = self._rows.get(unit) if unit else None
        return row.name if row else None

    def acting(self, role: str, cell: str, rulebook: str | None) -> str | None:
        """The unit that acts; None for a role that is a person's, or where no chain fits."""
        if role == "cell":
            return self.home(cell)
        if role not in ("department", "grassroots", "authority") or rulebook is None:
            return None
        bodies = self._bodies(cell, rulebook)
        return bodies.acting(role) if bodies else None

    def in_force(self, on: str) -> str | None:
        """The newest rulebook that was adopted for all units and in force on a day (ISO)."""
        return self._books.in_force(on)

    def book(self, reference: str) -> Rulebook:
        """The rulebook that `id@sha256` names."""
        return self._books.read(reference)

    def rulebook(self, on: str) -> Rulebook | None:
        """That rulebook, read."""
        reference = self.in_force(on)
        return self._books.read(reference) if reference else None

    @property
    def rows(self) -> list[UnitRow]:
        """The units, parent first."""
        return ordered(list(self._rows.values()), None)

    def _found(self, cell: str, rulebook: str) -> Bodies | None:
        units: list[Place] = []
        above: str | None = self.home(cell)
        while above in self._rows and len(units) < len(self._rows):
            row = self._rows[above]
            units.append(
                Place(row.unit, UnitKind(row.kind), parent=row.parent, authorised=row.authorised)
            )
            above = row.parent
        return bodies_of(tuple(units), self._books.read(rulebook), self._as_of) if units else None


class Books:
    """The adopted rulebooks, each read from its recorded text when it is first asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = list_rulebooks(connection, as_of=_EVER)
        self.read = lru_cache(maxsize=None)(self._read)

    def in_force(self, on: str) -> str | None:
        """The newest that was adopted for all units and in force on a day (ISO)."""
        found = [
            row.reference
            for row in self._rows
            if row.unit is None and row.first <= on <= (row.last or _EVER)
        ]
        return found[-1] if found else None

    def _read(self, reference: str) -> Rulebook:
        text = rulebook_text(self._connection, reference)
        if text is None:
            raise KeyError(reference)
        base = next((row.extends for row in self._rows if row.reference == reference), None)
        return read(text, self.read(base) if base else None)


_EVER = "9999-12-30"
