# ruff: noqa: S608 - statements are made of pieces of ours
"""What holds steps of a person on a day, and when clocks stood still, as known at a position."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.stops import Span
from admission.projections.asking import Condition, Connection, ask, both, holds


class HoldRow(NamedTuple):
    """One open question: a review or a complaint, since which day (ISO), the steps that wait."""

    hold: str
    cause: str
    held_since: str
    steps: tuple[str, ...]


def open_holds(
    connection: Connection, person: str, *, as_of: str, known_at: int | None = None
) -> list[HoldRow]:
    """The open questions about a person, the oldest first; under another name, of the one kept."""
    asked = both(
        holds("h", as_of, known_at),
        Condition("h.lifted_on IS NULL"),
        _of_person("h", person, as_of, known_at),
    )
    query = (
        f"SELECT h.hold, h.cause, h.held_since, h.steps FROM holds h WHERE {asked.sql} "
        "ORDER BY h.held_since, h.hold"
    )
    rows = ask(connection, query, asked.parameters)
    return [HoldRow(hold, cause, since, tuple(s.split())) for hold, cause, since, s in rows]


def spans_of(
    connection: Connection, person: str, ends: str, *, as_of: str, known_at: int | None = None
) -> str:
    """When the clocks that end with a milestone stood still, as `spans` reads it."""
    asked = both(
        holds("s", as_of, known_at),
        Condition("s.ends = ?", (ends,)),
        _of_person("s", person, as_of, known_at),
    )
    found = ask(connection, f"SELECT s.spans FROM stopped_clocks s WHERE {asked.sql}", asked[1])
    return found[0][0] if found else ""


def spans(text: str | None) -> list[Span]:
    """The spans in a column of them, `SINCE/UNTIL SINCE/`."""
    ends = (span.partition("/") for span in (text or "").split())
    return [
        (date.fromisoformat(since), date.fromisoformat(until) if until else None)
        for since, _, until in ends
    ]


def _of_person(alias: str, person: str, as_of: str, known_at: int | None) -> Condition:
    named = holds("p", as_of, known_at)
    kept = f"SELECT p.joined_into FROM people p WHERE p.person = ? AND {named.sql}"
    return Condition(f"{alias}.person = COALESCE(({kept}), ?)", (person, *named.parameters, person))
