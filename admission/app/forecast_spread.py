"""By how much more than their chances say the numbers of a forecast vary, from past forecasts."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import sqrt
from statistics import fmean, median
from typing import Final, NamedTuple

from admission.app.forecast_known import Known, Log
from admission.app.forecast_sums import Likely
from admission.projections.asking import Moment
from admission.projections.periods import last_day

_LEAST_COMPARED: Final = 4
_LEAST_VARIANCE: Final = 1.0
_QUARTER: Final = 365.25 / 4
_DEVIATION_BY_MEDIAN: Final = 1.4826
"""The standard deviation of a normal distribution by the median without its sign."""


class Missed(NamedTuple):
    """How past forecasts missed: `pace` all units of a root together, `own` each beyond that.

    `pace` is a standard deviation, as a part of what was expected; `own` multiplies the variance.
    """

    pace: float
    own: float

    def spread(self, likely: Likely) -> float:
        """What the variance of one forecast is to be multiplied by, at least 1."""
        if not likely.variance:
            return 1.0
        return round(self.own + (self.pace * likely.expected) ** 2 / likely.variance, 1)


class _Compared(NamedTuple):
    """A forecast of a unit and what came of it, beside that of the root that it is under."""

    likely: Likely
    came: int

    @property
    def part(self) -> float:
        """By what part of what was expected more came."""
        return (self.came - self.likely.expected) / self.likely.expected

    def beyond(self, part: float) -> float:
        """The squared standardised error, where by such a part more was to come."""
        return (self.came - self.likely.expected * (1 + part)) ** 2 / self.likely.variance


def missed(log: Log, moment: Moment, until: str) -> Missed | None:
    """How past forecasts missed; None where fewer than four of them can be compared.

    They are those of the roots and the units right below them, made at the ends of quarters of the
    last three years with what was known then, as many quarters ahead as is asked, and over by the
    day asked. A forecast whose variance is under 1 is not compared. What a root missed by is taken
    for the pace of all under it in that quarter.
    """
    groups = [
        group
        for end, then in _over(moment.as_of, until)
        for group in _groups(log, end, then, moment)
    ]
    if sum(map(len, groups)) < _LEAST_COMPARED:
        return None
    beyond = [each.beyond(group[0].part) for group in groups for each in group[1:]]
    own = max(1.0, fmean(beyond)) if beyond else 1.0
    return Missed(_pace([group[0] for group in groups]), own)


def quarter_ends(year: int) -> list[str]:
    """The last days of the quarters of a year (ISO)."""
    return [last_day(f"{year}-Q{quarter}") for quarter in range(1, 5)]


def _over(on: str, until: str) -> Iterator[tuple[str, str]]:
    """From when to when past forecasts went that look as far ahead."""
    ahead = max(1, round((date.fromisoformat(until) - date.fromisoformat(on)).days / _QUARTER))
    ends = [end for year in range(int(on[:4]) - 2, int(on[:4]) + 1) for end in quarter_ends(year)]
    return ((end, then) for end, then in zip(ends, ends[ahead:], strict=False) if then <= on)


def _pace(roots: Sequence[_Compared]) -> float:
    """The spread of what roots missed by, but for what chance alone makes of it.

    By the median: the first quarters of a log tell how it began rather than how it goes on.
    """
    whole = _DEVIATION_BY_MEDIAN * median(abs(root.part) for root in roots)
    chance = median(root.likely.variance / root.likely.expected**2 for root in roots)
    return sqrt(max(0.0, whole**2 - chance))


def _groups(log: Log, end: str, until: str, moment: Moment) -> Iterator[list[_Compared]]:
    """The forecasts made at the end of a quarter: of each root, then of those right below it."""
    year = int(end[:4])
    then, later = log.known(year, log.then(end, moment)), moment._replace(as_of=until)
    admitted, group = log.admitted(year, later), list[_Compared]()
    for unit in then.highest:
        if unit.depth == 0:
            yield from [group] if group else []
            group = []
        came = admitted.get(unit.unit, 0) - then.admitted.get(unit.unit, 0)
        found = _compared(then, unit.unit, until, came)
        if found and (group or unit.depth == 0):
            group.append(found)
    yield from [group] if group else []


def _compared(then: Known, unit: str, until: str, came: int) -> _Compared | None:
    past = then.past_of(unit)
    if past is None:
        return None
    likely = then.durations(past.unit).likely(then.ahead(unit, until))
    return _Compared(likely, came) if likely.variance >= _LEAST_VARIANCE else None
