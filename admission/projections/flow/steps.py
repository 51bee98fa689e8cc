# ruff: noqa: S608 - statements are made of pieces of ours
"""What the figures of flow are counted from, and how they are gathered by unit."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final, Generic, NamedTuple, TypeVar

from admission.projections.asking import Condition, Connection, Moment, ask, both, holds
from admission.projections.periods import year_until
from admission.projections.units.lenses import Lens, lens_asked, there
from admission.projections.units.scope import Reading
from admission.projections.units.tree import UnitRow

STEPS: Final = (
    "pool-entered",
    "class-certified",
    "dossier-permitted",
    "cv-certified",
    "cell-resolved",
    "grassroots-resolved",
    "admission-decided",
    "ceremony-held",
    "recognition-cell-resolved",
    "recognised",
)
"""The milestones of a path, in order."""
_TURNS: Final = ("redo-ordered", "ended")
_RANK: Final = {name: rank for rank, name in enumerate((*STEPS, *_TURNS))}
_MARKS: Final = ", ".join("?" * len(_RANK))

K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Hashable)


class Asked(NamedTuple):
    """What is asked: of a unit and those under it to a depth, through a tree, at which moment."""

    connection: Connection
    moment: Moment
    unit: str | None
    tree: str
    depth: int

    def lens(self, period: tuple[str, str]) -> Lens:
        """The tree, over a period; raises `UnitNotThereError` where it has no such unit."""
        found = lens_asked(self.connection, self.tree, self.moment, period, self.unit)
        return there(found, self.unit)


class Step(NamedTuple):
    """A milestone of a path; `detail` is the standing in which it ended."""

    candidate: str
    name: str
    on_day: str
    unit: str
    detail: str


class Dated(NamedTuple, Generic[K, V]):
    """Something that counts to a unit on a day (ISO): under a key, with a value."""

    unit: str
    on_day: str
    key: K
    value: V


class Gathered(NamedTuple, Generic[K, V]):
    """How often each value was found under a key, of a unit and all under it."""

    unit: UnitRow
    key: K
    values: Counter[V]


def period_of(year: int, moment: Moment) -> tuple[str, str]:
    """The first day of a year and the last that counts (ISO)."""
    return year_until(year, moment.as_of)


def paths(asked: Asked, year: int) -> Iterator[list[Step]]:
    """The steps, in order, of each candidate who made one in a year (of the unit asked for)."""
    connection, moment, unit, tree, _ = asked
    reading, period = Reading(moment, unit, tree), period_of(year, moment)
    below, names = reading.dated(connection), tuple(_RANK)
    in_the_year = both(
        Condition(f"y.name IN ({_MARKS}) AND y.on_day >= ? AND y.on_day <= ?", (*names, *period)),
        holds("y", *moment),
        reading.among("y.unit", "y.on_day"),
    )
    here = holds("m", *moment)
    query = (
        f"{below.sql}SELECT m.candidate, m.name, m.on_day, m.unit, m.detail FROM milestones m "
        f"WHERE m.name IN ({_MARKS}) AND {here.sql} AND m.on_day <> '' AND m.candidate IN "
        f"(SELECT y.candidate FROM milestones y WHERE {in_the_year.sql})"
    )
    values = (*below.parameters, *names, *here.parameters, *in_the_year.parameters)
    found = [Step._make(row) for row in ask(connection, query, values)]
    found.sort(key=lambda step: (step.candidate, step.on_day, _RANK[step.name]))
    for _, steps in groupby(found, attrgetter("candidate")):
        yield list(steps)


def gathered(asked: Asked, lens: Lens, found: Iterable[Dated[K, V]]) -> Iterator[Gathered[K, V]]:
    """What was found, by unit (parent first, to the depth asked for) and key, in no order."""
    shown = {row.unit: row for row in lens.units if row.depth <= asked.depth}
    counts: dict[str, dict[K, Counter[V]]] = {}
    for unit, on_day, key, value in found:
        for above in lens.credit(unit, on_day):
            if above in shown:
                counts.setdefault(above, {}).setdefault(key, Counter())[value] += 1
    for unit, row in shown.items():
        for key, values in counts.get(unit, {}).items():
            yield Gathered(row, key, values)


def nearest_rank(values: Counter[int], percent: int) -> int | None:
    """The smallest value that so many per cent of all do not exceed; None of nothing.

    >>> nearest_rank(Counter([3, 5, 9]), 50), nearest_rank(Counter([3, 5, 9]), 90)
    (5, 9)
    """
    wanted = -(-values.total() * percent // 100)
    for value, times in sorted(values.items()):
        wanted -= times
        if wanted <= 0:
            return value
    return None
