# ruff: noqa: S608 - the statement is made of pieces of ours
"""Through which tree a report is read: units as they were at each time, or as one day has them."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from admission.domain.kernel.shares import WHOLE
from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    ask,
    known_by,
)
from admission.projections.units.places import Places, Spell, spells_known
from admission.projections.units.tree import UnitRow, ordered

Bequests = dict[str, list[tuple[str, list[tuple[str, int]]]]]
"""By unit, in the order of their days, the acts that gave its targets away, with the shares."""

Credit = Callable[[str, str], tuple[str, ...]]
"""The unit that stands for that of a fact, and all above it, nearest first."""

AS_WAS: Final = "as-was"
AS_NOW: Final = "as-now"


class UnitNotThereError(LookupError):
    """The unit asked for has no place in the tree that a report is read through."""


class Lens(NamedTuple):
    """A tree to read a report by: its units, parent first, and to which of them a fact counts.

    `credit` takes the unit of a fact and its day (ISO), and gives the unit that stands for it and
    all above that, nearest first; nothing where the tree has no place for the unit. `heir` gives,
    for a unit and a number of people that it was asked for, who is asked for them in this tree.
    """

    units: list[UnitRow]
    credit: Credit
    heirs: Callable[[str, int], list[tuple[str, int]]]


class History(Places):
    """Every unit through time, as it was known at a position (None: now), asked for at once.

    `about` a unit: those alone that may ever stand for it or under it; any other, such as what is
    above it, is asked for when it is needed.
    """

    def __init__(
        self, connection: Connection, known_at: int | None, about: str | None = None
    ) -> None:
        super().__init__(connection, known_at)
        wanted = NOTHING_ASKED if about is None else _concerned(about)
        self._others = None if about is None else Places(connection, known_at)
        self._spells = dict(spells_known(connection, known_at, wanted))
        self._bequests = _bequests(connection, known_at)
        for unit, spells in self._spells.items():
            if spells[-1].row.ended and spells[-1].row.parent:
                self._ended_into.setdefault(spells[-1].row.parent, set()).add(unit)
        self._borders = sorted({s.since for spells in self._spells.values() for s in spells})
        self._credited: dict[tuple[str, int], tuple[str, ...]] = {}

    def spells_of(self, unit: str) -> Sequence[Spell]:
        """What a unit was, in the order of its days; nothing where there is no such unit."""
        if unit in self._spells or self._others is None:
            return self._spells.get(unit, ())
        return self._others.spells_of(unit)

    def ended_into(self, unit: str) -> Collection[str]:
        """The units that ended with this one as their successor."""
        if unit in self._spells or self._others is None:
            return self._ended_into.get(unit, ())
        return self._others.ended_into(unit)

    def credit(self, unit: str, day: str) -> tuple[str, ...]:
        """The unit that stands for one on a day, and all above it, nearest first.

        Nothing of a unit that has nothing to do with the one that it is about, nor above that one.
        """
        if unit not in self._spells:
            return ()
        key = (unit, bisect_right(self._borders, day))  # between two borders nothing changes
        found = self._credited.get(key)
        if found is None:
            here = self.in_place_of(unit, day)
            row = self.row(here, day) if here else None
            above = self.credit(row.parent, day) if row and row.parent else ()
            found = self._credited[key] = (here, *above) if here else ()
        return found

    def heirs(self, unit: str, people: int, day: str) -> list[tuple[str, int]]:
        """Who is asked, in the tree of a day, for the people that a unit was asked for."""
        found = shared_out(self._bequests, unit, people, day)
        placed = (
            (self.in_place_of(heir, day), number) for heir, number in found if heir in self._spells
        )
        return [(heir, number) for heir, number in placed if heir is not None]

    def rows_by(self, day: str) -> list[UnitRow]:
        """Every unit as it was on a day, or as it was founded after it; the ended ones as well."""
        return [self.row(unit, day) or spells[0].row for unit, spells in self._spells.items()]

    def standing(self, first: str, last: str) -> Iterator[UnitRow]:
        """The units that stood on some day of a period, each as it was on the last of them."""
        for unit, spells in self._spells.items():
            end = spells[-1].row.ended
            day = _day_before(end) if end and end <= last else last
            row = self.row(unit, day)
            if row is not None and day >= first and not row.ended:
                parent = self.in_place_of(row.parent, day)
                unchanged = parent == row.parent and end is None
                yield row if unchanged else row._replace(parent=parent, ended=end)


def lens_of(history: History, tree: str, period: tuple[str, str], unit: str | None) -> Lens:
    """A lens on a unit and all under it (None: all): `as-was` over a period, or the tree of a day.

    `period` is its first and its last day (ISO). It has no units where none stands for the one
    asked for.
    """
    credit = credit_in(history, tree)
    if tree == AS_WAS:
        rows = history.standing(*period)
        return Lens(ordered(_under(rows, unit), unit), credit, lambda *own: [own])
    rows, root = history.standing(tree, tree), history.in_place_of(unit, tree)
    units = [] if unit and root is None else ordered(_under(rows, root), root)
    return Lens(units, credit, lambda one, people: history.heirs(one, people, tree))


def credit_in(history: History, tree: str) -> Credit:
    """To which units a fact counts in a tree: `as-was`, or that of a day (ISO); see `Lens`."""
    return history.credit if tree == AS_WAS else lambda one, _: history.credit(one, tree)


def lens_asked(
    connection: Connection, tree: str, moment: Moment, period: tuple[str, str], unit: str | None
) -> Lens:
    """The lens that a question at some moment asks for: `as-was`, `as-now`, or a day (ISO)."""
    seen, about = seen_in(tree, moment.as_of), unit
    if unit is not None and seen != AS_WAS:
        about = Places(connection, moment.known_at).asked_for(unit, seen)
    return lens_of(History(connection, moment.known_at, about), seen, period, unit)


def seen_in(tree: str, as_of: str) -> str:
    """The tree that `as-was`, `as-now` or a day (ISO) asks for, of a question about a day."""
    return as_of if tree == AS_NOW else tree


def there(lens: Lens, unit: str | None) -> Lens:
    """The lens, for a report that somebody asks for of a unit.

    Raises:
        UnitNotThereError: it has no such unit.
    """
    if unit is not None and not lens.units:
        raise UnitNotThereError(unit)
    return lens


def narrowed(lens: Lens, roots: Collection[str]) -> Lens:
    """The lens on some of its units, none of them under another, and on all under them."""
    found = [unit for root in roots for unit in _under(iter(lens.units), root)]
    return lens._replace(units=ordered(found, None))


def shared_out(
    bequests: Bequests, unit: str, people: int, until: str, since: str = ""
) -> list[tuple[str, int]]:
    """Who has the people that a unit was asked for, after the acts of some days; they add up.

    Of shares that leave a rest, those with the largest remainder get one more (Hamilton's method).
    """
    act = next((a for a in bequests.get(unit, ()) if since <= a[0] <= until), None)
    if act is None:
        return [(unit, people)]
    on_day, heirs = act
    found: list[tuple[str, int]] = []
    for heir, number in _shares(heirs, people).items():
        # The unit itself goes on from the day after, another from that day on.
        following = f"{on_day}+" if heir == unit else on_day
        found += shared_out(bequests, heir, number, until, following) if number else []
    return found


def _shares(heirs: list[tuple[str, int]], people: int) -> dict[str, int]:
    given = {heir: people * share // WHOLE for heir, share in heirs}
    rest = people * sum(share for _, share in heirs) // WHOLE - sum(given.values())
    for heir, _ in sorted(heirs, key=lambda each: (-(people * each[1] % WHOLE), each[0]))[:rest]:
        given[heir] += 1
    return given


def _under(rows: Iterator[UnitRow], root: str | None) -> list[UnitRow]:
    if root is None:
        return list(rows)
    by_parent: dict[str | None, list[UnitRow]] = {}
    found = []
    for row in rows:
        by_parent.setdefault(row.parent, []).append(row)
        if row.unit == root:
            found.append(row)
    for row in found:  # grows while it is gone through
        found += by_parent.get(row.unit, [])
    return found


def _bequests(connection: Connection, known_at: int | None) -> Bequests:
    known = known_by("h", known_at)
    query = (
        f"SELECT DISTINCT h.unit, h.on_day, h.heir, h.share FROM heirs h WHERE {known.sql} "
        "ORDER BY h.unit, h.on_day, h.heir"
    )
    found: Bequests = {}
    for (unit, on_day), rows in groupby(ask(connection, query, known.parameters), itemgetter(0, 1)):
        found.setdefault(unit, []).append((on_day, [(heir, share) for _, _, heir, share in rows]))
    return found


def _concerned(root: str) -> Condition:
    """`u.unit` may have stood for a unit, or under it, on some day as known at some position.

    So are all that were ever under one that does, and what one that does ended into: what that did
    before it was founded may count to the older one.
    """
    return Condition(
        "u.unit IN (WITH RECURSIVE concerned (unit) AS ("
        "SELECT r.unit FROM units r WHERE r.unit = ? "
        "UNION SELECT CASE WHEN n.parent = c.unit THEN n.unit ELSE n.parent END "
        "FROM concerned c JOIN units n ON n.parent = c.unit "
        "OR (n.unit = c.unit AND n.ended IS NOT NULL AND n.parent IS NOT NULL)) "
        "SELECT c.unit FROM concerned c)",
        (root,),
    )


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
