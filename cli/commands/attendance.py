"""`admission attendance`: meetings of cells attended from above, and what was found."""

from typing import Any, Final

import click

from admission.projections.attendance.counts import count_attendances
from admission.projections.attendance.queries import State, list_attendances, list_weaknesses
from cli.output import Column, Listing, cited
from cli.questions import Question, query
from cli.trees import depth_option, first_unit_option, tree_option

_PAPER: Final = (
    Column("document_kind", "kind of the document, or null"),
    Column("document_number", "number of the document, or null"),
    Column("document_signed", "day of its signature, or null"),
    Column("document", "the document in one line, or null", "document"),
)
ATTENDANCES: Final = Listing(
    "attendances/1",
    (
        Column("attendance", "id of the attendance", "attendance"),
        Column("person", "id of the person who attends"),
        Column("name", "name of that person, or `erased`, or `locked`", "who"),
        Column("office", "committee-member or board-head", "as"),
        Column("body", "id of the committee above that the person is of"),
        Column("body_name", "its name", "of"),
        Column("unit", "id of the cell"),
        Column("unit_name", "its name", "cell"),
        Column("planned", "month or day that was planned", "planned"),
        Column("due_on", "last day of it"),
        Column("planned_on", "day of the plan"),
        Column("state", "planned, held or missed", "state"),
        Column("over_on", "day on which it was held or missed, or null", "on"),
        Column("meeting", "id of the meeting attended, or null"),
        Column("reason", "why it was missed, or null", "because"),
        *_PAPER,
        Column("weaknesses_open", "weaknesses found there that are open", "open", number=True),
        Column("weaknesses_closed", "those that are closed", "closed", number=True),
    ),
)
WEAKNESSES: Final = Listing(
    "weaknesses/1",
    (
        Column("weakness", "id of the weakness", "weakness"),
        Column("attendance", "id of the attendance at which it was found"),
        Column("cell", "id of the cell in which it was found"),
        Column("cell_name", "its name", "found in"),
        Column("unit", "id of the unit that mends it"),
        Column("unit_name", "its name", "unit"),
        Column("person", "id of the person in it who mends it, or null"),
        Column("name", "name of that person, or null", "person"),
        Column("text", "what was found, or `erased`, or `locked`", "what"),
        Column("noted_on", "day on which it was noted"),
        Column("due_on", "last good day", "until"),
        Column("closed_on", "day on which it was closed, or null", "closed"),
        *_PAPER,
    ),
)
COUNTS: Final = Listing(
    "attendance-counts/1",
    (
        Column("unit", "id of the unit; its row counts it and all under it"),
        Column("name", "name of the unit", "unit"),
        Column("depth", "how far below the first row, which has 0"),
        Column("planned", "attendances planned for the year", "planned", number=True),
        Column("held", "of them held", "held", number=True),
        Column("missed", "of them missed", "missed", number=True),
        Column("awaited", "of which nothing is recorded yet", "awaited", number=True),
        Column("weaknesses_open", "found at them, open", "weaknesses open", number=True),
        Column("weaknesses_closed", "found at them, closed", "closed", number=True),
    ),
    {"year": "the year that was planned for"},
)
_YEARS: Final = click.IntRange(1945, 2999)


@click.group()
def command() -> None:
    """List and count meetings of cells attended from above, and weaknesses found there."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only at cells of this unit and all under it.")
@click.option("--year", type=_YEARS, help="Only those planned for this year.")
@click.option(
    "--state", type=click.Choice(["planned", "held", "missed"]), help="Only those in this state."
)
@click.option("--overdue", is_flag=True, help="Only those not recorded whose month is past.")
@tree_option
@query
def list_(
    question: Question, unit: str | None, year: int | None, state: State | None, *, overdue: bool
) -> None:
    """List attendances by the planned day."""
    if overdue and state not in (None, "planned"):
        raise click.UsageError("--overdue lists planned ones: leave --state out.")
    page = list_attendances(
        question.rows,
        unit=question.unit(unit),
        year=year,
        state="planned" if overdue else state,
        due_before=question.as_of if overdue else None,
        **question.reading,
    )
    question.show(ATTENDANCES, map(_shown, page.rows), page.next)


@command.command("weaknesses")
@click.option("--unit", metavar="UNIT", help="Only those that this unit and all under it mend.")
@click.option("--attendance", metavar="ID", help="Only those found there.")
@click.option("--open", "open_", is_flag=True, help="Only open ones.")
@click.option("--overdue", is_flag=True, help="Only open ones whose day is past.")
@tree_option
@query
def weaknesses(
    question: Question, unit: str | None, attendance: str | None, *, open_: bool, overdue: bool
) -> None:
    """List weaknesses by the day by which they are to be mended."""
    page = list_weaknesses(
        question.rows,
        unit=question.unit(unit),
        attendance=attendance,
        open_=open_ or overdue,
        due_before=question.as_of if overdue else None,
        **question.reading,
    )
    question.show(WEAKNESSES, map(_shown, page.rows), page.next)


@command.command("count")
@click.option("--year", type=_YEARS, required=True, help="Which year.")
@first_unit_option
@depth_option(1)
@tree_option
@query
def count(question: Question, year: int, unit: str | None, depth: int) -> None:
    """Count attendances planned for a year, and the weaknesses found, unit by unit."""
    page = count_attendances(
        question.rows, year=year, unit=question.unit(unit), depth=depth, **question.reading
    )
    rows = [row._asdict() for row in page.rows]
    if question.form == "table":
        rows = [{**row, "name": "  " * row["depth"] + row["name"]} for row in rows]
    question.show(COUNTS, rows, page.next, title=f"attendances {year}", extra={"year": year})


def _shown(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of an attendance or of a weakness
    paper = cited(row.document_kind, row.document_number, row.document_signed)
    return {**row._asdict(), "document": paper}
