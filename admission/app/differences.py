"""Where the rows in use differ from others of the same tables, compared row by row."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from admission.app.projection_file import tables
from admission.app.recorders.ports import Connection
from admission.projections import PROJECTIONS


class Difference(NamedTuple):
    """The first row by which the rows in use differ from a fresh fold of the log.

    `where` is "in use" for a row that the log does not give, "fresh" for one that is missing;
    `row` names it by its first column and by the position from which it was known.
    """

    table: str
    where: str
    row: str


def first_difference(live: Connection, fresh: Connection) -> Difference | None:
    """The first row by which they differ, None where they are equal."""
    return next(_differences(live, fresh), None)


def _differences(live: Connection, fresh: Connection) -> Iterator[Difference]:
    """Table by table, in one order, both at once: neither is held in memory."""
    for table in (name for projection in PROJECTIONS for name in tables(projection)):
        columns = [row[1] for row in fresh.execute(f"PRAGMA table_info({table})")]
        named = ", ".join(columns)
        order = ", ".join(f"{column} NULLS FIRST" for column in columns)
        query = f"SELECT {named} FROM {table} ORDER BY {order}"  # noqa: S608 - names of ours
        known = columns.index("known_from" if "known_from" in columns else "position")
        for mine, theirs in zip_longest(live.execute(query), fresh.execute(query)):
            if mine == theirs:
                continue
            extra = theirs is None or (mine is not None and _sorts_before(mine, theirs))
            row = mine if extra else theirs
            where = "in use" if extra else "fresh"
            yield Difference(table, where, f"{row[0]}, known from position {row[known]}")
            break


def _sorts_before(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """As SQLite sorts: NULL first, then numbers, then text."""
    mine, theirs = ([(v is not None, isinstance(v, str), v) for v in row] for row in (one, other))
    return mine < theirs
