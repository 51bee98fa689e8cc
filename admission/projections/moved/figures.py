"""The figures stated of the members of units, as they were ever believed."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from admission.projections.asking import Connection, Moment, ask
from admission.projections.moved.turns import holds, turns


class Told(NamedTuple):
    """What a figure says of a unit, on some days, as known from one position to another."""

    figure: str
    unit: str
    period: str
    number: int
    stated_on: str
    since: str
    until: str
    known_from: int
    known_to: int

    @property
    def stream(self) -> str:
        """What it is recorded of."""
        return self.figure


class Restated(NamedTuple):
    """The newest figure of a unit is another since a fact; None: there is none."""

    unit: str
    figure: Told | None
    position: int
    stream: str


class Figures:
    """The figures of members on those days (ISO) that are wanted."""

    def __init__(self, connection: Connection, last: str, wanted: Callable[[str], bool]) -> None:
        query = (
            "SELECT figure, unit, period, number, stated_on, since, until, known_from, known_to "
            "FROM stated WHERE indicator = 'members' AND period <= ?"
        )
        rows = map(Told._make, ask(connection, query, (last,)))
        self._told = [told for told in rows if wanted(told.period)]
        self._of: dict[str, list[Told]] = {}
        for told in self._told:
            self._of.setdefault(told.unit, []).append(told)

    def newest(self, at: Moment) -> dict[str, Told]:
        """By unit, the one of the newest day, stated last."""
        found = {unit: self._newest_of(unit, at) for unit in self._of}
        return {unit: told for unit, told in found.items() if told}

    def steps(self, before: Moment, after: Moment) -> Iterator[Restated]:
        """What became of the newest figures of units, in the order of recording."""
        known: dict[str, Told | None] = {**self.newest(before)}
        units: dict[str, set[str]] = {}
        for told in self._told:
            units.setdefault(told.figure, set()).add(told.unit)
        for at, (position, stream) in turns(self._told, before, after):
            recorded = at.known_at == position
            for unit in sorted(units[stream] if recorded else self._of):
                now = self._newest_of(unit, at)
                if now != known.get(unit):
                    yield Restated(unit, now, position, stream)
                known[unit] = now

    def _newest_of(self, unit: str, at: Moment) -> Told | None:
        there: Iterable[Told] = (told for told in self._of[unit] if holds(told, at))
        return max(
            there, key=lambda told: (told.period, told.stated_on, told.known_from), default=None
        )
