"""`admission target`: what units are asked for."""

from typing import Final

import click

from admission.projections.asking import Page
from admission.projections.targets.queries import list_targets
from cli.output import Column, Listing
from cli.questions import Question, query
from cli.trees import tree_option

TARGETS: Final = Listing(
    "targets/1",
    (
        Column("target", "id of the target"),
        Column("unit", "id of the unit"),
        Column("unit_name", "name of the unit", "unit"),
        Column("indicator", "admitted, recognised or certified", "indicator"),
        Column("period", "year, half-year or quarter", "period"),
        Column("group", "group that it is for, null for all", "group"),
        Column("people", "how many people it asks for", "people", number=True),
        Column("number", "the number as it was assigned, or null"),
        Column("percent_hundredths", "hundredths of a per cent of the base, or null"),
        Column("base_name", "what the per cent is taken of, or null"),
        Column("base_count", "the count of the base, or null"),
        Column("promised_by", "day by which it is promised", "by"),
        Column("assigned_on", "day of the assignment or revision", "assigned"),
        Column("document", "number of the document, or null", "document"),
    ),
)


@click.group()
def command() -> None:
    """List and show targets."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--year", type=click.IntRange(1000, 2999), help="Only of this year.")
@tree_option
@query
def list_(question: Question, unit: str | None, year: int | None) -> None:
    """List targets by period and unit."""
    page = list_targets(question.rows, unit=question.unit(unit), year=year, **question.reading)
    question.show_page(TARGETS, page)


@command.command("show")
@click.argument("target")
@query
def show(question: Question, target: str) -> None:
    """Show one target; TARGET is its id."""
    every = list_targets(question.rows, **question.clocks).rows
    rows = [row for row in every if row.target == target]
    if not rows:
        raise click.ClickException(f"There is no target {target} on {question.as_of}.")
    question.show_page(TARGETS, Page(rows, None))
