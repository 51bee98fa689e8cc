"""What becomes of commands about directives and tasks."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Event, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.movements.rules import alive
from admission.domain.registers.tasks import commands as c
from admission.domain.registers.tasks import events as e
from admission.domain.registers.units.rules import unit_stands
from admission.domain.world import World

_PER_CENT: Final = range(1, 101)


def issue_directive(world: World, command: c.IssueDirective, _: Context) -> Accepted | Refused:
    """A directive is issued once, by a unit that stands."""
    return answer(command, e.DirectiveIssued.of(command), _issued_well(world, command))


def _issued_well(world: World, command: c.IssueDirective) -> Objections:
    if world.directive_or_new(command.directive).issued is not None:
        yield objection("SYS-07", what=command.directive)
    yield from unit_stands(world, command.unit, command.on)


def assign_task(world: World, command: c.AssignTask, _: Context) -> Accepted | Refused:
    """A task is assigned once, under a directive, to a unit that stands, for a day to come."""
    event = e.TaskAssigned.of(command)
    return answer(command, event, _assigned_well(world, command), _whose(world, command.person))


def _assigned_well(world: World, command: c.AssignTask) -> Objections:
    if world.task_or_new(command.task).assigned is not None:
        yield objection("SYS-07", what=command.task)
    issued = world.directive(command.directive).issued
    if issued is not None and command.on < issued:
        yield objection("SYS-14", on=command.on, issued=issued)
    if command.due < command.on:
        yield objection("SYS-14", on=command.on, due=command.due)
    if command.rank is not None and command.goal not in _PER_CENT:
        yield objection("SYS-170", rank=command.rank, goal=command.goal or "none")
    if command.person is not None:
        yield from alive(world.person(command.person), command.on)
    yield from unit_stands(world, command.unit, command.on)


def report_task_progress(
    world: World, command: c.ReportTaskProgress, _: Context
) -> Accepted | Refused:
    """Of a task that is open, a number only where it has a goal."""
    return _told(world, command, e.TaskProgressReported.of(command), command.reached)


def complete_task(world: World, command: c.CompleteTask, _: Context) -> Accepted | Refused:
    """A task that is open is done, with a document."""
    return _told(world, command, e.TaskCompleted.of(command), command.reached)


def withdraw_task(world: World, command: c.WithdrawTask, _: Context) -> Accepted | Refused:
    """A task that is open is withdrawn."""
    return _told(world, command, e.TaskWithdrawn.of(command), None)


def _told(
    world: World, command: c.TaskCommand, event: Event, reached: int | None
) -> Accepted | Refused:
    whose = _whose(world, world.task(command.task).person)
    return answer(command, event, _open(world, command, reached), whose)


def _open(world: World, command: c.TaskCommand, reached: int | None) -> Objections:
    task = world.task(command.task)
    if task.over:
        yield objection("SYS-168", what=command.task)
    if command.on < task.latest:
        yield objection("SYS-14", on=command.on, said=task.latest)
    if reached is not None and task.goal is None:
        yield objection("SYS-169", what=command.task, reached=reached)


def _whose(world: World, person: str | None) -> str | None:
    return world.person(person).id if person else None


DECIDE: Final[Deciders] = {
    c.IssueDirective: issue_directive,
    c.AssignTask: assign_task,
    c.ReportTaskProgress: report_task_progress,
    c.CompleteTask: complete_task,
    c.WithdrawTask: withdraw_task,
}
