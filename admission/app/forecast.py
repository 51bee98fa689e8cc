"""Admissions of each unit by the end of a year, forecast."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from admission.app.forecast_known import Log
from admission.app.forecast_spread import spread_of
from admission.app.forecast_sums import Interval
from admission.projections.asking import Moment
from admission.projections.units.lenses import Lens
from admission.projections.units.tree import UnitRow


class ForecastRow(NamedTuple):
    """One unit with all under it; `expected` is None where too few past paths are known.

    `entrants` is the part of `expected` that had not entered on the day asked, None where no
    entries are known; their rate is that of the `entry_days` before. `low` and `high` hold four
    cases of five if the method is right; `spread` is what their variance was multiplied by, None
    where too few past forecasts can be compared. `past_of` is the unit whose past paths it rests
    on, `past_paths` how many of them left the stage that the fewest did.
    """

    unit: str
    name: str
    code: str | None
    kind: str
    depth: int
    admitted: int
    on_the_way: int
    entrants: float | None
    expected: float | None
    low: int | None
    high: int | None
    spread: float | None
    entry_days: int | None
    past_of: str | None
    past_of_name: str | None
    past_paths: int | None


class Asked(NamedTuple):
    """Who is forecast: a unit (None: every root) and those under it to a depth, in a year."""

    log: Log
    year: int
    until: str
    unit: str | None = None
    depth: int = 1


class Forecast:
    """The forecast of every unit at one moment, each made when it is asked for."""

    def __init__(self, asked: Asked, moment: Moment) -> None:
        self._asked = asked
        self._moment = moment._replace(as_of=min(moment.as_of, asked.until))
        self._known = asked.log.known(asked.year, self._moment)
        self.admitted = self._known.admitted

    @cached_property
    def units(self) -> list[UnitRow]:
        """The units that are asked for, parent first; `depth` from the first of them."""
        return list(_under(self._known.lens, self._asked))

    @cached_property
    def spread(self) -> float | None:
        """What the variance is multiplied by, as past forecasts went wrong."""
        return spread_of(self._asked.log, self._moment, self._asked.until)

    def rows(self) -> Iterator[ForecastRow]:
        """One row a unit."""
        for unit in self.units:
            past, admitted = self._known.past_of(unit.unit), self.admitted.get(unit.unit, 0)
            found, entry_days = self._interval(unit), self._known.entries(unit.unit).days
            yield ForecastRow(
                unit=unit.unit,
                name=unit.name,
                code=unit.code,
                kind=unit.kind,
                depth=unit.depth,
                admitted=admitted,
                on_the_way=len(self._known.ahead(unit.unit, self._asked.until).waiting),
                entrants=round(found.entrants, 1) if found and entry_days else None,
                expected=round(admitted + found.expected, 1) if found else None,
                low=admitted + found.low if found else None,
                high=admitted + found.high if found else None,
                spread=self.spread,
                entry_days=entry_days,
                past_of=past.unit if past else None,
                past_of_name=past.name if past else None,
                past_paths=self._known.durations(past.unit).fewest if past else None,
            )

    def _interval(self, unit: UnitRow) -> Interval | None:
        ahead = self._known.ahead(unit.unit, self._asked.until)
        past = self._known.past_of(unit.unit)
        if not ahead.days or not (ahead.waiting or ahead.entries_a_day):
            return Interval(0.0, 0, 0, 0.0)
        if past is None:
            return None
        return self._known.durations(past.unit).interval(ahead, self.spread or 1.0)


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
