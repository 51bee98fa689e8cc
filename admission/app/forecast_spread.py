"""How far past forecasts missed: all units of a root together, and each beyond that."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import fsum, sqrt
from typing import Final, NamedTuple

from admission.app.forecast_known import Known, Log
from admission.app.forecast_sums import Doubt, Likely
from admission.projections.asking import Moment
from admission.projections.periods import last_day

_USUAL_PACE: Final = 0.15
_USUAL_FREEDOM: Final = 2.0
"""What is supposed before any forecast is over: 15 % either way, as if two of them had told so."""
_LEAST_OF_A_KIND: Final = 20
_LEAST_OF_A_ROOT: Final = 1.0
_QUARTER: Final = 365.25 / 4


class Missed(NamedTuple):
    """By how much past forecasts missed.

    `pace` is a standard deviation, as a part of what was expected, of all units of a root together;
    `quarters` from the ends of how many quarters it is known. `own` says for each kind of unit what
    the variance is multiplied by for what each missed by beyond that, at least 1; `others` is that
    of every other kind.
    """

    pace: float
    quarters: int
    own: Mapping[str, float]
    others: float

    def own_of(self, kind: str) -> float:
        """What the variance of a unit of a kind is multiplied by."""
        return self.own.get(kind, self.others)

    def doubt(self, likely: Likely, kind: str, past_paths: int) -> Doubt:
        """What is to be doubted of one forecast, which rests on so many past paths."""
        together = (self.pace * likely.expected) ** 2
        beyond = (self.own_of(kind) - 1) * likely.variance
        people = sqrt(together + beyond + _of_few(likely, past_paths))
        return Doubt(people, _USUAL_FREEDOM + self.quarters)


def _of_few(likely: Likely, past_paths: int) -> float:
    """The variance for how little so many past paths tell: of each chance as of a share of them."""
    return likely.variance * likely.expected / past_paths


class _Compared(NamedTuple):
    """A forecast of a unit and what came of it; on how many past paths it rested."""

    kind: str
    likely: Likely
    past_paths: int
    came: int

    @property
    def part(self) -> float:
        """By what part of what was expected more came."""
        return (self.came - self.likely.expected) / self.likely.expected

    @property
    def of_few(self) -> float:
        """The variance for how little its past tells."""
        return _of_few(self.likely, self.past_paths)

    @property
    def beyond_chance(self) -> float:
        """The square of that part, but for chance and for how little its past tells."""
        return self.part**2 - (self.likely.variance + self.of_few) / self.likely.expected**2

    def left(self, part: float) -> float:
        """The squared error, where by such a part more was to come, but for how little it knew."""
        return (self.came - self.likely.expected * (1 + part)) ** 2 - self.of_few


_Group = list[_Compared]
"""The forecast of a root, then those of units below it, made on one day."""


def missed(log: Log, moment: Moment, until: str) -> Missed:
    """How past forecasts missed that look as far ahead, as far as they are over by the day asked.

    They are those of `Known.sample`, made at the ends of quarters of the last three years with what
    was known then. What a root missed by is taken for the pace of all under it in that quarter.
    """
    by_end = {end: [*_groups(log, end, then, moment)] for end, then in _over(moment.as_of, until)}
    made = {end: groups for end, groups in by_end.items() if groups}
    groups = [group for each in made.values() for group in each]
    own, others = _own(groups)
    return Missed(_pace([group[0] for group in groups], len(made)), len(made), own, others)


def quarter_ends(year: int) -> list[str]:
    """The last days of the quarters of a year (ISO)."""
    return [last_day(f"{year}-Q{quarter}") for quarter in range(1, 5)]


def _over(on: str, until: str) -> Iterator[tuple[str, str]]:
    """From when to when past forecasts went that look as far ahead."""
    ahead = max(1, round((date.fromisoformat(until) - date.fromisoformat(on)).days / _QUARTER))
    ends = [end for year in range(int(on[:4]) - 2, int(on[:4]) + 1) for end in quarter_ends(year)]
    return ((end, then) for end, then in zip(ends, ends[ahead:], strict=False) if then <= on)


def _pace(roots: list[_Compared], quarters: int) -> float:
    """What roots missed by beyond chance; the fewer the quarters, the nearer to what is usual.

    Each is weighed by how many were expected: in the first quarters of a log next to nobody is, and
    what is missed of them tells how it began.
    """
    usual = _USUAL_FREEDOM * _USUAL_PACE**2
    expected = fsum(root.likely.expected for root in roots)
    found = fsum(root.beyond_chance * root.likely.expected for root in roots)
    part = max(0.0, found / expected) if roots else 0.0
    return sqrt((usual + quarters * part) / (_USUAL_FREEDOM + quarters))


def _own(groups: Iterable[_Group]) -> tuple[dict[str, float], float]:
    """By kind of unit, and of all: the squared errors that are left, by what chance makes of it."""
    by_kind: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for root, *below in groups:
        for each in below:
            by_kind[each.kind].append((each.left(root.part), each.likely.variance))
    every = [pair for pairs in by_kind.values() for pair in pairs]
    enough = {kind: pairs for kind, pairs in by_kind.items() if len(pairs) >= _LEAST_OF_A_KIND}
    return {kind: _times(pairs) for kind, pairs in enough.items()}, _times(every)


def _times(pairs: Iterable[tuple[float, float]]) -> float:
    left, by_chance = (sum(each) for each in zip((0.0, 0.0), *pairs, strict=True))
    return max(1.0, left / by_chance) if by_chance else 1.0


def _groups(log: Log, end: str, until: str, moment: Moment) -> Iterator[_Group]:
    """The forecasts made at the end of a quarter: of each root, then of those below it."""
    year = int(end[:4])
    then, later = log.known(year, log.then(end, moment)), moment._replace(as_of=until)
    admitted = log.admitted(year, later, {unit.unit for unit in then.sample})
    group = _Group()
    for unit in then.sample:
        if unit.depth == 0:
            yield from [group] if group else []
            group = []
        came = admitted.get(unit.unit, 0) - then.admitted.get(unit.unit, 0)
        found = _compared(then, unit.unit, unit.kind, until, came)
        if found and (group or (unit.depth == 0 and found.likely.variance >= _LEAST_OF_A_ROOT)):
            group.append(found)
    yield from [group] if group else []


def _compared(then: Known, unit: str, kind: str, until: str, came: int) -> _Compared | None:
    past = then.past_of(unit)
    if past is None:
        return None
    durations = then.durations(past.unit)
    likely = durations.likely(then.ahead(unit, until))
    return _Compared(kind, likely, durations.fewest, came) if likely.variance else None
