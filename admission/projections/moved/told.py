"""What is told of the facts that moved figures: what each says, and of whom."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from admission.projections.asking import Connection, Moment, ask
from admission.projections.moved.rows import MovedRow, MovingEvent
from admission.projections.people.queries import show_person

_TOLD: Final = (
    "SELECT t.type, COALESCE(t.stated, t.on_day), t.recorded_at, t.actor, t.corrects "
    "FROM timeline t WHERE t.stream = ? AND t.position = ?"
)
_WHOSE: Final = (
    "SELECT c.person FROM pipeline c WHERE c.candidate = ? "
    "ORDER BY c.known_to DESC, c.known_from DESC, c.since DESC LIMIT 1"
)


def told(connection: Connection, rows: Iterable[MovedRow], at: Moment) -> list[MovedRow]:
    """The rows with what the facts say, and the names as they are known at a moment."""

    @cache
    def event(by: int, position: int, stream: str) -> MovingEvent:
        person, name = _person(connection, stream, at)
        found = MovingEvent(by, position, stream, person=person, name=name)
        for type_, on_day, recorded_at, actor, corrects in ask(
            connection, _TOLD, (stream, position)
        ):
            found = found._replace(
                type=type_, on_day=on_day, recorded_at=recorded_at, actor=actor, corrects=corrects
            )
        return found

    return [row._replace(events=tuple(event(*each[:3]) for each in row.events)) for row in rows]


def _person(connection: Connection, stream: str, at: Moment) -> tuple[str | None, str | None]:
    """Who it is, or whose candidacy, as it was last believed; the person kept of two records."""
    whose = ask(connection, _WHOSE, (stream,)) if stream.startswith("candidate-") else []
    person = whose[0][0] if whose else stream if stream.startswith("person-") else None
    if person is None:
        return None, None
    row = show_person(connection, person, **at._asdict())
    if row and row.joined_into:
        return _person(connection, row.joined_into, at)
    return person, row.name if row else None
