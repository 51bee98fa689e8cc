# ruff: noqa: S608 - statements are made of pieces of ours
"""Goings to other stores and comings from there, as they stood on a day, as known at a position."""

from typing import NamedTuple

from admission.projections.asking import Connection, ask, holds


class MoveRow(NamedTuple):
    """One going (`departed`) or coming (`arrived`) of a `member`, a `candidate` or a `unit`.

    `stream` is the id of the person, the path or the unit; `unit` the cell left or entered, or the
    unit itself. `province` is the other one, None where it was not named. Days are ISO.
    """

    stream: str
    number: int
    what: str
    direction: str
    on_day: str
    unit: str | None
    unit_name: str | None
    province: str | None
    letter_number: str | None
    letter_signed: str | None
    replied_on: str | None


def list_moves(connection: Connection, *, as_of: str, known_at: int | None = None) -> list[MoveRow]:
    """All of them, by day."""
    here, path, named = (holds(alias, as_of, known_at) for alias in ("m", "c", "u"))
    query = (
        "SELECT m.stream, m.number, m.what, m.direction, m.on_day, COALESCE(m.unit, c.unit), "
        "u.name, m.province, m.letter_number, m.letter_signed, m.replied_on FROM moves m "
        f"LEFT JOIN pipeline c ON c.candidate = m.candidate AND {path.sql} "
        f"LEFT JOIN units u ON u.unit = COALESCE(m.unit, c.unit) AND {named.sql} "
        f"WHERE {here.sql} ORDER BY m.on_day, m.stream, m.number"
    )
    values = (*path.parameters, *named.parameters, *here.parameters)
    return [MoveRow(*row) for row in ask(connection, query, values)]
