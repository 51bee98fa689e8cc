"""`admission inspection`: inspections of units, what they found, and what became of it."""

from typing import Final

import click

from admission.projections.inspections.queries import (
    FindingRow,
    InspectionRow,
    list_findings,
    list_inspections,
)
from cli.output import Column, Listing
from cli.people import id_called
from cli.questions import Question, query
from cli.trees import tree_option

INSPECTIONS: Final = Listing(
    "inspections/1",
    (
        Column("inspection", "id of the inspection", "inspection"),
        Column("unit", "id of a unit that is inspected"),
        Column("unit_name", "its name", "unit"),
        Column("inspected_by", "id of the body that inspects"),
        Column("programme", "what it is called, or null; or `erased`, or `locked`", "programme"),
        Column("first_day", "first day of what is inspected", "from"),
        Column("last_day", "last day of what is inspected", "to"),
        Column("frozen_at", "position in the log; nothing later is looked at", "known at"),
        Column("begun_on", "day on which it began", "begun"),
        Column("begun_by", "paper by which it began", "by"),
        Column("ended_on", "day on which it ended, null while it is under way", "ended"),
        Column("ended_by", "paper of its conclusion, or null"),
    ),
)
FINDINGS: Final = Listing(
    "findings/1",
    (
        Column("finding", "id of the finding", "finding"),
        Column("inspection", "id of the inspection"),
        Column("unit", "id of the unit in which it was found"),
        Column("unit_name", "its name", "unit"),
        Column("person", "id of the person whom it is about, or null"),
        Column("name", "name of that person, or null; or `erased`, or `locked`", "about"),
        Column("rule", "rule that it goes by, or null", "rule"),
        Column("events", "positions of the events that it points at", "events"),
        Column("text", "what was found, or `erased`, or `locked`", "found"),
        Column("document", "paper that it points at, or null", "document"),
        Column("raised_on", "day on which it was raised", "on"),
        Column("answer", "last answer of the unit, or null; or `erased`, or `locked`"),
        Column("answered_on", "day of that answer, or null", "answered"),
        Column("remedy", "what is to be done, or null; or `erased`, or `locked`"),
        Column("due_on", "last good day of the remedy, or null", "remedy by"),
        Column("upheld_on", "day on which it was upheld, or null"),
        Column("reason", "why it was dropped, or null; or `erased`, or `locked`"),
        Column("state", "open, upheld, dropped or remedied", "state"),
        Column("over_on", "day on which it was dropped or remedied, or null", "since"),
        Column("over_by", "paper of that, or null"),
    ),
)


@click.group()
def command() -> None:
    """List inspections of units, and what they found.

    `record begin-inspection` and `end-inspection` record them; `raise-finding`, `answer-finding`,
    `uphold-finding` or `drop-finding`, and `remedy-finding` what was found. `due` lists remedies.
    """


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and those under it.")
@click.option("--ended", is_flag=True, help="Those that have ended, too.")
@tree_option
@query
def list_(question: Question, unit: str | None, *, ended: bool) -> None:
    """List inspections under way, one row for each unit that is inspected, by their first day."""
    found = list_inspections(
        question.rows, unit=question.unit(unit), ended=ended, **question.reading
    )
    question.show_page(INSPECTIONS, found)


@command.command("show")
@click.argument("inspection")
@query
def show(question: Question, inspection: str) -> None:
    """Show what INSPECTION, by id or key in a list, has found, and what became of it."""
    asked = id_called(question, ("inspection",), inspection)
    rows = list_inspections(question.rows, inspection=asked, ended=True, **question.clocks).rows
    if not rows:
        raise click.ClickException(
            f"There is no inspection {inspection} on {question.as_of}; "
            "`inspection list --ended` shows them all."
        )
    page = list_findings(question.rows, inspection=asked, **question.paged)
    shown = map(_shown, page.rows)
    question.show(FINDINGS, shown, page.next, title=_title(rows[0]), notes=_scope(rows))


def _title(row: InspectionRow) -> str:
    called = f": {row.programme}" if row.programme else ""
    return f"{row.inspection}{called}"


def _scope(rows: list[InspectionRow]) -> list[str]:
    first = rows[0]
    units = ", ".join(row.unit_name or row.unit for row in rows)
    ended = f", ended {first.ended_on} by {first.ended_by}" if first.ended_on else ""
    return [
        f"of {units}, {first.first_day} to {first.last_day}, as known at {first.frozen_at}",
        f"begun {first.begun_on} by {first.begun_by}{ended}",
    ]


def _shown(row: FindingRow) -> dict[str, object]:
    return {**row._asdict(), "events": list(row.events)}
