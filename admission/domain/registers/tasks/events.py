"""What happened to directives and tasks."""

from typing import ClassVar

from admission.domain.kernel.ids import DirectiveId, TaskId
from admission.domain.kernel.messages import Event
from admission.domain.registers.tasks import commands as c


class DirectiveIssued(c.DirectiveFields, Event):
    """A directive or a plan was issued."""

    TYPE: ClassVar[str] = "directive-issued"
    COMMAND: ClassVar = c.IssueDirective
    directive: DirectiveId


class TaskEvent(Event):
    """Something that happened to one task."""

    task: TaskId


class TaskAssigned(c.TaskFields, TaskEvent):
    """A task was assigned."""

    TYPE: ClassVar[str] = "task-assigned"
    COMMAND: ClassVar = c.AssignTask


class TaskProgressReported(c.ProgressFields, TaskEvent):
    """It was reported how far a task is."""

    TYPE: ClassVar[str] = "task-progress-reported"
    COMMAND: ClassVar = c.ReportTaskProgress


class TaskCompleted(c.CompleteFields, TaskEvent):
    """A task was done."""

    TYPE: ClassVar[str] = "task-completed"
    COMMAND: ClassVar = c.CompleteTask


class TaskWithdrawn(c.WithdrawTaskFields, TaskEvent):
    """A task was withdrawn."""

    TYPE: ClassVar[str] = "task-withdrawn"
    COMMAND: ClassVar = c.WithdrawTask
