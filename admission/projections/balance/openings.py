# ruff: noqa: S608 - statements are made of pieces of ours
"""How many members units had before a day, and how that is known, read through a tree.

It is found in the tree of the day before: the newest stated figure of a unit with the movements
since, else the sum of what the units right below had (those that ended into it among them) and of
its own members by name, else those members alone. A unit of another tree has what the units have
that it stands for there, so each member is in it once: at the border of what counts to it, what
is within is added and what is below that and without is taken away. One founded
later has what was known of it before, for it may be that only the records begin with its founding.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from admission.projections.asking import Condition, Connection, Moment, ask, both, holds
from admission.projections.balance.borders import Part, borders, day_before, tree_before
from admission.projections.movements.queries import members_by_name, tally_since
from admission.projections.progress.sums import Slots, summed
from admission.projections.units.lenses import History, Lens
from admission.projections.units.tree import UnitRow


class Stated(NamedTuple):
    """The newest figure stated of the members of a unit, and where that is recorded."""

    day: str
    number: int
    document: str | None
    figure: str
    position: int


class Opening(NamedTuple):
    """How many members there were, None where not known; `source` is stated, sum or counted.

    `unknown` is how many of the lowest units that would go into it are not known.
    """

    members: int | None = None
    source: str | None = None
    stated: Stated | None = None
    unknown: int = 0


def openings(  # noqa: PLR0913, PLR0917 - what a balance is asked for
    connection: Connection,
    moment: Moment,
    history: History,
    lens: Lens,
    shown: Collection[str],
    period: tuple[str, str],
) -> dict[str, Opening]:
    """The openings of the units that are shown, through a lens, of a period (ISO).

    Units founded after the last day of it are as yet unknown.
    """
    before, units = day_before(period), tree_before(history, period)
    parts = borders(units, lens, shown, period[0])
    wanted = {part.unit for of in parts.values() for part in of}
    found = _in_their_own_tree(connection, moment, units, wanted, before)
    return {unit: _together(parts.get(unit, ()), found) for unit in shown}


def _together(parts: Sequence[Part], found: Mapping[str, Opening]) -> Opening:
    if len(parts) == 1 and parts[0].sign == 1:
        return found[parts[0].unit]
    known = [(found[unit].members, sign) for unit, sign in parts]
    numbers = [members * sign for members, sign in known if members is not None]
    unknown = sum(found[unit].unknown for unit, sign in parts if sign == 1)
    return Opening(sum(numbers), "sum", unknown=unknown) if numbers else Opening(unknown=unknown)


def _in_their_own_tree(
    connection: Connection,
    moment: Moment,
    units: Sequence[UnitRow],
    wanted: set[str],
    before: str,
) -> dict[str, Opening]:
    """Of some units of the tree of the day before, from the cells upward."""
    stated = stated_members(connection, moment, Condition("s.period <= ?", (before,)))
    wanted = _needed(units, wanted, stated)
    clocks = moment._asdict()
    named = members_by_name(connection, before, wanted - stated.keys(), **clocks)
    figures = {unit: stated[unit] for unit in wanted & stated.keys()}
    gained = summed(units, _gained(connection, moment, units, figures, before), {})
    found: dict[str, Opening] = {}
    below: dict[str | None, list[Opening]] = {}
    for unit in reversed([unit for unit in units if unit.unit in wanted]):
        figure = stated.get(unit.unit)
        opening = found[unit.unit] = (
            _summed_up(named.get(unit.unit), below.get(unit.unit, []))
            if figure is None
            else Opening(figure.number + gained[unit.unit].get(figure.day, 0), "stated", figure)
        )
        if unit.depth:
            below.setdefault(unit.parent, []).append(opening)
    return found


def _needed(units: Iterable[UnitRow], wanted: Collection[str], stated: Collection[str]) -> set[str]:
    """Those wanted, and those that go into the sum of one that stated nothing."""
    needed: set[str] = set()
    for unit in units:
        above = unit.parent if unit.depth else None
        if unit.unit in wanted or (above in needed and above not in stated):
            needed.add(unit.unit)
    return needed


def _gained(
    connection: Connection,
    moment: Moment,
    units: Iterable[UnitRow],
    stated: Mapping[str, Stated],
    before: str,
) -> Slots:
    """By cell under units with a figure, how many members it gained from each day of one."""
    days = sorted({figure.day for figure in stated.values()})
    cells: set[str] = set()
    for unit in units:
        if unit.unit in stated or (unit.depth and unit.parent in cells):
            cells.add(unit.unit)
    found = tally_since(connection, days, before, cells, **moment._asdict())
    return {cell: dict(zip(days, since, strict=True)) for cell, since in found.items()}


def _summed_up(by_name: int | None, below: list[Opening]) -> Opening:
    known = [one.members for one in below if one.members is not None]
    unknown = sum(one.unknown for one in below)
    if by_name is None and not known:
        return Opening(unknown=unknown or 1)
    return Opening((by_name or 0) + sum(known), "sum" if known else "counted", unknown=unknown)


def stated_members(connection: Connection, moment: Moment, period: Condition) -> dict[str, Stated]:
    """By unit, of the figures stated of its members that of the newest day, stated last."""
    asked = both(Condition("s.indicator = 'members'"), period, holds("s", *moment))
    query = (
        "SELECT unit, period, number, document_number, figure, position FROM ("
        "SELECT s.unit, s.period, s.number, s.document_number, s.figure, s.position, "
        "ROW_NUMBER() OVER (PARTITION BY s.unit "
        "ORDER BY s.period DESC, s.stated_on DESC, s.known_from DESC) AS newest "
        f"FROM stated s WHERE {asked.sql}) ranked WHERE newest = 1"
    )
    found = ask(connection, query, asked.parameters)
    return {of: Stated(*figure) for of, *figure in found}
