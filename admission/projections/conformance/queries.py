# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Every step of every path, path by path, with the cell it was of and the rules it left."""

from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    Page,
    after_key,
    ask,
    at_most,
    both,
    known_by,
    page,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading

_PATHS: Final = Condition("t.stream >= 'candidate-' AND t.stream < 'candidate.'")
_COLUMNS: Final = (
    "t.stream, t.position, t.type, t.on_day, t.stated, t.recorded_at, t.actor, "
    "COALESCE(r.late, t.late), t.against, r.against, t.corrects, r.how, c.unit"
)


class StepRow(NamedTuple):
    """One event of a path: `late` and `against` are rules, parted by blanks, as recorded.

    `read_against` is what it goes against as corrections have it, None where none speaks of it;
    `stated` how a day from paper reads that is not known to the day; `unit` the cell on that day.
    """

    candidate: str
    position: int
    type: str
    on_day: str
    stated: str | None
    recorded_at: str
    actor: str
    late: str
    against: str
    read_against: str | None
    corrects: int | None
    how: str | None
    unit: str | None


def list_steps(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    first: str | None = None,
    last: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[StepRow]:
    """The events of paths from one day to another: of a unit and all under it, or of all."""
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below = reading.dated(connection)
    path, read = known_by("c", known_at), known_by("r", known_at)
    asked = both(
        _PATHS,
        Condition("t.on_day <= ?", (min(as_of, last or as_of),)),
        Condition("t.on_day >= ?", (first,)) if first else NOTHING_ASKED,
        NOTHING_ASKED if known_at is None else Condition("t.position <= ?", (known_at,)),
        reading.among("c.unit", "t.on_day"),
        after_key(("t.stream", "t.position"), after),
    )
    query = (
        f"{below.sql}SELECT {_COLUMNS} FROM timeline t "
        f"LEFT JOIN pipeline c ON c.candidate = t.stream AND {path.sql} "
        "AND c.since <= t.on_day AND c.until > t.on_day "
        f"LEFT JOIN readings r ON r.stream = t.stream AND r.version = t.version AND {read.sql} "
        f"WHERE {asked.sql} ORDER BY t.stream, t.position LIMIT ?"
    )
    values = (*below.parameters, *path.parameters, *read.parameters, *asked.parameters)
    rows = [StepRow(*row) for row in ask(connection, query, (*values, at_most(limit)))]
    return page(rows, limit, lambda row: (row.candidate, row.position))
