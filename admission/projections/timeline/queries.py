# ruff: noqa: S608 - statements are made of pieces of ours; one argument for each way to ask
"""What was recorded about a candidate, a person or a unit, in the order of its recording."""

from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Page,
    after_key,
    ask,
    at_most,
    both,
    page,
)

_COLUMNS: Final = (
    "t.position, t.stream, t.version, t.type, COALESCE(t.stated, t.on_day), t.recorded_at, "
    "t.actor, t.rulebook, t.late, t.against, t.document_kind, t.document_number, t.document_signed"
)


class TimelineRow(NamedTuple):
    """One event: `late` and `against` are the rules that it came late by, or went against.

    `on_day` is ISO, as exact as it is known from paper: `2019-05`, or `unknown`.
    """

    position: int
    stream: str
    version: int
    type: str
    on_day: str
    recorded_at: str
    actor: str
    rulebook: str | None
    late: tuple[str, ...]
    against: tuple[str, ...]
    document_kind: str | None
    document_number: str | None
    document_signed: str | None


def history(
    connection: Connection,
    *streams: str,
    as_of: str,
    known_at: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[TimelineRow]:
    """The events of some streams that took effect by a day and were recorded by a position."""
    among = Condition(f"t.stream IN ({', '.join('?' * len(streams)) or 'NULL'})", streams)
    asked = both(
        among,
        Condition("t.on_day <= ?", (as_of,)),
        NOTHING_ASKED if known_at is None else Condition("t.position <= ?", (known_at,)),
        after_key(("t.position",), after),
    )
    query = f"SELECT {_COLUMNS} FROM timeline t WHERE {asked.sql} ORDER BY t.position LIMIT ?"
    rows = [
        TimelineRow._make((*row[:8], tuple(row[8].split()), tuple(row[9].split()), *row[10:]))
        for row in ask(connection, query, (*asked.parameters, at_most(limit)))
    ]
    return page(rows, limit, lambda row: (row.position,))
