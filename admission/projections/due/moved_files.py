# ruff: noqa: S608 - statements are made of pieces of ours
"""Files to forward because an act on units made another authority competent; nobody transferred.

Where the successor of an authority is competent in its place, it takes over, and nothing is due.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from admission.domain.registers.units.commands import UnitKind
from admission.domain.registers.units.state import Place
from admission.domain.stages.candidate import Candidate, Reached
from admission.domain.stages.chain import bodies_of
from admission.domain.stages.clocks import Clock, open_clocks
from admission.domain.stages.competence import MOVED, moved_file
from admission.domain.stages.standings import Standing
from admission.projections.asking import NOTHING_ASKED, Condition, ask, both, holds, known_by
from admission.projections.due.rows import Asked

_AT_AUTHORITY: Final = (Standing.CELL_RESOLVED.value, Standing.COMMITTEE_RESOLVED.value)


class File(NamedTuple):
    """A file at the authority to which it went: whose, from which cell, since when it is there."""

    candidate: str
    person: str
    name: str | None
    unit: str
    standing: str
    since: str
    authority: str


def clocks_of_moved_files(asked: Asked) -> Iterator[tuple[File, Clock]]:
    """The clock of each file that lies with an authority that is competent no longer."""
    until = date.fromisoformat(asked.moment.as_of)
    for file in _files(asked):
        branch = _Branch(asked, {file.unit, file.authority})
        moved = moved_file(branch, file.unit, date.fromisoformat(file.since), until)
        if moved is None:
            continue
        reached = Reached(moved.on, asked.units.in_force(moved.on.isoformat()))
        state = Candidate(file.candidate, Standing(file.standing), authority=moved.authority)
        state = state._replace(milestones={MOVED: reached})
        for clock in open_clocks(state, asked.units.book):
            yield file, clock


def _files(asked: Asked) -> Iterator[File]:
    """Files at an authority, where another one is competent on the day."""
    below = asked.reading.standing(asked.connection)
    path, named = (holds(alias, *asked.moment) for alias in ("c", "p"))
    only = both(
        Condition("c.unit IN (SELECT unit FROM below)") if asked.reading.unit else NOTHING_ASKED,
        Condition("c.candidate = ?", (asked.candidate,)) if asked.candidate else NOTHING_ASKED,
    )
    query = (
        f"{below.sql}SELECT c.candidate, c.person, p.name, c.unit, c.standing, c.standing_since, "
        "c.file_with FROM pipeline c "
        f"LEFT JOIN people p ON p.person = c.person AND {named.sql} "
        f"WHERE {path.sql} AND c.standing IN (?, ?) AND c.file_with IS NOT NULL AND {only.sql}"
    )
    parameters = (*below.parameters, *named.parameters, *path.parameters, *_AT_AUTHORITY)
    units, in_force = asked.units, asked.units.in_force(asked.moment.as_of)
    for file in map(File._make, ask(asked.connection, query, (*parameters, *only.parameters))):
        competent = units.acting("authority", file.unit, in_force)
        if competent is not None and competent != units.home(file.authority):
            yield file


class _Spell(NamedTuple):
    """A unit between two days (ISO); `parent` is its successor once it has ended."""

    unit: str
    kind: str
    parent: str | None
    authorised: int
    ended: str | None
    since: str
    until: str


class _Branch:
    """Some units and all that ever stood above them or in their place, through time."""

    def __init__(self, asked: Asked, units: set[str]) -> None:
        self._asked = asked
        self._spells: dict[str, list[_Spell]] = {}
        while units:
            units = self._load(units) - self._spells.keys()

    def _load(self, names: set[str]) -> set[str]:
        """Take in these units; gives those right above them, or in their place."""
        known = known_by("u", self._asked.moment.known_at)
        query = (
            f"SELECT {', '.join(_Spell._fields)} FROM units u "
            f"WHERE unit IN ({', '.join('?' * len(names))}) AND {known.sql}"
        )
        self._spells |= {name: [] for name in names}
        parameters: tuple[Any, ...] = (*sorted(names), *known.parameters)
        for spell in map(_Spell._make, ask(self._asked.connection, query, parameters)):
            self._spells[spell.unit].append(spell)
        return {s.parent for name in names for s in self._spells[name] if s.parent}

    def competent(self, cell: str, on: date) -> str | None:
        reference = self._asked.units.in_force(on.isoformat())
        if reference is None:
            return None
        places: list[Place] = []
        above: str | None = cell
        while above is not None and len(places) <= len(self._spells):
            spell = self._standing(above, on.isoformat())
            if spell is None:
                return None
            kind, authorised = UnitKind(spell.kind), bool(spell.authorised)
            places.append(Place(spell.unit, kind, parent=spell.parent, authorised=authorised))
            above = spell.parent
        bodies = bodies_of(tuple(places), self._asked.units.book(reference), on)
        return bodies.authority if bodies else None

    def successor(self, unit: str, on: date) -> str:
        spell = self._standing(unit, on.isoformat())
        return spell.unit if spell else unit

    def acts(self, _: str, after: date, until: date) -> Iterator[date]:
        for spells in self._spells.values():
            for spell in spells:
                if after.isoformat() < spell.since <= until.isoformat():
                    yield date.fromisoformat(spell.since)

    def _standing(self, unit: str | None, day: str) -> _Spell | None:
        """What a unit, or the one that has its place, was on a day."""
        while unit is not None:
            spell = next((s for s in self._spells[unit] if s.since <= day < s.until), None)
            if spell is None or not spell.ended:
                return spell
            unit = spell.parent
        return None
