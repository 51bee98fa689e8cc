# ruff: noqa: S608 - statements are made of pieces of ours; one argument for each way to ask
"""What was recorded about a candidate, a person or a unit, in the order of its recording."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Page,
    after_key,
    ask,
    at_most,
    both,
    known_by,
    page,
)

_AT_ONCE: Final = 500
_COLUMNS: Final = (
    "t.position, t.stream, t.version, t.type, COALESCE(t.stated, t.on_day), t.recorded_at, "
    "t.actor, t.rulebook, COALESCE(r.late, t.late), COALESCE(r.against, t.against), "
    "t.document_kind, t.document_number, t.document_signed, t.corrects, r.how, r.by_position"
)


class TimelineRow(NamedTuple):
    """One event: `late` and `against` are the rules that it comes late by, or goes against.

    `on_day` is ISO, as exact as it is known from paper: `2019-05`, or `unknown`. `corrects` is the
    position of the fact at which a correction points. `reading` is how later corrections have this
    event read: annulled, corrected, or reread (what was derived from earlier facts is otherwise);
    `by` the position of the one that decides.
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
    corrects: int | None
    reading: str | None
    by: int | None


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
    read = known_by("r", known_at)
    query = (
        f"SELECT {_COLUMNS} FROM timeline t LEFT JOIN readings r "
        f"ON r.stream = t.stream AND r.version = t.version AND {read.sql} "
        f"WHERE {asked.sql} ORDER BY t.position LIMIT ?"
    )
    parameters = (*read.parameters, *asked.parameters, at_most(limit))
    rows = [_row(row) for row in ask(connection, query, parameters)]
    return page(rows, limit, lambda row: (row.position,))


def facts_at(
    connection: Connection, places: Sequence[tuple[str, int]], *, known_at: int | None = None
) -> dict[int, TimelineRow]:
    """By position, the events at some places: stream and position."""
    found: dict[int, TimelineRow] = {}
    read = known_by("r", known_at)
    for at in range(0, len(places), _AT_ONCE):
        some = places[at : at + _AT_ONCE]
        query = (
            f"WITH asked (stream, position) AS (VALUES {', '.join(['(?, ?)'] * len(some))}) "
            f"SELECT {_COLUMNS} FROM asked a CROSS JOIN timeline t LEFT JOIN readings r "
            f"ON r.stream = t.stream AND r.version = t.version AND {read.sql} "
            "WHERE t.stream = a.stream AND t.position = a.position"
        )
        parameters = (*(value for place in some for value in place), *read.parameters)
        rows = map(_row, ask(connection, query, parameters))
        found |= {row.position: row for row in rows}
    return found


def candidates_with_steps(
    connection: Connection, first: str, last: str, *, known_at: int | None, after: str
) -> list[str]:
    """The next candidates, in the order of their ids, whose steps may be of these days (ISO).

    Whoever had one recorded of them, or corrected; at most 500, none at the end.
    """
    known = NOTHING_ASKED if known_at is None else Condition("t.position <= ?", (known_at,))
    query = (
        "SELECT DISTINCT t.stream FROM timeline t "
        "WHERE t.stream > ? AND t.stream < 'candidate.' "  # the letter after the hyphen
        f"AND (t.on_day BETWEEN ? AND ? OR t.corrects IS NOT NULL) AND {known.sql} "
        f"ORDER BY t.stream LIMIT {_AT_ONCE}"
    )
    values = (max(after, "candidate-"), first, last, *known.parameters)
    return [stream for (stream,) in ask(connection, query, values)]


def _row(row: tuple[Any, ...]) -> TimelineRow:
    return TimelineRow._make((*row[:8], tuple(row[8].split()), tuple(row[9].split()), *row[10:]))
