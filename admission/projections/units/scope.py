# ruff: noqa: S608 - statements are made of pieces of ours
"""Which rows are of a unit and all under it, and by which unit they are listed, through a tree.

Rows of two sorts are asked for. A **standing** is true of the day asked, and that is its own day:
`as-was` reads it in the tree of that day. Anything **dated** has its own day in a column: `as-was`
reads each row in the tree of its own day. Through the tree of a day both are of the unit that
stands there for theirs, and are listed by it.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, TypeVar

from admission.projections.asking import (
    FOREVER,
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    Page,
    ask,
    at_most,
    both,
    holds,
    known_by,
)
from admission.projections.units.lenses import AS_WAS, seen_in
from admission.projections.units.places import Places
from admission.projections.units.tree import subtree

_ALL: Final = Condition("")


class Reading(NamedTuple):
    """At which moment rows are read, of which unit and all under it (None: all), in which tree.

    `tree` is `as-was`, `as-now` (the tree of the day asked), or a day (ISO).
    """

    moment: Moment
    unit: str | None = None
    tree: str = AS_WAS

    @property
    def day(self) -> str | None:
        """The day whose tree is read; None where each row is read in that of its own day."""
        if self.tree == AS_WAS:
            return None
        return seen_in(self.tree, self.moment.as_of)

    def standing(self, connection: Connection) -> Condition:
        """`below (unit)`: the units whose standings are listed; nothing where all are."""
        if self.unit is None:
            return _ALL
        if self.day is None:
            return subtree(self.unit, self.moment.as_of, self.moment.known_at)
        root = self._root(connection, self.unit, self.day)
        if self.day >= self.moment.as_of:  # nobody stands in a unit that is yet to be founded
            return subtree(root, self.day, self.moment.known_at)
        return _under_with_later_ones(root, self.day, self.moment.known_at)

    def units(self, connection: Connection) -> frozenset[str]:
        """The units of `standing`, where those of one unit are listed."""
        below = self.standing(connection)
        rows = ask(connection, f"{below.sql}SELECT unit FROM below", below.parameters)
        return frozenset(unit for (unit,) in rows)

    def dated(self, connection: Connection) -> Condition:
        """`below`, for rows that `among` then picks; nothing where all are listed."""
        if self.unit is None:
            return _ALL
        if self.day is None:
            return _under_at_each_time(self.unit, self.moment.known_at)
        root = self._root(connection, self.unit, self.day)
        return _under_with_later_ones(root, self.day, self.moment.known_at)

    def among(self, unit: str, day: str) -> Condition:
        """That a dated row is of `below`: the columns of its unit and of its own day."""
        if self.unit is None:
            return NOTHING_ASKED
        if self.day is not None:
            return Condition(f"{unit} IN (SELECT unit FROM below)")
        return Condition(
            "EXISTS (SELECT 1 FROM below b "
            f"WHERE b.unit = {unit} AND b.since <= {day} AND b.until > {day})"
        )

    def _root(self, connection: Connection, unit: str, day: str) -> str:
        return Places(connection, self.moment.known_at).asked_for(unit, day)


def _under_with_later_ones(root: str, day: str, known_at: int | None) -> Condition:
    """The same, with the units founded after the day, each under what it came from.

    As `Places.in_place_of` has it: the one older unit that ended into it, else the superior that it
    was founded under.
    """
    here, new, old, first = holds("u", day, known_at), *(known_by(a, known_at) for a in "nof")
    older = (
        f"FROM units o JOIN units f ON f.unit = o.unit AND f.since = f.founded AND {first.sql} "
        f"WHERE o.parent = n.unit AND o.ended IS NOT NULL AND o.until = '{FOREVER}' AND {old.sql} "
        "AND f.since < n.since"
    )
    came_from = (
        f"CASE WHEN (SELECT count(DISTINCT o.unit) {older}) = 1 "
        f"THEN (SELECT min(o.unit) {older}) ELSE n.parent END"
    )
    values = (*first.parameters, *old.parameters)
    return Condition(
        "WITH RECURSIVE edges (unit, above) AS ("
        f"SELECT u.unit, u.parent FROM units u WHERE {here.sql} UNION ALL "
        f"SELECT n.unit, {came_from} FROM units n "
        f"WHERE n.since = n.founded AND n.founded > ? AND {new.sql}), "
        "below (unit) AS (SELECT e.unit FROM edges e WHERE e.unit = ? "
        "UNION SELECT e.unit FROM below b JOIN edges e ON e.above = b.unit) ",
        (*here.parameters, *values, *values, day, *new.parameters, root),
    )


def _under_at_each_time(root: str, known_at: int | None) -> Condition:
    """`below (unit, since, until)`: from when to when each unit was under another.

    What was written of a unit before it was founded is read as if it had stood by then.
    """
    known = known_by("u", known_at)
    since = "CASE WHEN u.since = u.founded THEN '' ELSE u.since END"
    return Condition(
        "WITH RECURSIVE below (unit, since, until) AS ("
        f"SELECT u.unit, {since}, u.until FROM units u "
        f"WHERE u.unit = ? AND u.ended IS NULL AND {known.sql} "
        f"UNION SELECT u.unit, CASE WHEN {since} > b.since THEN {since} ELSE b.since END, "
        "CASE WHEN u.until < b.until THEN u.until ELSE b.until END "
        f"FROM below b JOIN units u ON u.parent = b.unit AND {since} < b.until "
        f"AND u.until > b.since WHERE {known.sql}) ",
        (root, *known.parameters, *known.parameters),
    )


def under(connection: Connection, reading: Reading) -> Callable[[str, str], bool]:
    """Whether a unit is, on its own day (ISO), the one that is read or under it."""
    if reading.unit is None:
        return lambda _, __: True
    below = reading.dated(connection)
    rows = ask(connection, f"{below.sql}SELECT * FROM below", below.parameters)
    spells: dict[str, list[tuple[str, str]]] = {}
    for unit, *days in rows:
        spells.setdefault(unit, []).append((days[0], days[1]) if days else ("", FOREVER))
    return lambda unit, day: any(since <= day < until for since, until in spells.get(unit, ()))


R = TypeVar("R")


def placed(connection: Connection, reading: Reading, rows: Iterable[R]) -> list[R]:
    """View rows, each with the `unit` that stands for its own in the tree (`as-was`: unchanged)."""
    if reading.day is None:
        return list(rows)
    day, places = reading.day, Places(connection, reading.moment.known_at)
    return [_placed(row, places, day) for row in rows]


def placed_page(connection: Connection, reading: Reading, page: Page[R]) -> Page[R]:
    """The same of a page."""
    return Page(placed(connection, reading, page.rows), page.next)


def _placed(row: Any, places: Places, day: str) -> Any:  # noqa: ANN401 - some view row
    home = places.in_place_of(row.unit, day)
    found = places.row(home, day) if home else None
    if found is None:
        return row
    named = {"unit_name": found.name} if "unit_name" in row._fields else {}
    return row._replace(unit=found.unit, **named)


class Listed(NamedTuple):
    """A table of dated things of units: its name and alias, what is read, the own day, the order.

    The unit is joined as `u`, as it was on the own day.
    """

    table: str
    alias: str
    columns: str
    day: str
    sorted_by: tuple[str, ...]
    people: bool = False
    """Whether the person of each is joined as `p`."""

    def rows(
        self,
        connection: Connection,
        reading: Reading,
        asked: Condition,
        limit: int,
        beside: Condition = _ALL,
    ) -> list[Any]:
        """Those that hold, of the unit that is read and all under it.

        `limit` is how many a page has (0: all); one more is given where there are more. `beside`
        is what else is joined.
        """
        table, alias, columns, day, sorted_by, people = self
        below, named = reading.dated(connection), known_by("u", reading.moment.known_at)
        wanted = both(holds(alias, *reading.moment), reading.among(f"{alias}.unit", day), asked)
        who = _people(alias, reading.moment) if people else Condition("")
        query = (
            f"{below.sql}SELECT {columns} FROM {table} {alias} "
            f"LEFT JOIN units u ON u.unit = {alias}.unit AND {named.sql} "
            f"AND (u.since <= {day} OR u.since = u.founded) AND u.until > {day} "
            f"{who.sql}{beside.sql}WHERE {wanted.sql} ORDER BY {', '.join(sorted_by)} LIMIT ?"
        )
        parts = (below, named, who, beside, wanted)
        values = (*(value for part in parts for value in part.parameters), at_most(limit))
        return ask(connection, query, values)


def _people(alias: str, moment: Moment) -> Condition:
    here = holds("p", *moment)
    return Condition(
        f"LEFT JOIN people p ON p.person = {alias}.person AND {here.sql} ", here.parameters
    )
