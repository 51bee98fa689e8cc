"""What a forecast rests on: the paths, entries and admissions that were known at a moment."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from admission.app.forecasting import LEAST, Ahead, Durations, Open, Spell, spells_of
from admission.projections.asking import Connection, Moment
from admission.projections.forecast.queries import PathSoFar, paths_so_far, stages_to
from admission.projections.milestones.queries import tally
from admission.projections.periods import year_until
from admission.projections.progress.sums import Count, credited
from admission.projections.rulebooks.queries import countings
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


class Known:
    """What was known at a moment, of the units of a year; each part read when it is asked for."""

    def __init__(self, connection: Connection, tree: str, year: int, moment: Moment) -> None:
        self._connection, self._tree, self._year, self.moment = connection, tree, year, moment
        counting = countings(connection, moment.as_of, **moment._asdict())["admitted"]
        self._milestone, self._kept = counting.milestone, counting.cancelled == "kept"
        self._last = len(stages_to(counting.milestone)) - 1
        self._durations: dict[str, Durations] = {}

    @cached_property
    def lens(self) -> Lens:
        """The tree of the year up to the day."""
        period = year_until(self._year, self.moment.as_of)
        return lens_asked(self._connection, self._tree, self.moment, period, None)

    @cached_property
    def admitted(self) -> dict[str, int]:
        """Admissions of the year up to the day, by unit with all under it."""
        days = (f"{self._year}-01-01", self.moment.as_of)
        about = self.moment._asdict()
        found = tally(self._connection, self._milestone, *days, cancelled_too=self._kept, **about)
        counts = [Count(row.unit, row.on_day, "", row.candidates) for row in found]
        return {unit: n[""] for unit, n in credited(self.lens, counts).items()}

    def ahead(self, unit: str, until: str) -> Ahead:
        """Who is on the way at a unit, and how many enter there on each day until the last."""
        waiting = [Open(s.stage, s.days) for s in self._spells(unit) if s.ended_in == "open"]
        days = (date.fromisoformat(until) - self._on).days
        return Ahead(waiting, days, self.entries(unit).a_day)

    def past_of(self, unit: str) -> UnitRow | None:
        """The unit, or the nearest above it, of which enough past paths are known."""
        found = (name for name in self._upwards(unit) if self.durations(name).fewest >= LEAST)
        return next((self._named[name] for name in found), None)

    def durations(self, unit: str) -> Durations:
        """How long the stages took at a unit."""
        if unit not in self._durations:
            self._durations[unit] = Durations(self._spells(unit), self._last)
        return self._durations[unit]

    def entries(self, unit: str) -> Entries:
        """Those of the last 365 days, or of as many as have passed since the first is known.

        It is the first of the highest unit above: a unit with a rate of its own, or with its part
        of one from above, has the same.
        """
        above = [self._entered.get(name, ()) for name in self._upwards(unit)]
        if not above or _lately(above[-1]) == 0:
            return Entries(0, None)
        return Entries(_lately(above[0]), min(ENTRY_DAYS, max(above[-1]) + 1))

    @cached_property
    def _named(self) -> dict[str, UnitRow]:
        return {row.unit: row for row in self.lens.units}

    @cached_property
    def _on(self) -> date:
        return date.fromisoformat(self.moment.as_of)

    @cached_property
    def _paths(self) -> dict[str, list[PathSoFar]]:
        """By unit, those of it and of all under it."""
        found: dict[str, list[PathSoFar]] = {}
        for path in paths_so_far(self._connection, self._milestone, **self.moment._asdict()):
            for unit in self._upwards(path.unit):
                found.setdefault(unit, []).append(path)
        return found

    def _spells(self, unit: str) -> list[Spell]:
        paths = self._paths.get(unit, ())
        return [spell for path in paths for spell in spells_of(path, self._last, self._on)]

    @cached_property
    def _entered(self) -> dict[str, list[int]]:
        """By unit with all under it, how many days ago each path began that began with the pool."""
        found: dict[str, list[int]] = {}
        for unit, paths in self._paths.items():
            first = (path.stages[0] for path in paths)
            days = (date.fromisoformat(day) for stage, day in first if stage == _ENTERED)
            found[unit] = [(self._on - day).days for day in days]
        return found

    def _upwards(self, unit: str) -> tuple[str, ...]:
        return self.lens.credit(unit, self.moment.as_of)


class Log:
    """What was known at each moment, read once; `known_by` says what was recorded by a day."""

    def __init__(self, connection: Connection, tree: str, known_by: Callable[[str], int]) -> None:
        self._connection, self._tree, self._known_by = connection, tree, known_by
        self._read: dict[tuple[int, Moment], Known] = {}

    def known(self, year: int, moment: Moment) -> Known:
        """What was known of the units of a year at a moment."""
        if (year, moment) not in self._read:
            self._read[year, moment] = Known(self._connection, self._tree, year, moment)
        return self._read[year, moment]

    def then(self, day: str, moment: Moment) -> Moment:
        """An earlier day with what was recorded by its end, and known at the moment."""
        recorded, known_at = self._known_by(day), moment.known_at
        return Moment(day, recorded if known_at is None else min(recorded, known_at))


def _lately(ages: Sequence[int]) -> int:
    return sum(age < ENTRY_DAYS for age in ages)
