# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Movements of members added up by cell: never a row for each member."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    ask,
    both,
    holds,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading

BEGAN: Final = ("registered", "admitted", "readmitted", "arrived", "restored")
"""How a membership begins."""
CAME: Final = (*BEGAN, "transferred-in")
WENT: Final = ("left", "deleted", "expelled", "died", "moved-away", "transferred-out")
KINDS: Final = (*CAME, *WENT)
_MOST_NAMED: Final = 500
"""How many cells a statement names; where there are more, it adds up all of them."""


class Moved(NamedTuple):
    """How many people of a cell moved in one way on a day (ISO)."""

    cell: str
    on_day: str
    kind: str
    people: int


class Movement(NamedTuple):
    """One person who moved; the stream of the candidate or the person, the fact that says so."""

    stream: str
    position: int
    cell: str
    on_day: str
    kind: str
    members: int


def members_by_name(
    connection: Connection,
    last: str,
    cells: Collection[str],
    *,
    as_of: str,
    known_at: int | None = None,
) -> dict[str, int]:
    """The members by the end of a day, by cell; a cell in which nobody was ever known is absent.

    This reads all that ever moved in these cells; the other two no more than their days hold.
    """
    asked = both(holds("m", as_of, known_at), Condition("m.on_day <= ?", (last,)), _among(cells))
    query = (
        "SELECT m.cell, CAST(SUM(m.members) AS BIGINT) FROM movements m "
        f"WHERE {asked.sql} GROUP BY m.cell"
    )
    wanted = set(cells)
    found = ask(connection, query, asked.parameters)
    return {cell: members for cell, members in found if cell in wanted}


def list_movements(
    connection: Connection,
    last: str,
    *,
    as_of: str,
    known_at: int | None = None,
    first: str = "",
    cells: Collection[str] | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
) -> list[Movement]:
    """The movements to the end of a day: of some cells, or of a unit as `tally_kinds` has them."""
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below = reading.dated(connection)
    asked = both(
        holds("m", as_of, known_at),
        Condition("m.on_day >= ? AND m.on_day <= ?", (first, last)),
        NOTHING_ASKED if cells is None else _among(cells),
        reading.among("m.cell", "m.on_day"),
    )
    query = (
        f"{below.sql}SELECT m.stream, m.position, m.cell, m.on_day, m.kind, m.members "
        f"FROM movements m WHERE {asked.sql} ORDER BY m.on_day, m.stream, m.number"
    )
    found = ask(connection, query, (*below.parameters, *asked.parameters))
    return [Movement(*row) for row in found if cells is None or row[2] in cells]


def tally_since(
    connection: Connection,
    days: Sequence[str],
    last: str,
    cells: Collection[str],
    *,
    as_of: str,
    known_at: int | None = None,
) -> dict[str, tuple[int, ...]]:
    """By cell, the members gained from each of the days to the last; others may be there too."""
    if not days:
        return {}
    asked = both(
        holds("m", as_of, known_at),
        Condition("m.on_day > ? AND m.on_day <= ?", (min(days), last)),
        _among(cells),
    )
    gained = "CAST(SUM(CASE WHEN m.on_day > ? THEN m.members ELSE 0 END) AS BIGINT)"
    query = (
        f"SELECT m.cell, {', '.join([gained] * len(days))} FROM movements m "
        f"WHERE {asked.sql} GROUP BY m.cell"
    )
    found = ask(connection, query, (*days, *asked.parameters))
    return {cell: tuple(since) for cell, *since in found}


def _among(cells: Collection[str]) -> Condition:
    """Of these cells; where there are more than a statement can name, of all."""
    if len(cells) > _MOST_NAMED:
        return NOTHING_ASKED
    return Condition(f"m.cell IN ({', '.join('?' * len(cells)) or 'NULL'})", tuple(cells))


def tally_kinds(
    connection: Connection,
    first: str,
    last: str,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
) -> list[Moved]:
    """The movements of a period, ends included, of a unit and all under it, through a tree.

    By cell, day and kind; by the cell in which each was. `unit` None: of all.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below = reading.dated(connection)
    asked = both(
        holds("m", as_of, known_at),
        Condition("m.on_day >= ? AND m.on_day <= ?", (first, last)),
        reading.among("m.cell", "m.on_day"),
    )
    query = (
        f"{below.sql}SELECT m.cell, m.on_day, m.kind, COUNT(*) FROM movements m "
        f"WHERE {asked.sql} GROUP BY m.cell, m.on_day, m.kind ORDER BY m.cell, m.on_day, m.kind"
    )
    found = ask(connection, query, (*below.parameters, *asked.parameters))
    return [Moved(*row) for row in found]
