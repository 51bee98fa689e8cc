# ruff: noqa: S608 - the statement is made of pieces of ours
"""The memberships of some people whose decision was cancelled, as we knew it at a position."""

from collections.abc import Sequence
from typing import NamedTuple

from admission.projections.asking import Connection, ask, holds


class CancelledRow(NamedTuple):
    """One such membership; days are ISO. What was given from `after` on was given for it.

    `after` is empty where no other membership was before it; `position` is the place in the log
    since which it is known to be cancelled.
    """

    person: str
    after: str
    cancelled_on: str
    position: int

    def has(self, day: str) -> bool:
        """Whether what was given on a day (ISO) was given for this membership."""
        return self.after <= day < self.cancelled_on


def list_cancelled(
    connection: Connection, people: Sequence[str], *, as_of: str, known_at: int | None = None
) -> list[CancelledRow]:
    """Those of people, by id and in their order; few at a time, such as the records of one."""
    here = holds("x", as_of, known_at)
    query = (
        "SELECT x.person, x.after_day, x.cancelled_on, x.known_from FROM cancelled_memberships x "
        f"WHERE x.person IN ({', '.join('?' * len(people))}) AND {here.sql} "
        "ORDER BY x.person, x.cancelled_on, x.stream"
    )
    return [CancelledRow(*row) for row in ask(connection, query, (*people, *here.parameters))]
