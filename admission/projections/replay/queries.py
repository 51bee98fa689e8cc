# ruff: noqa: S608 - statements are made of pieces of ours
"""Paths that came into a unit, went on in it or left it, in the order of recording."""

from typing import Final, NamedTuple

from admission.projections.asking import (
    STILL_KNOWN,
    Condition,
    Connection,
    Moment,
    Page,
    after_key,
    ask,
    at_most,
    both,
    holds,
    page,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading

_HERE: Final = "IN (SELECT b.unit FROM below b)"


class MoveRow(NamedTuple):
    """One event that moved a path: from which standing and cell (None: from none) to which."""

    position: int
    stream: str
    old_standing: str | None
    standing: str
    old_unit: str | None
    unit: str


def list_moves(  # noqa: PLR0913 - one argument for each way to ask
    connection: Connection,
    unit: str,
    *,
    as_of: str,
    known_at: int | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Page[MoveRow]:
    """What moved the counts of a unit and all under it, by position."""
    below = Reading(Moment(as_of, known_at), unit, tree).standing(connection)
    known = Condition(
        "c.known_from <= ? AND c.since <= ? AND c.until > ?",
        (STILL_KNOWN if known_at is None else known_at, as_of, as_of),
    )
    moved = both(
        Condition(f"(m.unit {_HERE} OR m.old_unit {_HERE})"),
        Condition(
            "(m.old_standing IS NULL OR m.old_standing <> m.standing OR m.old_unit <> m.unit)"
        ),
        after_key(("m.position",), after),
    )
    before = "OVER (PARTITION BY c.candidate ORDER BY c.known_from)"
    query = (
        f"{below.sql}SELECT m.position, m.candidate, m.old_standing, m.standing, m.old_unit, "
        "m.unit FROM (SELECT c.candidate, c.known_from AS position, c.standing, c.unit, "
        f"LAG(c.standing) {before} AS old_standing, LAG(c.unit) {before} AS old_unit "
        "FROM (SELECT DISTINCT p.candidate FROM below b JOIN pipeline p ON p.unit = b.unit) k "
        f"JOIN pipeline c ON c.candidate = k.candidate WHERE {known.sql}) m "
        f"WHERE {moved.sql} ORDER BY m.position LIMIT ?"
    )
    values = (*below.parameters, *known.parameters, *moved.parameters, at_most(limit))
    rows = [MoveRow(*row) for row in ask(connection, query, values)]
    return page(rows, limit, lambda row: (row.position,))


def count_milestones(
    connection: Connection,
    unit: str,
    *,
    as_of: str,
    known_at: int | None = None,
    tree: str = AS_WAS,
) -> list[tuple[str, int]]:
    """How often each milestone that counts was reached in a unit and all under it, by name."""
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below = reading.dated(connection)
    asked = both(holds("m", as_of, known_at), reading.among("m.unit", "m.on_day"))
    query = (
        f"{below.sql}SELECT m.name, count(*) FROM milestones m WHERE {asked.sql} "
        "GROUP BY m.name ORDER BY m.name"
    )
    rows = ask(connection, query, (*below.parameters, *asked.parameters))
    return [(row[0], row[1]) for row in rows]
