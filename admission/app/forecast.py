"""Admissions of each unit by the end of a year, forecast."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from admission.app.forecast_known import Log
from admission.app.forecast_spread import Missed, missed
from admission.app.forecast_sums import NOBODY, Interval, interval_of
from admission.projections.asking import Moment
from admission.projections.units.tree import UnitRow

_AT_ONCE: Final = 5_000


class ForecastRow(NamedTuple):
    """One unit with all under it; `expected` is None where too few past paths are known.

    `entrants` is the part of `expected` that had not entered on the day asked, None where no
    entries are known; their rate is that of the `entry_days` before. From `low` to `high` lie
    `stated` per cent of all cases, 80 as near as whole numbers can. By `pace` per cent past
    forecasts missed for all of a root together, `own` multiplies the variance of each unit of its
    kind beyond that, see `Missed`; known from the ends of so many `quarters`. `past_of` is the unit
    whose past paths it rests on, `past_paths` how many left the stage that the fewest did.
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
    stated: int | None
    pace: float
    own: float
    quarters: int
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
    """The forecast of units at one moment, of each when it is asked for.

    Of those that the score is told of, or of the units given.
    """

    def __init__(self, asked: Asked, moment: Moment, units: Sequence[UnitRow] = ()) -> None:
        self._asked = asked
        self._moment = moment._replace(as_of=min(moment.as_of, asked.until))
        self._known = asked.log.known(asked.year, self._moment, units)
        self._units = units or self._known.units

    @cached_property
    def missed(self) -> Missed:
        """How past forecasts that look as far ahead went wrong."""
        return missed(self._asked.log, self._moment, self._asked.until)

    def rows(self) -> Iterator[ForecastRow]:
        """One row a unit."""
        return map(self._row, self._units)

    def _row(self, unit: UnitRow) -> ForecastRow:
        past, admitted = self._known.past_of(unit.unit), self._known.admitted.get(unit.unit, 0)
        found, entry_days = self._interval(unit), self._known.entries(unit.unit).days
        return ForecastRow(
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
            stated=round(100 * found.stated) if found else None,
            pace=round(100 * self.missed.pace, 1),
            own=round(self.missed.own_of(unit.kind), 1),
            quarters=self.missed.quarters,
            entry_days=entry_days,
            past_of=past.unit if past else None,
            past_of_name=past.name if past else None,
            past_paths=self._known.durations(past.unit).fewest if past else None,
        )

    def _interval(self, unit: UnitRow) -> Interval | None:
        ahead = self._known.ahead(unit.unit, self._asked.until)
        past = self._known.past_of(unit.unit)
        if not ahead.days or not (ahead.waiting or ahead.entries_a_day):
            return NOBODY
        if past is None:
            return None
        durations = self._known.durations(past.unit)
        likely = durations.likely(ahead)
        return interval_of(likely, self.missed.doubt(likely, unit.kind, durations.fewest))


def forecasts(asked: Asked, moment: Moment, units: Sequence[UnitRow]) -> Iterator[ForecastRow]:
    """The forecasts of units, of so many at a time that memory stays flat."""
    for first in range(0, len(units), _AT_ONCE):
        yield from Forecast(asked, moment, units[first : first + _AT_ONCE]).rows()
