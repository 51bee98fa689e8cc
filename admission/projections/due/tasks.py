"""What is due because a directive or a plan set it as a task."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.projections.calendars.queries import working_days
from admission.projections.due.rows import Asked, DueRow
from admission.projections.tasks.queries import TaskRow, list_tasks

TASK: Final = "task"
"""Stands in the place of a rule: a directive asks for it, no rulebook."""


def open_tasks(asked: Asked) -> Iterator[DueRow]:
    """Every open task; none is of a candidate."""
    if asked.candidate:
        return
    as_of, known_at = asked.moment
    calendar = working_days(asked.connection, as_of=as_of, known_at=known_at)
    day = date.fromisoformat(as_of)
    tasks = list_tasks(
        asked.connection,
        as_of=as_of,
        known_at=known_at,
        unit=asked.reading.unit,
        tree=asked.reading.tree,
        open_=True,
        due_by=asked.horizon.isoformat() if asked.horizon else None,
    )
    for task in tasks.rows:
        last = date.fromisoformat(task.due_on)
        yield _row(task, max(0, (day - last).days), calendar.between(day, last))


def _row(task: TaskRow, overdue_by: int, working_days_left: int) -> DueRow:
    of_unit = task.person is None
    return DueRow(
        None,
        task.person,
        task.name,
        task.unit,
        task.unit_name,
        TASK,
        task.text,
        task.task,
        "unit" if of_unit else "person",
        task.unit if of_unit else None,
        task.unit_name if of_unit else task.name,
        task.assigned_on,
        task.due_on,
        provisional=False,
        overdue_by=overdue_by,
        working_days_left=working_days_left,
    )
