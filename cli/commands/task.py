"""`admission task`: what directives and plans ask of units, and how far it is."""

from typing import Final

import click

from admission.projections.asking import Page
from admission.projections.tasks.queries import TaskRow, list_directives, list_tasks
from cli.output import Column, Form, Listing, cited
from cli.questions import Question, query
from cli.trees import tree_option

_PAPER: Final = (
    Column("document_kind", "kind of the document"),
    Column("document_number", "number of the document, or null"),
    Column("document_signed", "day of its signature, or null"),
    Column("document", "the document in one line, or null", "document"),
)
TASKS: Final = Listing(
    "tasks/1",
    (
        Column("task", "id of the task", "task"),
        Column("directive", "id of the directive or plan that it is under"),
        Column("directive_number", "number of the directive or plan, or null", "under"),
        Column("unit", "id of the unit that answers for it"),
        Column("unit_name", "its name", "unit"),
        Column("person", "id of the person in it who answers for it, or null"),
        Column("name", "name of that person, or null", "person"),
        Column("text", "what is to be done, or `erased`, or `locked`", "what"),
        Column("assigned_on", "day on which it was assigned"),
        Column("due_on", "last good day", "until"),
        Column(
            "overdue_by", "calendar days past it, null where it is not late", "late", number=True
        ),
        Column("goal", "how many are to be reached, or null"),
        Column(
            "rank", "class that the goal is the per cent of organisations to have, or null", "class"
        ),
        Column("reached", "how many were reached, as stated last, or null"),
        Column("so_far", "reached and goal in one cell, or null", "reached", number=True),
        Column("said", "what was said of it last, or null", "said"),
        Column("said_on", "day of that, or null"),
        Column("state", "open, done or withdrawn", "state"),
        Column("over_on", "day on which it was done or withdrawn, or null", "on"),
        *_PAPER,
    ),
)
DIRECTIVES: Final = Listing(
    "directives/1",
    (
        Column("directive", "id of the directive or plan", "directive"),
        Column("unit", "id of the unit that issued it"),
        Column("unit_name", "its name on that day", "issued by"),
        Column("title", "what it is called, or `erased`, or `locked`", "title"),
        Column("issued_on", "day of issue", "on"),
        *_PAPER,
        Column("tasks", "how many tasks are under it", "tasks", number=True),
        Column("done", "how many of them are done", "done", number=True),
    ),
)
_NOTE: Final = "reached = as stated in a report or when it was done; nothing is counted by it"


@click.group()
def command() -> None:
    """List directives, plans and their tasks, and how far they are."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--directive", metavar="ID", help="Only under this directive or plan.")
@click.option("--open", "open_", is_flag=True, help="Only open ones.")
@click.option("--overdue", is_flag=True, help="Only open ones whose day is past.")
@tree_option
@query
def list_(
    question: Question, unit: str | None, directive: str | None, *, open_: bool, overdue: bool
) -> None:
    """List tasks by the day they are due."""
    page = list_tasks(
        question.rows,
        unit=question.unit(unit),
        directive=directive,
        open_=open_ or overdue,
        due_before=question.as_of if overdue else None,
        **question.reading,
    )
    _show(question, page)


def _show(question: Question, page: Page[TaskRow]) -> None:
    rows = [_shown(row, question) for row in page.rows]
    notes = [_NOTE] if any(row.goal is not None for row in page.rows) else []
    question.show(TASKS, rows, page.next, notes=notes)


@command.command("directives")
@click.option("--unit", metavar="UNIT", help="Only those issued by this unit and all under it.")
@tree_option
@query
def directives(question: Question, unit: str | None) -> None:
    """List directives and plans by day of issue."""
    page = list_directives(question.rows, unit=question.unit(unit), **question.reading)
    rows = (
        {
            **row._asdict(),
            "document": cited(row.document_kind, row.document_number, row.document_signed),
        }
        for row in page.rows
    )
    question.show(DIRECTIVES, rows, page.next)


def _shown(row: TaskRow, question: Question) -> dict[str, object]:
    from datetime import date

    late = (date.fromisoformat(question.as_of) - date.fromisoformat(row.due_on)).days
    so_far = None if row.goal is None else f"{_known(row, question.form)} of {row.goal}"
    return {
        **row._asdict(),
        "overdue_by": late if late > 0 and row.state == "open" else None,
        "so_far": so_far,
        "document": cited(row.document_kind, row.document_number, row.document_signed),
    }


def _known(row: TaskRow, form: Form) -> str:
    """A goal of which nothing was reported yet is not one of which 0 is reached."""
    unknown = "–" if form is Form.TABLE else "?"
    return unknown if row.reached is None else str(row.reached)
