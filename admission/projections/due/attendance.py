"""What is due because a meeting of a cell was to be attended, or a weakness found there mended."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from admission.projections.attendance.queries import list_attendances, list_weaknesses
from admission.projections.due.assigned import Said, assigned, listed
from admission.projections.due.rows import Asked, DueRow

ATTENDANCE: Final = "attendance"
WEAKNESS: Final = "weakness"
"""These stand in the place of a rule: a plan, or whoever attended, asks for it."""


def missing_attendances(asked: Asked) -> Iterator[DueRow]:
    """Every attendance whose day or month is over, or over by the horizon, and nothing recorded."""
    if asked.candidate:
        return
    by = asked.horizon or date.fromisoformat(asked.moment.as_of) - timedelta(days=1)
    asks = {**listed(asked), "state": "planned", "due_by": by.isoformat()}
    for row in list_attendances(asked.connection, **asks).rows:
        what = f"attend a meeting of {row.unit_name}"
        said = Said(ATTENDANCE, what, row.attendance, row.planned, row.due_on)
        yield assigned(asked, row, said, "person")


def open_weaknesses(asked: Asked) -> Iterator[DueRow]:
    """Every weakness that is open; none is of a candidate."""
    if asked.candidate:
        return
    by = asked.horizon.isoformat() if asked.horizon else None
    for row in list_weaknesses(asked.connection, **listed(asked), open_=True, due_by=by).rows:
        said = Said(WEAKNESS, row.text, row.weakness, row.noted_on, row.due_on)
        yield assigned(asked, row, said, "person" if row.person else "unit")
