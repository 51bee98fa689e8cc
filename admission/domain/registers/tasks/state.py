"""The states of one directive and of one task, folded from the events of their streams."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.tasks import events as e


class Directive(NamedTuple):
    """One directive or plan: since when, None before it is issued."""

    id: str
    issued: date | None = None


class Task(NamedTuple):
    """One task: since when (None before it is assigned), whose, how many, whether it is over."""

    id: str
    assigned: date | None = None
    person: str | None = None
    goal: int | None = None
    latest: date = date.min
    """The day of what was said of it last."""
    over: bool = False


def evolve_directive(state: Directive, recorded: Recorded) -> Directive:
    """The state after one more event of the directive's stream."""
    return state._replace(issued=recorded.event.on)


def evolve(state: Task, recorded: Recorded) -> Task:
    """The state after one more event of the task's stream."""
    event = recorded.event
    if isinstance(event, e.TaskAssigned):
        return state._replace(
            assigned=event.on, person=event.person, goal=event.goal, latest=event.on
        )
    over = isinstance(event, e.TaskCompleted | e.TaskWithdrawn)
    return state._replace(latest=max(state.latest, event.on), over=state.over or over)
