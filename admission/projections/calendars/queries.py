# ruff: noqa: S608 - statements are made of pieces of ours; one argument for each way to ask
"""The recorded calendars; importing this imports no model, for counting days needs none."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.dates import WorkingDays
from admission.projections.asking import Connection, ask, holds


class CalendarRow(NamedTuple):
    """One year: whether its calendar is adopted, its days off and worked days (ISO)."""

    year: int
    adopted: bool
    days_off: tuple[str, ...]
    worked_days: tuple[str, ...]


def list_calendars(
    connection: Connection, *, as_of: str, known_at: int | None = None
) -> list[CalendarRow]:
    """Every year of which something is known."""
    here = holds("c", as_of, known_at)
    query = (
        "SELECT c.year, c.adopted, c.days_off, c.worked_days FROM calendars c "
        f"WHERE {here.sql} ORDER BY c.year"
    )
    return [
        CalendarRow(year, bool(adopted), tuple(off.split()), tuple(worked.split()))
        for year, adopted, off, worked in ask(connection, query, here.parameters)
    ]


def working_days(connection: Connection, *, as_of: str, known_at: int | None = None) -> WorkingDays:
    """The calendar to count deadlines with."""
    rows = list_calendars(connection, as_of=as_of, known_at=known_at)
    return WorkingDays(
        [row.year for row in rows if row.adopted],
        [date.fromisoformat(day) for row in rows for day in row.days_off],
        [date.fromisoformat(day) for row in rows for day in row.worked_days],
    )
