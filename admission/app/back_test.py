"""How well past forecasts did: what was expected at the ends of quarters, and what came of it."""

from collections.abc import Iterator
from typing import NamedTuple

from admission.app.forecast import Asked, Forecast, ForecastRow
from admission.app.forecast_spread import quarter_ends
from admission.projections.asking import Moment


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
    pace: float | None
    own: float | None
    entry_days: int | None
    actual: int | None
    error: float | None
    inside: bool | None


def back_test(asked: Asked, moment: Moment) -> Iterator[BackTestRow]:
    """The forecasts at the ends of the quarters of a year, each from what was known on that day.

    What came of it is counted at `moment`; None as long as the last day asked about is not over.
    """
    over = moment.as_of >= asked.until
    last = moment._replace(as_of=asked.until)
    actual = asked.log.admitted(asked.year, last) if over else {}
    for end in quarter_ends(asked.year):
        if end < asked.until and end <= moment.as_of:
            for row in Forecast(asked, asked.log.then(end, moment)).rows():
                yield _compared(row, end, actual.get(row.unit, 0) if over else None)


def _compared(row: ForecastRow, end: str, actual: int | None) -> BackTestRow:
    error = inside = None
    if None not in (actual, row.expected):
        error = round((row.expected or 0) - (actual or 0), 1)
        inside = (row.low or 0) <= (actual or 0) <= (row.high or 0)
    about = row._asdict()
    same = {key: about[key] for key in BackTestRow._fields if key in about}
    return BackTestRow(quarter_end=end, actual=actual, error=error, inside=inside, **same)
