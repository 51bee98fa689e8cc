"""Whose file it is once acts on units have moved the power to decide, with nobody transferred.

Where the successor of an authority is competent in its place, it simply takes over: the same file,
nothing to forward. Where another authority is competent, the old one, or its successor, has to
forward the file, from the day of the act on (H06 3.9b, read so; Q294 4.4).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final, NamedTuple, Protocol

from admission.domain.kernel.dates import ONE_DAY
from admission.domain.registers.units.state import Unit
from admission.domain.stages.candidate import Candidate, Reached
from admission.domain.stages.chain import bodies_of
from admission.domain.stages.files import FILE, is_at_authority
from admission.domain.world import World

MOVED: Final = "competence-moved"
"""The derived milestone: no event reaches it."""


class Units(Protocol):
    """The units through time, as far as a cell's authority depends on them."""

    def competent(self, cell: str, on: date, /) -> str | None:
        """The authority for a cell on a day, None where no chain fits."""
        ...

    def successor(self, unit: str, on: date, /) -> str:
        """The unit that acts for one on a day."""
        ...

    def acts(self, cell: str, after: date, until: date, /) -> Iterable[date]:
        """The days of acts on units above a cell, then or now, in any order."""
        ...


class MovedFile(NamedTuple):
    """The authority that has a file, and the day on which another one became competent."""

    authority: str
    on: date


def moved_file(units: Units, cell: str, since: date, on: date) -> MovedFile | None:
    """Where a file lies that went up on a day (`since`), if that is the wrong place on another."""
    authority = units.competent(cell, since)
    if authority is None or not _lies_elsewhere(units, cell, authority, on):
        return None
    for day in sorted({day for day in units.acts(cell, since, on) if since < day <= on}):
        before = _lies_elsewhere(units, cell, authority, day - ONE_DAY)
        if not before and _lies_elsewhere(units, cell, authority, day):
            return MovedFile(authority, day)
    return None


def _lies_elsewhere(units: Units, cell: str, authority: str, on: date) -> bool:
    competent = units.competent(cell, on)
    return competent is not None and competent != units.successor(authority, on)


def as_units_have_it(state: Candidate, world: World, on: date) -> Candidate:
    """The candidate, with the day on which another authority became competent for the file."""
    if not is_at_authority(state) or any(name in state.milestones for name in FILE):
        return state
    moved = moved_file(_OfWorld(world), state.unit, state.since, on)
    if moved is None:
        return state
    adoption = world.rulebook_in_force(moved.on, state.unit)
    reached = Reached(moved.on, adoption.reference if adoption else None)
    milestones = {**state.milestones, MOVED: reached}
    return state._replace(milestones=milestones, authority=moved.authority)


class _OfWorld:
    """The units that decisions look at."""

    def __init__(self, world: World) -> None:
        self._world = world

    def competent(self, cell: str, on: date) -> str | None:
        adoption = self._world.rulebook_in_force(on, cell)
        if adoption is None:
            return None
        bodies = bodies_of(self._world.units_from(cell, on), adoption.rulebook, on)
        return bodies.authority if bodies else None

    def successor(self, unit: str, on: date) -> str:
        return self._world.in_place_of(unit, on).id

    def acts(self, cell: str, after: date, until: date) -> Iterator[date]:
        places = chain(*(self._world.units_from(cell, day) for day in (after, until)))
        for name in {cell, *(place.id for place in places)}:
            yield from _acts_on(self._world.unit_or_new(name))


def _acts_on(unit: Unit) -> Iterator[date]:
    yield from unit.days
    yield from (day for day, _ in unit.kinds)
    for spell in unit.authorised:
        yield spell.first
        if spell.last is not None:
            yield spell.last
