"""How many people come, each with a chance of their own, and of those who enter only later."""

from collections.abc import Mapping
from itertools import product
from math import ceil, fsum
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.signal import fftconvolve
from scipy.stats import binom, poisson, t

Numbers = np.ndarray[Any, np.dtype[np.float64]]

SURE: Final = 0.8
_LOW: Final = (1 - SURE) / 2
_HIGH: Final = (1 + SURE) / 2
_NO_CASE: Final = 1e-12
_IMPOSSIBLE: Final = 1e-20
_HARDLY: Final = 0.005
"""What lies further out at either end of a doubt is taken together: no end of an interval does."""


class Interval(NamedTuple):
    """How many are likely, and between which numbers in four cases of five, as near as can be.

    `stated` is the share of cases from `low` to `high`: of few people no two whole numbers hold
    just four of five. `entrants` is the part of `expected` that has not entered yet.
    """

    expected: float
    low: int
    high: int
    stated: float
    entrants: float


NOBODY: Final = Interval(0.0, 0, 0, 1.0, 0.0)


class Doubt(NamedTuple):
    """How far what comes lies from what is likely, beside chance: Student's distribution.

    `people` is its scale; the fewer past forecasts it is known from, the less `freedom`.
    """

    people: float = 0.0
    freedom: float = 1.0

    def cases(self) -> Numbers:
        """How likely each whole number of people is, of which the middle one is 0."""
        if self.people < _IMPOSSIBLE:
            return np.ones(1)
        most = ceil(self.people * float(t.isf(_HARDLY, self.freedom)))
        borders = (np.arange(-most, most) + 0.5) / self.people
        return np.diff(t.cdf(borders, self.freedom), prepend=0.0, append=1.0)


NO_DOUBT: Final = Doubt()


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

    @property
    def most(self) -> int | None:
        """How many there are; None where more can enter."""
        there = sum(n for p, n in self.chances.items() if p >= _IMPOSSIBLE)
        return None if self.entrants else there

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


def interval_of(likely: Likely, doubt: Doubt) -> Interval:
    """The interval of what is likely with the doubt about it."""
    cases = _doubted(likely, doubt.cases())
    low, high, stated = _nearest(np.cumsum(cases))
    return Interval(likely.expected, low, high, stated, likely.entrants)


def _doubted(likely: Likely, doubt: Numbers) -> Numbers:
    """Both together: never fewer than nobody, nor more than there are."""
    middle = len(doubt) // 2
    both: Numbers = np.maximum(fftconvolve(likely.cases(), doubt), 0.0)
    possible = both[middle:].copy()
    possible[0] += both[:middle].sum()
    most = likely.most
    if most is None or most + 1 >= len(possible):
        return possible
    possible[most] += possible[most + 1 :].sum()
    return possible[: most + 1]


def _nearest(share: Numbers) -> tuple[int, int, float]:
    """Of the whole numbers at either end those that come nearest; and what lies between them."""
    low, high = (int(np.searchsorted(share, each)) for each in (_LOW, _HIGH))
    ends = product((low, low + 1), (high, high - 1))
    held = [
        (first, last, float(share[last] - (share[first - 1] if first else 0.0)))
        for first, last in ends
        if first <= last
    ]
    return min(held, key=lambda each: abs(each[2] - SURE))
