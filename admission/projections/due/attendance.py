"""What is due because a meeting of a cell was to be attended, or a weakness found there mended."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from admission.projections.attendance.queries import (
    AttendanceRow,
    WeaknessRow,
    list_attendances,
    list_weaknesses,
)
from admission.projections.calendars.queries import working_days
from admission.projections.due.rows import Asked, DueRow

ATTENDANCE: Final = "attendance"
WEAKNESS: Final = "weakness"
"""These stand in the place of a rule: a plan, or whoever attended, asks for it."""


def missing_attendances(asked: Asked) -> Iterator[DueRow]:
    """Every attendance whose day or month is over, or over by the horizon, and nothing recorded."""
    if asked.candidate:
        return
    by = asked.horizon or date.fromisoformat(asked.moment.as_of) - timedelta(days=1)
    asks = {**_of(asked), "state": "planned", "due_by": by.isoformat()}
    for row in list_attendances(asked.connection, **asks).rows:
        yield _planned(asked, row)


def open_weaknesses(asked: Asked) -> Iterator[DueRow]:
    """Every weakness that is open; none is of a candidate."""
    if asked.candidate:
        return
    by = asked.horizon.isoformat() if asked.horizon else None
    for row in list_weaknesses(asked.connection, **_of(asked), open_=True, due_by=by).rows:
        yield _open(asked, row)


def _of(asked: Asked) -> dict[str, Any]:
    moment, unit, tree = asked.reading
    return {**moment._asdict(), "unit": unit, "tree": tree}


def _planned(asked: Asked, row: AttendanceRow) -> DueRow:
    return DueRow(
        None,
        row.person,
        row.name,
        row.unit,
        row.unit_name,
        ATTENDANCE,
        f"attend a meeting of {row.unit_name}",
        row.attendance,
        "person",
        None,
        row.name,
        row.planned,
        row.due_on,
        provisional=False,
        **_late(asked, row.due_on),
    )


def _open(asked: Asked, row: WeaknessRow) -> DueRow:
    of_unit = row.person is None
    return DueRow(
        None,
        row.person,
        row.name,
        row.unit,
        row.unit_name,
        WEAKNESS,
        row.text,
        row.weakness,
        "unit" if of_unit else "person",
        row.unit if of_unit else None,
        row.unit_name if of_unit else row.name,
        row.noted_on,
        row.due_on,
        provisional=False,
        **_late(asked, row.due_on),
    )


def _late(asked: Asked, due_on: str) -> dict[str, Any]:
    day, last = date.fromisoformat(asked.moment.as_of), date.fromisoformat(due_on)
    calendar = working_days(asked.connection, **asked.moment._asdict())
    left = calendar.between(day, last)
    return {"overdue_by": max(0, (day - last).days), "working_days_left": left}
