"""What is asked to have recorded about tasks, and the directives and plans that set them."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import DirectiveId, PersonId, TaskId, UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Count, Day, Line, Personal, Text, Value
from admission.domain.rulebooks.entries.members import Rank


class DirectiveFields(Value):
    """Which unit issued it, what it is called, and the paper: its kind, number and day."""

    unit: UnitId
    title: Personal[Line]
    document: Document


class IssueDirective(DirectiveFields, Command):
    """Record a directive or a plan under which tasks are set."""

    NAME: ClassVar[str] = "issue-directive"
    STREAM: ClassVar[str] = "directive"
    directive: DirectiveId


class TaskCommand(Command):
    """Something about one task."""

    STREAM: ClassVar[str] = "task"
    task: TaskId


class TaskFields(Value):
    """Under which directive, who answers for it, what is to be done, by when, how many of it.

    With a `rank` the goal is a per cent: of the unit's organisations, so many at least are to have
    that class for the year of the day it is due.
    """

    directive: DirectiveId
    unit: UnitId
    person: PersonId | None = None
    text: Personal[Text]
    due: Day
    goal: Count | None = None
    rank: Rank | None = None


class AssignTask(TaskFields, TaskCommand):
    """Assign a task to a unit, perhaps to one person in it."""

    NAME: ClassVar[str] = "assign-task"
    PLANS: ClassVar = frozenset({"due"})


class ProgressFields(Value):
    """How far it is, in words and, where the task has a goal, how many so far."""

    text: Personal[Text]
    reached: Count | None = None
    document: Document | None = None


class ReportTaskProgress(ProgressFields, TaskCommand):
    """Report how far a task is."""

    NAME: ClassVar[str] = "report-task-progress"


class CompleteFields(Value):
    """The document with which it is done, and how many of its goal were reached."""

    document: Document
    reached: Count | None = None


class CompleteTask(CompleteFields, TaskCommand):
    """Record that a task is done."""

    NAME: ClassVar[str] = "complete-task"


class WithdrawTaskFields(Value):
    """Why nobody need do it any more."""

    reason: Personal[Text]
    document: Document | None = None


class WithdrawTask(WithdrawTaskFields, TaskCommand):
    """Withdraw a task."""

    NAME: ClassVar[str] = "withdraw-task"
