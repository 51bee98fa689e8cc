"""`admission figure`: figures that are known only from somebody who stated them."""

from typing import Final

import click

from admission.projections.reconciled.queries import ReconciledRow, reconcile
from admission.projections.stated.queries import FigureRow, list_figures
from cli.output import UNKNOWN, Column, Form, Listing, cited
from cli.questions import Question, query
from cli.trees import tree_option

FIGURES: Final = Listing(
    "figures/1",
    (
        Column("figure", "id of the figure"),
        Column("unit", "id of the unit"),
        Column("unit_name", "name of the unit on that day", "unit"),
        Column("indicator", "members, admitted, recognised, certified or admissible", "indicator"),
        Column("period", "year, half-year or quarter; of members and admissible the day", "period"),
        Column("number", "the number as it was stated", "stated", number=True),
        Column("stated_on", "day on which it was stated", "on"),
        Column("document_kind", "kind of the document"),
        Column("document_number", "number of the document, or null"),
        Column("document_signed", "day of its signature, or null"),
        Column("document", "the document in one line", "document"),
    ),
)
RECONCILED: Final = Listing(
    "reconciled/1",
    (
        Column("figure", "id of the figure"),
        Column("unit", "id of the unit"),
        Column("unit_name", "name of the unit on that day", "unit"),
        Column("indicator", "members, admitted, recognised, certified or admissible", "indicator"),
        Column("period", "year, half-year or quarter; of members and admissible the day", "period"),
        Column("stated", "the number as it was stated", "stated", number=True),
        Column(
            "counted",
            "people counted in the unit and all under it; null where no member is known by name, "
            "and of those who could be admitted",
            "counted",
            number=True,
        ),
        Column("difference", "counted less stated, or null", "difference", number=True),
        Column("confirmed", "whether the records are confirmed to the end of the period"),
        Column(
            "confirmed_to",
            "last day to whose end the unit's records are confirmed as complete, or null",
            "complete to",
        ),
        Column("stated_on", "day on which it was stated", "on"),
        Column("stated_by", "account or person who recorded it"),
        Column("document_kind", "kind of the document"),
        Column("document_number", "number of the document, or null"),
        Column("document_signed", "day of its signature, or null"),
        Column("document", "the document in one line", "document"),
    ),
)
_NOTE: Final = "stated = as somebody stated it; nobody is counted by it"
_BESIDE: Final = (
    _NOTE,
    "counted = people, as progress counts them; members = who is known by name",
    f"difference = counted − stated; {UNKNOWN} = none is known, and nobody has confirmed that",
)


@click.group()
def command() -> None:
    """List stated figures."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option(
    "--indicator",
    type=click.Choice(["members", "admitted", "recognised", "certified", "admissible"]),
    help="Only of this.",
)
@click.option("--period", metavar="PERIOD", help="Only of 2024, 2024-H1, 2024-Q1 or 2024-03-31.")
@tree_option
@query
def list_(question: Question, unit: str | None, indicator: str | None, period: str | None) -> None:
    """List figures by period and unit, each with the document that states it."""
    page = list_figures(
        question.rows,
        unit=question.unit(unit),
        indicator=indicator,
        period=period,
        **question.reading,
    )
    question.show(FIGURES, map(_shown, page.rows), page.next, notes=[_NOTE])


@command.command("reconcile")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--year", type=click.IntRange(1945, 2999), help="Only of this year, and its parts.")
@query
def reconcile_(question: Question, unit: str | None, year: int | None) -> None:
    """Set stated figures beside the people who are counted, and say who has confirmed that."""
    page = reconcile(question.rows, unit=question.unit(unit), year=year, **question.paged)
    rows = [_beside(row, question.form) for row in page.rows]
    question.show(RECONCILED, rows, page.next, title="stated and counted", notes=_BESIDE)


def _beside(row: ReconciledRow, form: Form) -> dict[str, object]:
    shown: dict[str, object] = row._asdict()
    if form is Form.TABLE and row.counted is None:
        shown["counted"] = UNKNOWN
    elif form is Form.TABLE and not row.confirmed and not row.counted:
        shown["counted"] = shown["difference"] = UNKNOWN
    paper = cited(row.document_kind, row.document_number, row.document_signed)
    return {**shown, "document": paper}


def _shown(row: FigureRow) -> dict[str, object]:
    paper = cited(row.document_kind, row.document_number, row.document_signed)
    return {**row._asdict(), "document": paper}
