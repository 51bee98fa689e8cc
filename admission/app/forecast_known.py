"""What a forecast rests on: the paths, entries and admissions that were known at a moment."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from admission.app.forecasting import LEAST, Ahead, Durations, Open, Spell, spells_of
from admission.projections.asking import Connection, Moment
from admission.projections.forecast.queries import PathsSoFar, paths_so_far, stages_to
from admission.projections.milestones.queries import tally
from admission.projections.periods import year_until
from admission.projections.progress.sums import Count, credited
from admission.projections.rulebooks.queries import Counting, countings
from admission.projections.units.lenses import Lens, lens_asked
from admission.projections.units.tree import UnitRow

ENTRY_DAYS: Final = 365
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
            ago = (on - date.fromisoformat(day)).days
            self.first_entry = max(ago, self.first_entry or 0)
            self.entered_lately += path.paths if ago < ENTRY_DAYS else 0


class Known:
    """What was known at a moment, of some units of a year.

    What is held does not grow with the people, only with the units and with how long paths took.
    """

    def __init__(self, reading: "_Reading", scope: Scope) -> None:
        lens = reading.lens
        self.admitted = reading.admitted(lens)
        self.highest = list(Scope().units(lens))
        self.units = list(scope.units(lens))
        self._on = date.fromisoformat(reading.moment.as_of)
        looked_at = {row.unit for row in (*self.highest, *self.units)}
        self._above = {unit: lens.credit(unit, reading.moment.as_of) for unit in looked_at}
        among = {unit for above in self._above.values() for unit in above}
        self._named = {row.unit: row for row in lens.units if row.unit in among}
        self._last = len(stages_to(reading.counting.milestone)) - 1
        self._pasts = {unit: _Past() for unit in among}
        self._durations: dict[str, Durations] = {}
        self._read(reading, lens)

    def _read(self, reading: "_Reading", lens: Lens) -> None:
        for path in reading.paths():
            spells = list(spells_of(path, self._last, self._on))
            for unit in lens.credit(path.unit, reading.moment.as_of):
                if unit in self._pasts:
                    self._pasts[unit].add(path, spells, self._on)

    def ahead(self, unit: str, until: str) -> Ahead:
        """Who is on the way at a unit, and how many enter there on each day until the last."""
        spells = self._pasts[unit].spells.items()
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
            self._durations[unit] = Durations(self._pasts[unit].spells, self._last)
        return self._durations[unit]

    def entries(self, unit: str) -> Entries:
        """Those of the last 365 days, or of as many as have passed since the first is known.

        It is the first of the highest unit above: a unit with a rate of its own, or with its part
        of one from above, has the same.
        """
        above = [self._pasts[name] for name in self._above[unit]]
        if not above or not above[-1].entered_lately:
            return Entries(0, None)
        first = above[-1].first_entry or 0
        return Entries(above[0].entered_lately, min(ENTRY_DAYS, first + 1))


class _Reading(NamedTuple):
    """The rows of a moment, as they are read for a year."""

    connection: Connection
    tree: str
    year: int
    moment: Moment

    @property
    def counting(self) -> Counting:
        """What counts as admitted on the day."""
        about = self.moment._asdict()
        return countings(self.connection, self.moment.as_of, **about)["admitted"]

    @property
    def lens(self) -> Lens:
        """The tree of the year up to the day: of every unit, so it is not kept."""
        period = year_until(self.year, self.moment.as_of)
        return lens_asked(self.connection, self.tree, self.moment, period, None)

    def admitted(self, lens: Lens) -> dict[str, int]:
        """Admissions of the year up to the day, by unit with all under it."""
        counting, about = self.counting, self.moment._asdict()
        days = (f"{self.year}-01-01", self.moment.as_of)
        kept = counting.cancelled == "kept"
        found = tally(self.connection, counting.milestone, *days, cancelled_too=kept, **about)
        counts = [Count(row.unit, row.on_day, "", row.candidates) for row in found]
        return {unit: n[""] for unit, n in credited(lens, counts).items()}

    def paths(self) -> Iterator[PathsSoFar]:
        """The paths of five years."""
        return paths_so_far(self.connection, self.counting.milestone, **self.moment._asdict())


class Log:
    """What was known at each moment, read once; `known_by` says what was recorded by a day."""

    def __init__(
        self,
        connection: Connection,
        tree: str,
        known_by: Callable[[str], int],
        scope: Scope | None = None,
    ) -> None:
        self._connection, self._tree, self._known_by = connection, tree, known_by
        self._scope = scope or Scope()
        self._read: dict[tuple[int, Moment], Known] = {}

    def known(self, year: int, moment: Moment) -> Known:
        """What was known of the units of a year at a moment."""
        if (year, moment) not in self._read:
            reading = _Reading(self._connection, self._tree, year, moment)
            self._read[year, moment] = Known(reading, self._scope)
        return self._read[year, moment]

    def admitted(self, year: int, moment: Moment) -> dict[str, int]:
        """Admissions of the year up to the day, by unit with all under it."""
        reading = _Reading(self._connection, self._tree, year, moment)
        return reading.admitted(reading.lens)

    def then(self, day: str, moment: Moment) -> Moment:
        """An earlier day with what was recorded by its end, and known at the moment."""
        recorded, known_at = self._known_by(day), moment.known_at
        return Moment(day, recorded if known_at is None else min(recorded, known_at))
