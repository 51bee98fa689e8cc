# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""The tree of units as it was on a day, as we knew it at a position."""

from typing import Final, NamedTuple

from admission.projections.asking import Condition, Connection, Page, ask, holds, page_of_all

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

_COLUMNS: Final = "u.unit, u.name, u.code, u.kind, u.parent, u.authorised, u.founded"


class UnitRow(NamedTuple):
    """One unit; `depth` counts from the root that was asked for, which has 0."""

    unit: str
    name: str
    code: str | None
    kind: str
    parent: str | None
    depth: int
    authorised: bool
    founded: str


class KindCount(NamedTuple):
    """How many units of a kind there are."""

    kind: str
    units: int


class UnitDetail(NamedTuple):
    """One unit, those above it (nearest first), how many of each kind stand below it."""

    unit: UnitRow
    above: tuple[UnitRow, ...]
    below: tuple[KindCount, ...]


def subtree(root: str, as_of: str, known_at: int | None) -> Condition:
    """A common table expression `below (unit)`: a unit and all under it."""
    first, further = holds("u", as_of, known_at), holds("u", as_of, known_at)
    return Condition(
        "WITH RECURSIVE below (unit) AS ("
        f"SELECT u.unit FROM units u WHERE u.unit = ? AND {first.sql} "
        "UNION SELECT u.unit FROM below b JOIN units u ON u.parent = b.unit "
        f"WHERE {further.sql}) ",
        (root, *first.parameters, *further.parameters),
    )


def tree(
    connection: Connection, *, as_of: str, known_at: int | None = None, unit: str | None = None
) -> list[UnitRow]:
    """A unit (None: all roots) and everything under it, parent first, siblings by code and name."""
    here = holds("u", as_of, known_at)
    if unit is None:
        query = f"SELECT {_COLUMNS} FROM units u WHERE {here.sql}"
        return _ordered([_row(row) for row in ask(connection, query, here.parameters)], None)
    below = subtree(unit, as_of, known_at)
    query = (
        f"{below.sql}SELECT {_COLUMNS} FROM below b "
        f"JOIN units u ON u.unit = b.unit WHERE {here.sql}"
    )
    found = ask(connection, query, (*below.parameters, *here.parameters))
    return _ordered([_row(row) for row in found], unit)


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
    found = tree(connection, as_of=as_of, known_at=known_at, unit=unit)
    if not found:
        return None
    above: list[UnitRow] = []
    parent = found[0].parent
    here = holds("u", as_of, known_at)
    query = f"SELECT {_COLUMNS} FROM units u WHERE u.unit = ? AND {here.sql}"
    while parent is not None and parent not in {row.unit for row in above}:
        rows = ask(connection, query, (parent, *here.parameters))
        if not rows:
            break
        above.append(_row(rows[0]))
        parent = above[-1].parent
    return UnitDetail(found[0], tuple(above), tuple(_counted(found[1:])))


def count_units(
    connection: Connection, *, as_of: str, known_at: int | None = None, unit: str | None = None
) -> list[KindCount]:
    """How many units of each kind there are, kinds without one left out; with the unit itself."""
    return _counted(tree(connection, as_of=as_of, known_at=known_at, unit=unit))


def find_units(
    connection: Connection, text: str, *, as_of: str, known_at: int | None = None
) -> list[UnitRow]:
    """The units that an id, a code or a whole name means; several share a name at times."""
    here = holds("u", as_of, known_at)
    query = (
        f"SELECT {_COLUMNS} FROM units u "
        f"WHERE {here.sql} AND (u.unit = ? OR u.code = ? OR u.name = ?) ORDER BY u.unit"
    )
    return [_row(row) for row in ask(connection, query, (*here.parameters, text, text, text))]


def _row(row: tuple[str, str, str | None, str, str | None, int, str]) -> UnitRow:
    unit, name, code, kind, parent, authorised, founded = row
    return UnitRow(unit, name, code, kind, parent, 0, bool(authorised), founded)


def _counted(rows: list[UnitRow]) -> list[KindCount]:
    counts = dict.fromkeys(KINDS, 0)
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return [KindCount(kind, count) for kind, count in counts.items() if count]


def _ordered(rows: list[UnitRow], root: str | None) -> list[UnitRow]:
    """Depth first; a unit whose superior is not there stands as a root, so that none is lost."""
    there = {row.unit for row in rows}
    children: dict[str | None, list[UnitRow]] = {}
    for row in rows:
        above = row.parent if row.parent in there and row.unit != root else None
        children.setdefault(above, []).append(row)
    for siblings in children.values():
        siblings.sort(key=lambda row: (row.code or "", row.name, row.unit), reverse=True)
    ordered: list[UnitRow] = []
    waiting = [(row, 0) for row in children.get(None, [])]
    while waiting:
        row, depth = waiting.pop()
        ordered.append(row._replace(depth=depth))
        waiting += [(child, depth + 1) for child in children.get(row.unit, [])]
    return ordered
