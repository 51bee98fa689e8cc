# ruff: noqa: S608 - statements are made of pieces of ours
"""The step behind the end of a path: the person's stream says only that it ended.

The step was recorded by the same command, on the stream of the path, right before; it has the
paper, the rulebook, and the rules that it goes against.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from admission.projections.asking import Connection, ask, known_by
from admission.projections.explain.entries import Entry
from admission.projections.timeline.queries import TimelineRow

_CLOSED: Final = "candidacy-closed"


def with_steps(
    connection: Connection,
    entries: Sequence[Entry],
    facts: Mapping[int, TimelineRow],
    known_at: int | None,
) -> Iterator[Entry]:
    """The entries, in their order; in the place of the end of a path the step that ended it."""
    for entry in entries:
        fact = facts[entry.position]
        place = _step(connection, fact, known_at) if fact.type == _CLOSED else None
        yield entry._replace(stream=place[0], position=place[1]) if place else entry


def _step(
    connection: Connection, closed: TimelineRow, known_at: int | None
) -> tuple[str, int] | None:
    """The stream and position of the person's newest step before it, of the same day."""
    known, joined = known_by("c", known_at), known_by("p", known_at)
    query = (
        "SELECT t.stream, t.position FROM timeline t WHERE t.position < ? AND t.on_day = ? "
        "AND t.stream IN (SELECT c.candidate FROM pipeline c "
        f"WHERE {known.sql} AND c.person IN (SELECT ? UNION SELECT p.person FROM people p "
        f"WHERE p.joined_into = ? AND {joined.sql})) ORDER BY t.position DESC LIMIT 1"
    )
    person = closed.stream
    parameters = (closed.position, closed.on_day, *known.parameters)
    found = ask(connection, query, (*parameters, person, person, *joined.parameters))
    return (found[0][0], found[0][1]) if found else None
