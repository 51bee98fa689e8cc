# ruff: noqa: PLR0913 - one argument for each way to ask
"""Complaints as they stood on a day, as we knew them at a position."""

from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    Page,
    after_key,
    both,
    page,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Listed, Reading, placed_page

_LISTED: Final = Listed(
    "complaints",
    "k",
    "k.complaint, k.kind, k.person, p.name, k.unit, u.name, k.received_on, k.sender, k.subject, "
    "k.content, k.assigned_to, k.assigned_on, k.outcome, k.resolved_on, k.document",
    "k.received_on",
    ("k.received_on", "k.complaint"),
    people=True,
)


class ComplaintRow(NamedTuple):
    """One complaint: `unit` received it; days are ISO, `resolved_on` None while it is open.

    `sender`, `subject` and `content` are personal: `erased` or `locked` where they cannot be read.
    """

    complaint: str
    kind: str
    person: str
    name: str | None
    unit: str
    unit_name: str | None
    received_on: str
    sender: str | None
    subject: str | None
    content: str | None
    assigned_to: str | None
    assigned_on: str | None
    outcome: str | None
    resolved_on: str | None
    document: str | None


def list_complaints(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    person: str | None = None,
    resolved: bool = False,
    limit: int = 0,
    after: str | None = None,
) -> Page[ComplaintRow]:
    """The open complaints received by a unit and all under it (None: by all), by that day.

    `resolved`: those that have ended, too. `tree`: of the day of receipt, or whose.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(
        NOTHING_ASKED if resolved else Condition("k.resolved_on IS NULL"),
        Condition("k.person = ?", (person,)) if person else NOTHING_ASKED,
        after_key(_LISTED.sorted_by, after),
    )
    rows = [ComplaintRow(*row) for row in _LISTED.rows(connection, reading, asked, limit)]
    cut = page(rows, limit, lambda row: (row.received_on, row.complaint))
    return placed_page(connection, reading, cut)
