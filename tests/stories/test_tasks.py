"""Directives and plans, and the tasks under them."""

import pytest

from admission.domain.registers.tasks.commands import (
    AssignTask,
    CompleteTask,
    IssueDirective,
    ReportTaskProgress,
    WithdrawTask,
)
from tests.stories.kit import given
from tests.stories.organisation import COMMITTEE, COMMUNE, DOC, GUIDE, NOBODY, a_, ask

PLAN, TASK = a_("directive", 1), a_("task", 1)
ON = "2025-01-15"


def issued(**fields: object) -> IssueDirective:
    known = {"directive": PLAN, "unit": COMMUNE, "title": "Kế hoạch phát triển đảng", "on": ON}
    return ask(IssueDirective, **{**known, **fields})


def assigned(**fields: object) -> AssignTask:
    known = {"task": TASK, "directive": PLAN, "unit": COMMITTEE, "text": "ba tổ chức"}
    return ask(AssignTask, **{**known, "due": "2025-12-31", "goal": 3, "on": ON, **fields})


def reported(**fields: object) -> ReportTaskProgress:
    known = {"task": TASK, "text": "đã có hai", "reached": 2, "on": "2025-06-30"}
    return ask(ReportTaskProgress, **{**known, **fields})


def completed(**fields: object) -> CompleteTask:
    return ask(CompleteTask, **{"task": TASK, "reached": 3, "on": "2025-11-20", **fields})


def withdrawn(**fields: object) -> WithdrawTask:
    return ask(WithdrawTask, **{"task": TASK, "on": "2025-11-20", **fields})


@pytest.mark.accepts("SYS-168")
@pytest.mark.accepts("SYS-169")
def test_a_task_is_assigned_reported_on_and_done_with_a_document() -> None:
    """Three organisations of three; a person may answer for it."""
    told = given(issued()).when(assigned(person=GUIDE)).records("task-assigned", goal=3).then()
    told = told.when(reported()).records("task-progress-reported", reached=2).then()
    told.when(completed()).records("task-completed", reached=3, document=DOC)
    told.when(withdrawn()).records("task-withdrawn")


@pytest.mark.refuses("SYS-168")
def test_a_task_that_is_over_stays_so() -> None:
    """Done or withdrawn, nothing more is said of it."""
    for over in (completed(), withdrawn()):
        told = given(issued(), assigned(), over)
        for late in (reported(on="2025-12-01"), completed(on="2025-12-01")):
            told.when(late).refused_only("SYS-168")
        told.when(withdrawn(on="2025-12-01")).refused_only("SYS-168")


@pytest.mark.accepts("SYS-170")
@pytest.mark.refuses("SYS-170")
def test_a_class_is_aimed_at_in_per_cent() -> None:
    """At least three quarters of the organisations are to be ranked good."""
    told = given(issued())
    for goal in (1, 75, 100):
        told.when(assigned(goal=goal, rank="good")).records("task-assigned", rank="good")
    for wrong in (None, 0, 101):
        told.when(assigned(goal=wrong, rank="good")).refused_only("SYS-170")
    told.when(assigned(goal=101)).accepted()


@pytest.mark.refuses("SYS-169")
def test_a_number_is_reported_towards_a_goal() -> None:
    """A task without one is reported on in words."""
    told = given(issued(), assigned(goal=None))
    told.when(reported()).refused_only("SYS-169")
    told.when(completed()).refused_only("SYS-169")
    told.when(reported(reached=None)).accepted()


def test_directives_and_tasks_are_recorded_once() -> None:
    """Each has an id of its own."""
    told = given(issued(), assigned())
    told.when(issued()).refused_only("SYS-07")
    told.when(assigned()).refused_only("SYS-07")
    told.when(assigned(task=a_("task", 2))).accepted()


def test_a_task_has_days_that_can_be() -> None:
    """Not before its directive, not due before it is set, nothing said before what was said."""
    told = given(issued())
    told.when(assigned(on="2025-01-14")).refused_only("SYS-14")
    told.when(assigned(due="2025-01-14")).refused_only("SYS-14")
    told.when(assigned(due="2031-01-01"), today=ON).accepted()
    told.and_(assigned(), reported()).when(completed(on="2025-06-29")).refused_only("SYS-14")
    told.when(issued(directive=a_("directive", 2), on="1999-12-31")).refused_only("SYS-14")


def test_a_task_refers_to_what_is_there() -> None:
    """A directive, a unit, a person."""
    given().when(assigned()).unknown(PLAN)
    given(issued()).when(assigned(unit=a_("unit", 99))).unknown(a_("unit", 99))
    given(issued()).when(assigned(person=NOBODY)).unknown(NOBODY)
    given(issued()).when(reported()).unknown(TASK)
