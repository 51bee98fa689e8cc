"""By how much targets moved the goals of units, fact by fact."""

from collections.abc import Iterator
from typing import NamedTuple

from admission.projections.asking import Connection, Moment, ask
from admission.projections.moved.turns import holds, turns
from admission.projections.progress.sums import Slots, goals, handed_on
from admission.projections.units.lenses import Lens

_SLOT = ""


class Told(NamedTuple):
    """What a target asks of its unit on some days, as it is known from one position to another."""

    target: str
    unit: str
    people: int
    since: str
    until: str
    known_from: int
    known_to: int

    @property
    def stream(self) -> str:
        """What it is recorded of."""
        return self.target


class Goal(NamedTuple):
    """By how much one fact moved the goal of a unit."""

    unit: str
    by: int
    position: int
    stream: str


class Targets:
    """The targets of a year for all, as they were ever believed."""

    def __init__(self, connection: Connection, year: int) -> None:
        query = (
            "SELECT target, unit, people, since, until, known_from, known_to FROM targets "
            "WHERE indicator = 'admitted' AND period = ? AND for_group = ''"
        )
        self._told = [Told._make(row) for row in ask(connection, query, (str(year),))]

    def asked(self, lens: Lens, at: Moment) -> dict[str, int]:
        """What each unit of a lens is asked for at a moment; 0 is left out."""
        own: Slots = {told.unit: {_SLOT: told.people} for told in self._told if holds(told, at)}
        found = goals(lens.units, handed_on(lens, own)).goals
        return {unit: goal.asked for (unit, _), goal in found.items() if goal.asked}

    def steps(self, lens: Lens, before: Moment, after: Moment) -> Iterator[Goal]:
        """What moved the goals of a lens, in the order of recording; first what a day brought."""
        asked = self.asked(lens, before)
        for at, (position, target) in turns(self._told, before, after):
            now = self.asked(lens, at)
            for unit in sorted(asked.keys() | now.keys()):
                by = now.get(unit, 0) - asked.get(unit, 0)
                if by:
                    yield Goal(unit, by, position, target)
            asked = now
