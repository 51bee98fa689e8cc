"""How many people come, each with a chance of their own, and of those who enter only later."""

from collections.abc import Mapping
from math import ceil, floor, fsum, sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.stats import binom, poisson

Numbers = np.ndarray[Any, np.dtype[np.float64]]

SURE: Final = 0.8
_LOW: Final = (1 - SURE) / 2
_HIGH: Final = (1 + SURE) / 2
_NO_CASE: Final = 1e-12
_IMPOSSIBLE: Final = 1e-20
_SHOWN: Final = 1
"""Decimals of what is expected; the interval holds it as it is shown."""


class Interval(NamedTuple):
    """How many are likely, and between which numbers in four cases of five.

    `entrants` is the part of `expected` that has not entered yet.
    """

    expected: float
    low: int
    high: int
    entrants: float


class Likely(NamedTuple):
    """How many there are with each chance, and how many come of those who are not there yet."""

    chances: Mapping[float, int]
    entrants: float = 0.0

    @property
    def expected(self) -> float:
        """How many come on average."""
        return fsum(p * n for p, n in self.chances.items()) + self.entrants

    @property
    def variance(self) -> float:
        """Of how many come: Poisson's binomial, and Poisson's distribution of the entrants."""
        return fsum(p * (1 - p) * n for p, n in self.chances.items()) + self.entrants

    def cases(self) -> Numbers:
        """How likely it is that 0, 1, 2 … come; all of them independent."""
        first, cases = 0, np.ones(1)
        for chance, people in self.chances.items():
            if chance < _IMPOSSIBLE:
                continue
            some = binom.pmf(np.arange(people + 1), people, chance)
            first, cases = _that_occur(first, np.convolve(cases, some))
        if self.entrants:
            most = int(poisson.isf(_NO_CASE, self.entrants))
            cases = np.convolve(cases, poisson.pmf(np.arange(most + 1), self.entrants))
        return np.concatenate([np.zeros(first), cases])


def _that_occur(first: int, cases: Numbers) -> tuple[int, Numbers]:
    """The cases without those at either end that are as good as impossible; which is the first."""
    (likely,) = np.nonzero(cases > _IMPOSSIBLE)
    low, high = int(likely[0]), int(likely[-1])
    return first + low, cases[low : high + 1]


def quantile(cases: Numbers, share: float) -> int:
    """The least number that so many of all cases do not exceed."""
    return int(np.searchsorted(np.cumsum(cases), share))


def interval_of(slow: Likely, likely: Likely, fast: Likely, spread: float) -> Interval:
    """The interval from slow to fast, and of the likely with its variance so many times as large.

    It holds what is expected.
    """
    expected, cases = likely.expected, likely.cases()
    shown = round(expected, _SHOWN)
    lows = (quantile(slow.cases(), _LOW), _stretched(expected, quantile(cases, _LOW), spread))
    highs = (quantile(fast.cases(), _HIGH), _stretched(expected, quantile(cases, _HIGH), spread))
    low, high = floor(min(*lows, shown)), ceil(max(*highs, shown))
    return Interval(expected, max(0, low), high, likely.entrants)


def _stretched(middle: float, end: int, spread: float) -> float:
    """An end of an interval whose variance is multiplied; to the decimals that are shown."""
    return round(middle + sqrt(spread) * (end - middle), _SHOWN)
