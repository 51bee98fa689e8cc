# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""The tree of units as it was on a day, as we knew it at a position."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.projections.asking import Connection, Moment, Page, ask, holds, page_of_all
from admission.projections.units.tree import (
    COLUMNS,
    UnitRow,
    ordered,
    row_of,
    standing,
    tree_with_ended,
)

KINDS: Final = (
    "central",
    "directly-under-central",
    "upper-grassroots",
    "grassroots-committee",
    "grassroots-cell",
    "department-committee",
    "cell",
)
"""From the top of the tree to its cells: the order in which counts are given."""


class KindCount(NamedTuple):
    """How many units of a kind there are."""

    kind: str
    units: int


class UnitDetail(NamedTuple):
    """One unit, those above it (nearest first), how many of each kind stand below it."""

    unit: UnitRow
    above: tuple[UnitRow, ...]
    below: tuple[KindCount, ...]


def tree(
    connection: Connection, *, as_of: str, known_at: int | None = None, unit: str | None = None
) -> list[UnitRow]:
    """A unit (None: all roots) and everything under it, parent first, siblings by code and name.

    What has ended by then is left out; what stood under it stands under its successor.
    """
    return ordered(standing(tree_with_ended(connection, Moment(as_of, known_at), unit)), unit)


def list_units(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    kind: str | None = None,
    depth: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[UnitRow]:
    """A page of the tree, of one kind or to a depth where asked."""
    rows = [
        row
        for row in tree(connection, as_of=as_of, known_at=known_at, unit=unit)
        if kind in (None, row.kind) and (depth is None or row.depth <= depth)
    ]
    return page_of_all(rows, limit, after, lambda row: (row.unit,))


def show_unit(
    connection: Connection, unit: str, *, as_of: str, known_at: int | None = None
) -> UnitDetail | None:
    """One unit with its surroundings; None where it did not exist."""
    moment = Moment(as_of, known_at)
    found = tree_with_ended(connection, moment, unit)
    here = next((row for row in found if row.unit == unit), None)
    if here is None:
        return None
    below = (row for row in found if row.unit != unit and not row.ended)
    above = superiors(connection, unit, as_of=as_of, known_at=known_at)
    return UnitDetail(here, tuple(above), tuple(_counted(below)))


def superiors(
    connection: Connection, unit: str, *, as_of: str, known_at: int | None = None
) -> list[UnitRow]:
    """The units above one that have not ended, nearest first; empty where there is no such unit."""
    found = with_superiors(connection, unit, as_of=as_of, known_at=known_at)
    return [row for row in found[1:] if not row.ended]


def with_superiors(
    connection: Connection, unit: str, *, as_of: str, known_at: int | None = None
) -> list[UnitRow]:
    """A unit and all above it, nearest first, those that have ended among them."""
    passed: dict[str, UnitRow] = {}
    above: str | None = unit
    here = holds("u", as_of, known_at)
    query = f"SELECT {COLUMNS} FROM units u WHERE u.unit = ? AND {here.sql}"
    while above is not None and above not in passed:
        rows = ask(connection, query, (above, *here.parameters))
        if not rows:
            break
        passed[above] = row_of(rows[0])
        above = passed[above].parent
    return list(passed.values())


def count_units(
    connection: Connection, *, as_of: str, known_at: int | None = None, unit: str | None = None
) -> list[KindCount]:
    """How many units of each kind there are, kinds without one left out; with the unit itself."""
    return _counted(tree(connection, as_of=as_of, known_at=known_at, unit=unit))


def find_units(
    connection: Connection, text: str, *, as_of: str, known_at: int | None = None
) -> list[UnitRow]:
    """The units that an id, a code or a whole name means; several share a name at times.

    Units that have ended are meant only where none that stands is.
    """
    here = holds("u", as_of, known_at)
    query = (
        f"SELECT {COLUMNS} FROM units u "
        f"WHERE {here.sql} AND (u.unit = ? OR u.code = ? OR u.name = ?) ORDER BY u.unit"
    )
    found = [row_of(row) for row in ask(connection, query, (*here.parameters, text, text, text))]
    return [row for row in found if not row.ended] or found


def _counted(rows: Iterable[UnitRow]) -> list[KindCount]:
    counts = dict.fromkeys(KINDS, 0)
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return [KindCount(kind, count) for kind, count in counts.items() if count]
