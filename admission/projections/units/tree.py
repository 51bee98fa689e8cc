# ruff: noqa: S608 - statements are made of pieces of ours
"""The rows of the tree: of a day, of a part of it, with those that have ended or without."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.projections.asking import Condition, Connection, Moment, ask, holds

COLUMNS: Final = "u.unit, u.name, u.code, u.kind, u.parent, u.authorised, u.founded, u.ended"


class UnitRow(NamedTuple):
    """One unit; `depth` counts from the root that was asked for, which has 0.

    `ended` is the day from which there is no such unit, None where it goes on; `parent` is the
    unit directly above it, of one that has ended its successor.
    """

    unit: str
    name: str
    code: str | None
    kind: str
    parent: str | None
    depth: int
    authorised: bool
    founded: str
    ended: str | None


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


def tree_with_ended(connection: Connection, moment: Moment, unit: str | None) -> list[UnitRow]:
    """As `tree`, in no order, with the units that have ended, each under its successor."""
    here = holds("u", *moment)
    if unit is None:
        query = f"SELECT {COLUMNS} FROM units u WHERE {here.sql}"
        return [row_of(row) for row in ask(connection, query, here.parameters)]
    below = subtree(unit, *moment)
    query = (
        f"{below.sql}SELECT {COLUMNS} FROM below b JOIN units u ON u.unit = b.unit WHERE {here.sql}"
    )
    found = ask(connection, query, (*below.parameters, *here.parameters))
    return [row_of(row) for row in found]


def standing(rows: Iterable[UnitRow]) -> list[UnitRow]:
    """Those units that have not ended, each under what stands in the place of its superior."""
    rows = list(rows)
    homes = homes_of(rows)
    if not homes:
        return rows
    return [
        row._replace(parent=homes.get(row.parent or "", row.parent))
        for row in rows
        if not row.ended
    ]


def homes_of(rows: Iterable[UnitRow]) -> dict[str, str]:
    """By unit that has ended, the one that stands in its place."""
    successors = {row.unit: row.parent for row in rows if row.ended and row.parent}
    homes = {}
    for unit in successors:
        home = unit
        while home in successors:
            home = successors[home]
        homes[unit] = home
    return homes


def row_of(row: tuple[str, str, str | None, str, str | None, int, str, str | None]) -> UnitRow:
    """A row as `COLUMNS` selects it."""
    unit, name, code, kind, parent, authorised, founded, ended = row
    return UnitRow(unit, name, code, kind, parent, 0, bool(authorised), founded, ended)


def ordered(rows: list[UnitRow], root: str | None) -> list[UnitRow]:
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
