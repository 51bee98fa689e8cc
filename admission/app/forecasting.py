"""How likely an open path comes to admission in some days, from how past ones went; added up.

Each stage is estimated by itself: by which day it is left, by Kaplan and Meier, for whoever is in
it has not left it yet; and how many of those who leave it on that day go on (Aalen and Johansen).
What is left of a path is the sum of its stages. Who enters after the day asked is estimated by the
same curves, from the day of entry on. How the people are added up: `forecast_sums`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.stats import CensoredData, ecdf

from admission.app.forecast_sums import NO_DOUBT, Doubt, Interval, Likely, Numbers, interval_of
from admission.projections.forecast.queries import PathsSoFar

Days = np.ndarray[Any, np.dtype[np.int64]]

LEAST: Final = 20
"""How many past paths must have left each stage; with fewer there is no forecast."""


class Spell(NamedTuple):
    """So many days in a stage; `ended_in` is `next`, `end`, or `open` where it still lasts."""

    stage: int
    days: int
    ended_in: str


class Open(NamedTuple):
    """A path that goes on: its stage, and for how many days it has been there."""

    stage: int
    days: int


class Ahead(NamedTuple):
    """What is estimated: open paths, the days ahead, and how many enter on each of them."""

    waiting: Mapping[Open, int]
    days: int
    entries_a_day: float = 0.0

    @property
    def people(self) -> int:
        """How many open paths there are."""
        return sum(self.waiting.values())


@lru_cache(maxsize=4096)
def day_of(text: str) -> date:
    """The day that a text says (ISO); paths of five years have the same days over and over."""
    return date.fromisoformat(text)


def spells_of(path: PathsSoFar, stages: int, on: date) -> Iterator[Spell]:
    """The stages of paths as they were known on a day, the last of which may be open."""
    days = [(stage, day_of(day)) for stage, day in path.stages]
    for (stage, since), (_, until) in pairwise(days):
        yield Spell(stage, max(0, (until - since).days), "next")
    stage, since = days[-1]
    if stage < stages:
        until = day_of(path.ended) if path.ended else on
        yield Spell(stage, max(0, (until - since).days), "end" if path.ended else "open")


class Durations:
    """How long each of the stages before the last took, of some past paths."""

    def __init__(self, spells: Mapping[Spell, int], stages: int) -> None:
        self._by_stage: list[dict[Spell, int]] = [{} for _ in range(stages)]
        for spell, people in spells.items():
            self._by_stage[spell.stage][spell] = people

    @cached_property
    def fewest(self) -> int:
        """How many past paths left the stage that the fewest did."""
        return min(
            sum(people for spell, people in stage.items() if spell.ended_in != "open")
            for stage in self._by_stage
        )

    def interval(self, ahead: Ahead, doubt: Doubt = NO_DOUBT) -> Interval:
        """How many come to the last stage in the days ahead."""
        return interval_of(self.likely(ahead), doubt)

    def likely(self, ahead: Ahead) -> Likely:
        """The chances of all who may come; entrants of the last day do not."""
        rest = self._rest(ahead.days)
        chances = Counter[float]()
        for (at, days), people in ahead.waiting.items():
            chances[_chance(self._curves[at], days, rest[at + 1])] += people
        return Likely(chances, ahead.entries_a_day * float(rest[0][: ahead.days].sum()))

    def _rest(self, days: int) -> list[Numbers]:
        """By stage, the chance of whoever enters it to come within 0, 1, 2 … of these days."""
        if days not in self._rests:
            rest = [np.ones(days + 1)]
            for leaving in reversed(self._curves):
                rest.insert(0, np.convolve(leaving.on[: days + 1], rest[0])[: days + 1])
            self._rests[days] = rest
        return self._rests[days]

    @cached_property
    def _rests(self) -> dict[int, list[Numbers]]:
        return {}

    @cached_property
    def _curves(self) -> list["_Leaving"]:
        return [_leaving(spells) for spells in self._by_stage]


class _Leaving(NamedTuple):
    """By day in a stage, the share of all who go on from it then, and who are still in it after."""

    on: Numbers
    still: Numbers


def _leaving(spells: Mapping[Spell, int]) -> _Leaving:
    """A stage's curve."""
    by_end = {end: Counter[int]() for end in ("next", "end", "open")}
    for spell, people in spells.items():
        by_end[spell.ended_in][spell.days] += people
    went_on, known = by_end["next"], by_end["next"] + by_end["end"]
    data = CensoredData(uncensored=_each(known), right=_each(by_end["open"]))
    estimate = ecdf(data).cdf
    days = estimate.quantiles.astype(int)
    share = np.array([went_on[day] / known[day] if day in known else 0.0 for day in days.tolist()])
    return _on_days(days, estimate.probabilities, share)


def _each(people: Mapping[int, int]) -> Days:
    """The days of everybody, one after the other."""
    return np.repeat(np.array(list(people), dtype=np.int64), list(people.values()))


def _on_days(days: Days, curve: Numbers, share: Numbers) -> _Leaving:
    length = int(days.max(initial=0)) + 1
    leaving, on = np.zeros(length), np.zeros(length)
    steps = np.diff(curve, prepend=0.0)
    np.add.at(leaving, days, steps)
    np.add.at(on, days, steps * share)
    return _Leaving(on, 1 - np.cumsum(leaving))


def _chance(leaving: _Leaving, days: int, rest: Numbers) -> float:
    """Of one who has been in a stage for some days: out of it, and through the rest, in time."""
    ahead, still = len(rest) - 1, leaving.still[min(days, len(leaving.still) - 1)]
    going = leaving.on[days + 1 : days + ahead + 1]
    if still <= 0 or not going.size:
        return 0.0
    return float(min(1.0, going @ rest[ahead - 1 :: -1][: going.size] / still))
