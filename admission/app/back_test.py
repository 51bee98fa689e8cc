"""How well past forecasts did: what was expected at the ends of quarters, and what came of it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from admission.app.forecast import Asked, Forecast, ForecastRow, forecasts
from admission.app.forecast_known import Scope
from admission.app.forecast_spread import quarter_ends
from admission.projections.asking import Moment
from admission.projections.units.tree import UnitRow


class BackTestRow(NamedTuple):
    """A forecast made with what was known at the end of a quarter, and what came of it."""

    quarter_end: str
    unit: str
    name: str
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
    actual: int | None
    error: float | None
    inside: bool | None


class Then(NamedTuple):
    """A unit as it was known at the end of a quarter."""

    end: str
    unit: UnitRow


def back_test(asked: Asked, moment: Moment) -> Iterator[BackTestRow]:
    """The forecasts of those units that the score is told of, at the ends of quarters."""
    for end in _ends(asked, moment):
        made = Forecast(asked, asked.log.then(end, moment)).rows()
        yield from _compared(asked, moment, end, made)


def units_then(asked: Asked, moment: Moment, scope: Scope) -> Iterator[Then]:
    """The units of a scope at the ends of the quarters of the year, in that order."""
    for end in _ends(asked, moment):
        for unit in asked.log.units(asked.year, asked.log.then(end, moment), scope):
            yield Then(end, unit)


def back_test_of(asked: Asked, moment: Moment, some: Sequence[Then]) -> Iterator[BackTestRow]:
    """The forecasts of some units, each made at the end of its quarter."""
    for end, each in groupby(some, attrgetter("end")):
        units = [then.unit for then in each]
        made = forecasts(asked, asked.log.then(end, moment), units)
        yield from _compared(asked, moment, end, made)


def _ends(asked: Asked, moment: Moment) -> list[str]:
    return [end for end in quarter_ends(asked.year) if end < asked.until and end <= moment.as_of]


def _compared(
    asked: Asked, moment: Moment, end: str, made: Iterable[ForecastRow]
) -> Iterator[BackTestRow]:
    """What came of it is counted at `moment`; None while the last day asked about is not over."""
    over = moment.as_of >= asked.until
    last = moment._replace(as_of=asked.until)
    rows = list(made)
    came = asked.log.admitted(asked.year, last, {row.unit for row in rows}) if over else {}
    for row in rows:
        yield _beside(row, end, came.get(row.unit, 0) if over else None)


def _beside(row: ForecastRow, end: str, actual: int | None) -> BackTestRow:
    error = inside = None
    if None not in (actual, row.expected):
        error = round((row.expected or 0) - (actual or 0), 1)
        inside = (row.low or 0) <= (actual or 0) <= (row.high or 0)
    about = row._asdict()
    same = {key: about[key] for key in BackTestRow._fields if key in about}
    return BackTestRow(quarter_end=end, actual=actual, error=error, inside=inside, **same)
