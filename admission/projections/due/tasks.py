"""What is due because a directive or a plan set it as a task."""

from collections.abc import Iterator
from typing import Final

from admission.projections.due.assigned import Said, assigned, listed
from admission.projections.due.rows import Asked, DueRow
from admission.projections.tasks.queries import list_tasks

TASK: Final = "task"
"""Stands in the place of a rule: a directive asks for it, no rulebook."""


def open_tasks(asked: Asked) -> Iterator[DueRow]:
    """Every open task; none is of a candidate."""
    if asked.candidate:
        return
    by = asked.horizon.isoformat() if asked.horizon else None
    for task in list_tasks(asked.connection, **listed(asked), open_=True, due_by=by).rows:
        said = Said(TASK, task.text, task.task, task.assigned_on, task.due_on)
        yield assigned(asked, task, said, "person" if task.person else "unit")
