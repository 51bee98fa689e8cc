"""`admission due`: what must be done, by whom, by which rule, by when."""

from collections.abc import Mapping
from typing import Any, Final

import click

from admission.projections.due.queries import list_due
from admission.projections.due.rows import DueRow
from cli import exits
from cli.output import Column, Listing
from cli.questions import Question, query
from cli.supervisors import supervised, supervisor_option
from cli.trees import tree_option

STOPPED: Final = (
    Column(
        "stopped_since",
        "since when the clock stands still, as a review or complaint is open; `due_on` is then "
        "reckoned as if it ran again on the day asked; null where it runs",
    ),
    Column("stopped_days", "for how many calendar days it stood still", "stopped", number=True),
)
DUE: Final = Listing(
    "due/1",
    (
        Column("candidate", "id of the candidacy, null where a unit itself must act", "candidate"),
        Column("person", "id of the person, null likewise"),
        Column("name", "name of the person", "name"),
        Column("unit", "id of the cell, or of the unit that must act"),
        Column("unit_name", "its name"),
        Column(
            "rule",
            "rule that sets the day; `note` where a note does, `task` where a task does, "
            "`attendance`, `finding` and `weakness` likewise, "
            "`enlistment` where it is counted back from a day of enlistment",
            "rule",
        ),
        Column("what", "what must be done, or the words of note, task, remedy or weakness", "what"),
        Column("key", "which of several that run at once, or empty; id of what sets it"),
        Column(
            "by",
            "in which role somebody must act; for a note `author`, or `unit` where it is on one; "
            "for a task or a weakness `unit` or `person`",
        ),
        Column("acting", "id of the unit that must act, null for a person"),
        Column("acting_name", "its name, or that of the author", "who"),
        Column("starts", "day 0, as exact as it is known; the day of enlistment"),
        Column("due_on", "last good day, null where none is set or day 0 is unknown", "until"),
        Column("provisional", "whether a year on the way has no adopted calendar"),
        Column("overdue_by", "calendar days past the last good day", "overdue", number=True),
        Column("working_days_left", "working days left; 0 on the last day", "left", number=True),
        Column("from_paper", "whether day 0 is known only from the paper of a take-over"),
        *STOPPED,
    ),
)


_DIGITS: Final = 5
_LEGEND: Final = "overdue in calendar days, left in working days; `why CANDIDATE` says more of one"

_PAPER: Final = (
    "from paper = day 0 is only known from the paper of a take-over: it may be done already, and "
    "nobody has recorded it"
)


def days(text: str) -> int:
    """The type of an option that is a number of days, written `30d` or `30`."""
    number = text.removesuffix("d")
    if not number.isdecimal() or not number.isascii() or len(number) > _DIGITS:
        raise click.BadParameter(f"{text!r} is no number of days: write 30d.")
    return int(number)


_STOPPED: Final = (
    "stopped since = a review or a complaint is open, and the clock stands still: its last day is "
    "reckoned as if it ran again today"
)


@click.command()
@click.option("--overdue", is_flag=True, help="Only what is late.")
@click.option("--within", type=days, help="Only what is late, or due in so many calendar days.")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@supervisor_option
@click.option("--fail", is_flag=True, help="Exit with 1 if anything is overdue.")
@tree_option
@query
def command(
    question: Question,
    *,
    overdue: bool,
    within: int | None,
    unit: str | None,
    supervisor: str | None,
    fail: bool,
) -> None:
    """List what must be done, most urgent first."""
    units = supervised(question, unit, supervisor)
    of: dict[str, Any] = {"unit": question.unit(unit), "units": units}
    page = list_due(question.rows, **of, overdue=overdue, within_days=within, **question.reading)
    rows = [row._asdict() for row in page.rows]
    if question.form == "table":
        rows = [for_eyes(row) for row in rows]
    question.show(DUE, rows, page.next, notes=_notes(page.rows))
    first = {**question.reading, "limit": 1, "after": None}
    if fail and list_due(question.rows, **of, overdue=True, **first).rows:
        click.get_current_context().exit(exits.REFUSED)


def _notes(rows: list[DueRow]) -> list[str]:
    """What the columns that are there say."""
    paper = [_PAPER] if any(row.from_paper for row in rows) else []
    stopped = [_STOPPED] if any(row.stopped_since for row in rows) else []
    return [_LEGEND, *paper, *stopped] if rows else []


def for_eyes(row: Mapping[str, Any]) -> dict[str, Any]:
    """A clock as a table shows it: from paper, days late or days left, and whose act it is."""
    doubt = " provisional" if row["provisional"] else ""
    doubt += f" stopped since {row['stopped_since']}" if row["stopped_since"] else ""
    late = row["overdue_by"]
    return {
        **row,
        "what": f"{row['what']} (from paper)" if row["from_paper"] else row["what"],
        "acting_name": row["acting_name"] or row["by"],
        "due_on": row["due_on"] and row["due_on"] + doubt,
        "overdue_by": late or None,
        "stopped_days": row["stopped_days"] or None,
        "working_days_left": None if late or not row["due_on"] else row.get("working_days_left"),
    }
