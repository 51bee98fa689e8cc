"""Admissions of each unit by the end of a year, forecast; and how well past forecasts did."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from admission.app.forecasting import LEAST, Durations, Interval, Open, Spell, spells_of
from admission.projections.asking import Connection, Moment
from admission.projections.forecast.queries import paths_so_far, stages_to
from admission.projections.milestones.queries import tally
from admission.projections.periods import last_day, year_until
from admission.projections.progress.sums import Count, credited
from admission.projections.rulebooks.queries import countings
from admission.projections.units.lenses import AS_WAS, Lens, lens_asked
from admission.projections.units.tree import UnitRow

KnownBy = Callable[[str], int]
"""The newest position that was recorded by the end of a day (ISO)."""


class ForecastRow(NamedTuple):
    """One unit with all under it; `expected` is None where too few past paths are known.

    `low` and `high` hold four cases of five if the method is right. `past_of` is the unit whose
    past paths it rests on, `past_paths` how many of them left the stage that the fewest did.
    """

    unit: str
    name: str
    code: str | None
    kind: str
    depth: int
    admitted: int
    on_the_way: int
    expected: float | None
    low: int | None
    high: int | None
    past_of: str | None
    past_of_name: str | None
    past_paths: int | None


class BackTestRow(NamedTuple):
    """A forecast made with what was known at the end of a quarter, and what came of it."""

    quarter_end: str
    unit: str
    name: str
    admitted: int
    on_the_way: int
    expected: float | None
    low: int | None
    high: int | None
    actual: int | None
    error: float | None
    inside: bool | None


class Asked(NamedTuple):
    """Who is forecast: a unit (None: every root) and those under it to a depth, in a year."""

    connection: Connection
    year: int
    until: str
    unit: str | None = None
    tree: str = AS_WAS
    depth: int = 1


class Forecast:
    """The forecast of every unit at one moment, each made when it is asked for."""

    def __init__(self, asked: Asked, moment: Moment) -> None:
        self._asked = asked
        self._on = min(moment.as_of, asked.until)
        days = (f"{asked.year}-01-01", self._on)
        connection, (as_of, known_at) = asked.connection, moment
        counting = countings(connection, self._on, as_of=as_of, known_at=known_at)["admitted"]
        self._last = len(stages_to(counting.milestone)) - 1
        period = year_until(asked.year, self._on)
        self._lens = lens_asked(connection, asked.tree, moment, period, None)
        kept = counting.cancelled == "kept"
        found = tally(connection, counting.milestone, *days, **moment._asdict(), cancelled_too=kept)
        counts = [Count(row.unit, row.on_day, "", row.candidates) for row in found]
        self.admitted = {unit: n[""] for unit, n in credited(self._lens, counts).items()}
        self._named = {row.unit: row for row in self._lens.units}
        self._spells: dict[str, list[Spell]] = {}
        for path in paths_so_far(connection, counting.milestone, as_of=self._on, known_at=known_at):
            spells = list(spells_of(path, self._last, date.fromisoformat(self._on)))
            for unit in self._lens.credit(path.unit, self._on):
                self._spells.setdefault(unit, []).extend(spells)
        self._durations: dict[str, Durations] = {}

    @cached_property
    def units(self) -> list[UnitRow]:
        """The units that are asked for, parent first; `depth` from the first of them."""
        return list(_under(self._lens, self._asked))

    def rows(self) -> Iterator[ForecastRow]:
        """One row a unit."""
        ahead = (date.fromisoformat(self._asked.until) - date.fromisoformat(self._on)).days
        for unit in self.units:
            spells, past = self._spells.get(unit.unit, ()), self._past_of(unit)
            waiting = [Open(s.stage, s.days) for s in spells if s.ended_in == "open"]
            admitted, found = self.admitted.get(unit.unit, 0), None
            if not waiting or not ahead:
                found = Interval(0.0, 0, 0)
            elif past:
                found = self._durations[past.unit].interval(waiting, ahead)
            expected, low, high = _added(admitted, found) if found else (None, None, None)
            yield ForecastRow(
                unit=unit.unit,
                name=unit.name,
                code=unit.code,
                kind=unit.kind,
                depth=unit.depth,
                admitted=admitted,
                on_the_way=len(waiting),
                expected=expected,
                low=low,
                high=high,
                past_of=past.unit if past else None,
                past_of_name=past.name if past else None,
                past_paths=self._durations[past.unit].fewest if past else None,
            )

    def _past_of(self, unit: UnitRow) -> UnitRow | None:
        """The unit, or the nearest above it, of which enough past paths are known."""
        for name in self._lens.credit(unit.unit, self._on):
            if name not in self._durations:
                self._durations[name] = Durations(self._spells.get(name, ()), self._last)
            if self._durations[name].fewest >= LEAST:
                return self._named[name]
        return None


def back_test(asked: Asked, moment: Moment, known_by: KnownBy) -> Iterator[BackTestRow]:
    """The forecasts at the ends of the quarters of a year, each from what was known on that day.

    What came of it is counted at `moment`; None as long as the last day asked about is not over.
    """
    over = moment.as_of >= asked.until
    actual = Forecast(asked, moment).admitted if over else {}
    for quarter in range(1, 5):
        end = last_day(f"{asked.year}-Q{quarter}")
        if end > moment.as_of or end >= asked.until:
            continue
        known = known_by(end) if moment.known_at is None else min(known_by(end), moment.known_at)
        for row in Forecast(asked, Moment(end, known)).rows():
            yield _compared(row, end, actual.get(row.unit, 0) if over else None)


def _compared(row: ForecastRow, end: str, actual: int | None) -> BackTestRow:
    error = inside = None
    if None not in (actual, row.expected):
        error = round((row.expected or 0) - (actual or 0), 1)
        inside = (row.low or 0) <= (actual or 0) <= (row.high or 0)
    about = (row.admitted, row.on_the_way, row.expected, row.low, row.high)
    return BackTestRow(end, row.unit, row.name, *about, actual, error, inside)


def _added(admitted: int, found: Interval) -> tuple[float, int, int]:
    return round(admitted + found.expected, 1), admitted + found.low, admitted + found.high


def _under(lens: Lens, asked: Asked) -> Iterator[UnitRow]:
    """The unit that is asked for and those under it; nothing where the tree has no such unit."""
    begun = 0 if asked.unit is None else None
    for row in lens.units:
        if row.unit == asked.unit:
            begun = row.depth
        elif asked.unit is not None and begun is not None and row.depth <= begun:
            return
        if begun is not None and row.depth - begun <= asked.depth:
            yield row._replace(depth=row.depth - begun)
