# ruff: noqa: S608 - statements are made of pieces of ours
"""What units themselves have confirmed as complete; `through.py` says what follows from it."""

from collections.abc import Sequence
from typing import NamedTuple

from admission.projections.asking import LATEST, Connection, ask, holds


class ConfirmationRow(NamedTuple):
    """A unit's own confirmation: to the end of which day, made when, by whom, on which paper."""

    unit: str
    through: str
    confirmed_on: str
    actor: str
    document: str | None


def own_days(
    connection: Connection, *, as_of: str = LATEST, known_at: int | None = None
) -> dict[str, str]:
    """By unit that ever confirmed, the last day (ISO) of what it has confirmed; empty if none."""
    here = holds("c", as_of, known_at)
    query = f"SELECT c.unit, c.through FROM confirmations c WHERE {here.sql}"
    return {row[0]: row[1] for row in ask(connection, query, here.parameters)}


def list_confirmations(
    connection: Connection,
    units: Sequence[str],
    *,
    as_of: str = LATEST,
    known_at: int | None = None,
) -> list[ConfirmationRow]:
    """What these units themselves have confirmed, furthest first."""
    here = holds("c", as_of, known_at)
    marks = ", ".join("?" * len(units))
    query = (
        "SELECT c.unit, c.through, c.confirmed_on, t.actor, c.document FROM confirmations c "
        "JOIN timeline t ON t.stream = c.stream AND t.position = c.position "
        f"WHERE c.unit IN ({marks}) AND {here.sql} ORDER BY c.through DESC, c.unit"
    )
    found = ask(connection, query, (*units, *here.parameters))
    return [ConfirmationRow(*row) for row in found]
