"""By how much more than their chances say the numbers of a forecast vary, from past forecasts."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.app.forecast_known import Known, Log
from admission.projections.asking import Moment
from admission.projections.periods import last_day

_LEAST_COMPARED: Final = 4
_LEAST_VARIANCE: Final = 1.0
_DEPTH: Final = 1
_QUARTER: Final = 365.25 / 4


def spread_of(log: Log, moment: Moment, until: str) -> float | None:
    """The mean squared standardised error of past forecasts, at least 1; None of fewer than four.

    They are those of the roots and the units right below them, made at the ends of quarters of the
    last three years with what was known then, as many quarters ahead as is asked, and over by the
    day asked. A forecast whose variance is under 1 is not compared. The units miss together; it is
    not corrected for that.
    """
    on = moment.as_of
    ahead = max(1, round((date.fromisoformat(until) - date.fromisoformat(on)).days / _QUARTER))
    ends = [end for year in range(int(on[:4]) - 2, int(on[:4]) + 1) for end in quarter_ends(year)]
    over = [(end, then) for end, then in zip(ends, ends[ahead:], strict=False) if then <= on]
    errors = [error for end, then in over for error in _errors(log, end, then, moment)]
    if len(errors) < _LEAST_COMPARED:
        return None
    return round(max(1.0, sum(errors) / len(errors)), 1)


def quarter_ends(year: int) -> list[str]:
    """The last days of the quarters of a year (ISO)."""
    return [last_day(f"{year}-Q{quarter}") for quarter in range(1, 5)]


def _errors(log: Log, end: str, until: str, moment: Moment) -> Iterator[float]:
    """The squared standardised errors of the forecasts made at the end of a quarter."""
    year = int(end[:4])
    then, later = log.known(year, log.then(end, moment)), moment._replace(as_of=until)
    admitted = log.known(year, later).admitted
    for unit in then.lens.units:
        if unit.depth <= _DEPTH:
            came = admitted.get(unit.unit, 0) - then.admitted.get(unit.unit, 0)
            yield from _error(then, unit.unit, until, came)


def _error(then: Known, unit: str, until: str, came: int) -> Iterator[float]:
    past = then.past_of(unit)
    if past is None:
        return
    likely = then.durations(past.unit).likely(then.ahead(unit, until))
    if likely.variance >= _LEAST_VARIANCE:
        yield (likely.expected - came) ** 2 / likely.variance
