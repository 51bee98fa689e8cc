"""What a forecast rests on: the paths, entries and admissions that were known at a moment."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from admission.app.forecasting import LEAST, Ahead, Durations, Open, Spell, day_of, spells_of
from admission.projections.asking import Connection, Moment
from admission.projections.forecast.queries import PathsSoFar, paths_so_far, stages_to
from admission.projections.milestones.queries import tally
from admission.projections.periods import year_until
from admission.projections.rulebooks.queries import Counting, countings
from admission.projections.units.lenses import Credit, History, Lens, credit_in, lens_of, seen_in
from admission.projections.units.tree import UnitRow

ENTRY_DAYS: Final = 365
OF_A_KIND: Final = 100
"""How many units of each kind past forecasts are compared of."""
_ENTERED: Final = 0


class Entries(NamedTuple):
    """How many entered at a unit in so many days up to that asked; None if none are known."""

    people: int
    days: int | None

    @property
    def a_day(self) -> float:
        """How many a day."""
        return self.people / self.days if self.days else 0.0


class Scope(NamedTuple):
    """Which units are forecast: one (None: every root) and those under it to a depth."""

    unit: str | None = None
    depth: int = 1

    @property
    def nearest(self) -> "Scope":
        """The first units, and at most those right below them."""
        return self._replace(depth=min(1, self.depth))

    def units(self, lens: Lens) -> Iterator[UnitRow]:
        """Parent first; nothing where the tree has no such unit; `depth` from the first of them."""
        begun = 0 if self.unit is None else None
        for row in lens.units:
            if row.unit == self.unit:
                begun = row.depth
            elif self.unit is not None and begun is not None and row.depth <= begun:
                return
            if begun is not None and row.depth - begun <= self.depth:
                yield row._replace(depth=row.depth - begun)


class _Past:
    """The stages of the paths of one unit with all under it, those that are alike counted."""

    def __init__(self) -> None:
        self.spells = Counter[Spell]()
        self.entered_lately = 0
        self.first_entry: int | None = None

    def add(self, path: PathsSoFar, spells: Sequence[Spell], on: date) -> None:
        """Add paths that went alike; how long before a day they began is kept of entries."""
        for spell in spells:
            self.spells[spell] += path.paths
        stage, day = path.stages[0]
        if stage == _ENTERED:
            ago = (on - day_of(day)).days
            self.first_entry = max(ago, self.first_entry or 0)
            self.entered_lately += path.paths if ago < ENTRY_DAYS else 0


class Known:
    """What was known at a moment, of some units of a year.

    What is held does not grow with the people, only with the units and with how long paths took.
    """

    def __init__(self, reading: "_Reading", choose: Callable[[Lens], Iterable[UnitRow]]) -> None:
        self._on = date.fromisoformat(reading.moment.as_of)
        self._last = len(stages_to(reading.counting.milestone)) - 1
        self._durations: dict[str, Durations] = {}
        self._choose(reading, choose)
        self.admitted = reading.admitted(self._named)
        self.pasts = {unit: _Past() for unit in self._named}
        self._read(reading)

    def _choose(self, reading: "_Reading", choose: Callable[[Lens], Iterable[UnitRow]]) -> None:
        lens = reading.lens
        self.sample, self.units = list(_sample(lens)), list(choose(lens))
        looked_at = {row.unit for row in (*self.sample, *self.units)}
        self._above = {unit: lens.credit(unit, reading.moment.as_of) for unit in looked_at}
        among = {unit for above in self._above.values() for unit in above}
        self._named = {row.unit: row for row in lens.units if row.unit in among}

    def holds(self, units: Iterable[UnitRow]) -> bool:
        """Whether all of these units were looked at."""
        return all(unit.unit in self._above for unit in units)

    def _read(self, reading: "_Reading") -> None:
        """The paths come unit by unit; spells that are alike are one object for all units."""
        alike: dict[Spell, Spell] = {}
        for cell, paths in groupby(reading.paths(), attrgetter("unit")):
            above = reading.credit(cell, reading.moment.as_of)
            pasts = [self.pasts[unit] for unit in above if unit in self.pasts]
            for path in paths if pasts else ():
                found = spells_of(path, self._last, self._on)
                spells = [alike.setdefault(spell, spell) for spell in found]
                for past in pasts:
                    past.add(path, spells, self._on)

    def ahead(self, unit: str, until: str) -> Ahead:
        """Who is on the way at a unit, and how many enter there on each day until the last."""
        spells = self.pasts[unit].spells.items()
        waiting = {Open(s.stage, s.days): people for s, people in spells if s.ended_in == "open"}
        days = (date.fromisoformat(until) - self._on).days
        return Ahead(waiting, days, self.entries(unit).a_day)

    def past_of(self, unit: str) -> UnitRow | None:
        """The unit, or the nearest above it, of which enough past paths are known."""
        found = (name for name in self._above[unit] if self.durations(name).fewest >= LEAST)
        return next((self._named[name] for name in found), None)

    def durations(self, unit: str) -> Durations:
        """How long the stages took at a unit."""
        if unit not in self._durations:
            self._durations[unit] = Durations(self.pasts[unit].spells, self._last)
        return self._durations[unit]

    def entries(self, unit: str) -> Entries:
        """Those of the last 365 days, or of as many as have passed since the first is known.

        It is the first of the highest unit above: a unit with a rate of its own, or with its part
        of one from above, has the same.
        """
        above = [self.pasts[name] for name in self._above[unit]]
        if not above or not above[-1].entered_lately:
            return Entries(0, None)
        first = above[-1].first_entry or 0
        return Entries(above[0].entered_lately, min(ENTRY_DAYS, first + 1))


_At = tuple[int, Moment]
"""The year that is forecast, and the moment at which it is."""


class _Reading:
    """The rows of a moment, as they are read for a year, with the history of every unit."""

    def __init__(self, connection: Connection, tree: str, history: History, at: _At) -> None:
        self._connection, self._history = connection, history
        self._year, self.moment = at
        self._tree = seen_in(tree, self.moment.as_of)
        self.credit: Credit = credit_in(history, self._tree)

    @cached_property
    def counting(self) -> Counting:
        """What counts as admitted on the day."""
        about = self.moment._asdict()
        return countings(self._connection, self.moment.as_of, **about)["admitted"]

    @property
    def lens(self) -> Lens:
        """The tree of the year up to the day: of every unit, so it is not kept."""
        period = year_until(self._year, self.moment.as_of)
        return lens_of(self._history, self._tree, period, None)

    def admitted(self, units: Container[str]) -> dict[str, int]:
        """Admissions of the year up to the day, by unit with all under it, of some units."""
        counting, about = self.counting, self.moment._asdict()
        days = (f"{self._year}-01-01", self.moment.as_of)
        kept = counting.cancelled == "kept"
        found = Counter[str]()
        for row in tally(self._connection, counting.milestone, *days, cancelled_too=kept, **about):
            for unit in self.credit(row.unit, row.on_day):
                found[unit] += row.candidates if unit in units else 0
        return found

    def paths(self) -> Iterator[PathsSoFar]:
        """The paths of five years."""
        return paths_so_far(self._connection, self.counting.milestone, **self.moment._asdict())


class Log:
    """What was known at each moment, read once; `known_by` says what was recorded by a day.

    `scope` is of which units the score is told.
    """

    def __init__(
        self,
        connection: Connection,
        tree: str,
        known_by: Callable[[str], int],
        scope: Scope | None = None,
    ) -> None:
        self._connection, self._tree, self._known_by = connection, tree, known_by
        self._scope = scope or Scope()
        self._read: dict[_At, Known] = {}
        self._history: tuple[int | None, History] | None = None

    def units(self, year: int, moment: Moment, scope: Scope) -> list[UnitRow]:
        """The units of a scope as they were known, parent first."""
        return list(scope.units(self._reading(year, moment).lens))

    def known(self, year: int, moment: Moment, units: Sequence[UnitRow] = ()) -> Known:
        """What was known at a moment: of the units that the score is told of, or of others."""
        if (year, moment) not in self._read:
            known = Known(self._reading(year, moment), self._scope.units)
            self._read[year, moment] = known
        known = self._read[year, moment]
        if known.holds(units):
            return known
        return Known(self._reading(year, moment), lambda _: units)

    def admitted(self, year: int, moment: Moment, units: Container[str]) -> dict[str, int]:
        """Admissions of the year up to the day, by unit with all under it, of some units."""
        return self._reading(year, moment).admitted(units)

    def then(self, day: str, moment: Moment) -> Moment:
        """An earlier day with what was recorded by its end, and known at the moment."""
        recorded, known_at = self._known_by(day), moment.known_at
        return Moment(day, recorded if known_at is None else min(recorded, known_at))

    def _reading(self, year: int, moment: Moment) -> _Reading:
        if self._history is None or self._history[0] != moment.known_at:
            self._history = None  # of every unit, so no two at a time
            self._history = moment.known_at, History(self._connection, moment.known_at)
        return _Reading(self._connection, self._tree, self._history[1], (year, moment))


def _sample(lens: Lens) -> Iterator[UnitRow]:
    """The roots, and of each kind of units below them at most so many, evenly through the tree."""
    by_kind: dict[str, list[str]] = {}
    for row in lens.units:
        by_kind.setdefault(row.kind if row.depth else "", []).append(row.unit)
    roots = by_kind.pop("", [])
    chosen = {unit for units in by_kind.values() for unit in units[:: -(-len(units) // OF_A_KIND)]}
    chosen |= {*roots}
    return (row for row in lens.units if row.unit in chosen)
