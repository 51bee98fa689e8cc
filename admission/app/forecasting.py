"""How likely an open path comes to admission in some days, from how past ones went; added up.

Each stage is estimated by itself: by which day it is left, by Kaplan and Meier, for whoever is in
it has not left it yet; and how many of those who leave it on that day go on (Aalen and Johansen).
What is left of a path is the sum of its stages. The people are added up as independent.
"""

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.stats import CensoredData, ecdf

from admission.projections.forecast.queries import PathSoFar

Days = np.ndarray[Any, np.dtype[np.int64]]
Numbers = np.ndarray[Any, np.dtype[np.float64]]

LEAST: Final = 20
"""How many past paths must have left each stage; with fewer there is no forecast."""
SURE: Final = 0.8
_DAYS: Final = 5 * 366 + 1
_SLOW, _LIKELY, _FAST = range(3)


class Spell(NamedTuple):
    """So many days in a stage; `ended_in` is `next`, `end`, or `open` where it still lasts."""

    stage: int
    days: int
    ended_in: str


class Open(NamedTuple):
    """A path that goes on: its stage, and for how many days it has been there."""

    stage: int
    days: int


class Interval(NamedTuple):
    """How many are likely, and between which numbers in four cases of five."""

    expected: float
    low: int
    high: int


def spells_of(path: PathSoFar, stages: int, on: date) -> Iterator[Spell]:
    """The stages of a path as they were known on a day, the last of which may be open."""
    days = [(stage, date.fromisoformat(day)) for stage, day in path.stages]
    for (stage, since), (_, until) in pairwise(days):
        yield Spell(stage, max(0, (until - since).days), "next")
    stage, since = days[-1]
    if stage < stages:
        until = date.fromisoformat(path.ended) if path.ended else on
        yield Spell(stage, max(0, (until - since).days), "end" if path.ended else "open")


class Durations:
    """How long each of the stages before the last took, of some past paths."""

    def __init__(self, spells: Iterable[Spell], stages: int) -> None:
        self._by_stage: list[list[Spell]] = [[] for _ in range(stages)]
        for spell in spells:
            self._by_stage[spell.stage].append(spell)

    @cached_property
    def fewest(self) -> int:
        """How many past paths left the stage that the fewest did."""
        return min(sum(s.ended_in != "open" for s in stage) for stage in self._by_stage)

    def interval(self, open_paths: Sequence[Open], ahead: int) -> Interval:
        """How many of these paths come to the last stage in the days ahead.

        The lower end is the 10th percentile where every stage takes as long as the interval of its
        curve allows, the upper end the 90th where every stage takes as short.
        """
        chances = [self._chances(open_paths, ahead, bound) for bound in (_SLOW, _LIKELY, _FAST)]
        low, high = (1 - SURE) / 2, (1 + SURE) / 2
        return Interval(
            float(sum(chances[_LIKELY])),
            _quantile(chances[_SLOW], low),
            _quantile(chances[_FAST], high),
        )

    def _chances(self, open_paths: Sequence[Open], ahead: int, bound: int) -> list[float]:
        curves = [curve[bound] for curve in self._curves]
        rest = [np.ones(ahead + 1)]
        for leaving in reversed(curves):
            rest.insert(0, np.convolve(leaving.on[: ahead + 1], rest[0])[: ahead + 1])
        return [_chance(curves[path.stage], path.days, rest[path.stage + 1]) for path in open_paths]

    @cached_property
    def _curves(self) -> list[tuple["_Leaving", ...]]:
        return [_leaving(spells) for spells in self._by_stage]


class _Leaving(NamedTuple):
    """By day in a stage, the share of all who go on from it then, and who are still in it after."""

    on: Numbers
    still: Numbers


def _leaving(spells: Sequence[Spell]) -> tuple[_Leaving, ...]:
    """A stage's curve at its slowest, as is likely, and at its fastest."""
    left = [spell.days for spell in spells if spell.ended_in != "open"]
    open_ = [spell.days for spell in spells if spell.ended_in == "open"]
    went_on = Counter(spell.days for spell in spells if spell.ended_in == "next")
    known = Counter(left)
    estimate = ecdf(CensoredData(uncensored=left, right=open_)).cdf
    days = estimate.quantiles.astype(int)
    share = np.array([went_on[day] / known[day] if day in known else 0.0 for day in days.tolist()])
    with warnings.catch_warnings():  # where it is undefined the estimate itself is taken
        warnings.simplefilter("ignore", RuntimeWarning)
        bounds = estimate.confidence_interval(SURE, method="log-log")
    likely = estimate.probabilities
    return tuple(
        _on_days(days, np.maximum.accumulate(np.where(np.isnan(curve), likely, curve)), share)
        for curve in (bounds.low.probabilities, likely, bounds.high.probabilities)
    )


def _on_days(days: Days, curve: Numbers, share: Numbers) -> _Leaving:
    leaving, on = np.zeros(_DAYS), np.zeros(_DAYS)
    steps = np.diff(curve, prepend=0.0)
    np.add.at(leaving, days, steps)
    np.add.at(on, days, steps * share)
    return _Leaving(on, 1 - np.cumsum(leaving))


def _chance(leaving: _Leaving, days: int, rest: Numbers) -> float:
    """Of one who has been in a stage for some days: out of it, and through the rest, in time."""
    ahead, still = len(rest) - 1, leaving.still[min(days, _DAYS - 1)]
    going = leaving.on[days + 1 : days + ahead + 1]
    if still <= 0 or not going.size:
        return 0.0
    return float(min(1.0, going @ rest[ahead - 1 :: -1][: going.size] / still))


def _quantile(chances: Iterable[float], share: float) -> int:
    """The least number that so many of all cases do not exceed (Poisson's binomial)."""
    cases = np.ones(1)
    for chance in chances:
        cases = np.convolve(cases, [1 - chance, chance])
    return int(np.searchsorted(np.cumsum(cases), share))
