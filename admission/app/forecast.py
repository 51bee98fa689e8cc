"""Admissions of each unit by the end of a year, forecast."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from admission.app.forecast_known import Log
from admission.app.forecast_spread import Missed, missed
from admission.app.forecast_sums import Interval
from admission.projections.asking import Moment
from admission.projections.units.tree import UnitRow


class ForecastRow(NamedTuple):
    """One unit with all under it; `expected` is None where too few past paths are known.

    `entrants` is the part of `expected` that had not entered on the day asked, None where no
    entries are known; their rate is that of the `entry_days` before. `low` and `high` hold four
    cases of five if the method is right. By `pace` per cent past forecasts missed for all of a
    root together, `own` multiplies the variance of each beyond that, see `Missed`; None where
    too few past forecasts can be compared. `past_of` is the unit whose past paths it rests
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
    pace: float | None
    own: float | None
    entry_days: int | None
    past_of: str | None
    past_of_name: str | None
    past_paths: int | None


class Asked(NamedTuple):
    """What is forecast: the year, up to a day (ISO), of the units that the log is read for."""

    log: Log
    year: int
    until: str


class Forecast:
    """The forecast of every unit at one moment, each made when it is asked for."""

    def __init__(self, asked: Asked, moment: Moment) -> None:
        self._asked = asked
        self._moment = moment._replace(as_of=min(moment.as_of, asked.until))
        self._known = asked.log.known(asked.year, self._moment)

    @cached_property
    def missed(self) -> Missed | None:
        """How past forecasts that look as far ahead went wrong."""
        return missed(self._asked.log, self._moment, self._asked.until)

    def rows(self) -> Iterator[ForecastRow]:
        """One row a unit."""
        for unit in self._known.units:
            past, admitted = self._known.past_of(unit.unit), self._known.admitted.get(unit.unit, 0)
            found, entry_days = self._interval(unit), self._known.entries(unit.unit).days
            yield ForecastRow(
                unit=unit.unit,
                name=unit.name,
                code=unit.code,
                kind=unit.kind,
                depth=unit.depth,
                admitted=admitted,
                on_the_way=self._known.ahead(unit.unit, self._asked.until).people,
                entrants=round(found.entrants, 1) if found and entry_days else None,
                expected=round(admitted + found.expected, 1) if found else None,
                low=admitted + found.low if found else None,
                high=admitted + found.high if found else None,
                pace=round(100 * self.missed.pace, 1) if self.missed else None,
                own=round(self.missed.own, 1) if self.missed else None,
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
        durations = self._known.durations(past.unit)
        spread = self.missed.spread(durations.likely(ahead)) if self.missed else 1.0
        return durations.interval(ahead, spread)
