"""The members before a period: the figures and the people that an opening is made of."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from admission.projections.asking import Condition
from admission.projections.balance.borders import borders, day_before, tree_before
from admission.projections.balance.openings import Stated, stated_members
from admission.projections.balance.queries import Question
from admission.projections.explain.entries import Asked, Entry
from admission.projections.movements.queries import Movement, list_movements
from admission.projections.units.tree import UnitRow

OfBalance = Asked[Question]


class _Source(NamedTuple):
    """A unit that adds to the opening, or takes away: by its figure and what came since, by name.

    `since` is the day of the figure that stands for those of the unit who came before, or empty.
    """

    unit: str
    sign: int
    since: str = ""
    stated: Stated | None = None


def opening(asked: OfBalance) -> list[Entry]:
    """What the opening of the unit adds up to; what is added and taken away again is left out."""
    moment, before = asked.moment, day_before(asked.question.period)
    units = tree_before(asked.history, asked.question.period)
    stated = stated_members(asked.connection, moment, Condition("s.period <= ?", (before,)))
    sources = list(_sources(asked, units, stated))
    cells = {source.unit for source in sources}
    moved: dict[str, list[Movement]] = {}
    for row in list_movements(asked.connection, before, cells=cells, **moment._asdict()):
        moved.setdefault(row.cell, []).append(row)
    days = {row.unit: max(asked.question.first, row.founded) for row in units}
    found = (
        entry
        for source in sources
        for entry in _entries(asked, source, days[source.unit], moved.get(source.unit, ()))
    )
    return _gathered(found)


def _sources(
    asked: OfBalance, units: Sequence[UnitRow], stated: dict[str, Stated]
) -> Iterator[_Source]:
    """Each border of what counts to the unit, and all under it."""
    below: dict[str | None, list[str]] = {}
    for row in units:
        if row.depth:
            below.setdefault(row.parent, []).append(row.unit)
    first = asked.question.first
    parts = borders(units, asked.lens, {asked.root.unit}, first).get(asked.root.unit, ())
    waiting = [_Source(unit, sign) for unit, sign in parts]
    for source in waiting:  # grows while it is gone through
        figure = None if source.since else stated.get(source.unit)
        here = source._replace(since=figure.day, stated=figure) if figure else source
        yield here
        waiting += [here._replace(unit=unit, stated=None) for unit in below.get(here.unit, ())]


def _entries(
    asked: OfBalance, source: _Source, day: str, moved: Iterable[Movement]
) -> Iterator[Entry]:
    """The figure of a unit and who moved there, placed in the tree as on a day."""
    unit, sign, since, stated = source
    place = asked.lens.credit(unit, day)
    counted_in = place[0] if place else unit
    if stated is not None:
        number, where = sign * stated.number, (unit, stated.day, day, counted_in)
        yield Entry("opening", number, "members", stated.figure, stated.position, *where)
    for row in moved:
        if row.on_day > since:
            where = (unit, row.on_day, day, counted_in)
            yield Entry("opening", sign * row.members, row.kind, row.stream, row.position, *where)


def _gathered(entries: Iterable[Entry]) -> list[Entry]:
    """One for each fact and place."""
    found: dict[tuple[str, int, str], Entry] = {}
    for entry in entries:
        key = (entry.stream, entry.position, entry.counted_in)
        known = found.get(key)
        counts = (entry.counts or 0) + (known.counts or 0 if known else 0)
        found[key] = entry._replace(counts=counts)
    return [entry for entry in found.values() if entry.counts]
