"""`admission screening`: members who are screened."""

from typing import Final

import click

from admission.projections.discipline.queries import list_screenings
from cli.output import Column, Listing
from cli.questions import Question, query
from cli.trees import tree_option

SCREENINGS: Final = Listing(
    "screenings/1",
    (
        Column("person", "id of the member"),
        Column("name", "name, or `erased`, or `locked`", "name"),
        Column("unit", "id of the cell"),
        Column("unit_name", "name of the cell on the day of listing", "cell"),
        Column("ground", "ground of the rulebook", "ground"),
        Column("listed_on", "day on which the cell listed the member", "listed"),
        Column("helper", "id of the member who helps, or null"),
        Column("educated_on", "first day of education, or null", "educated"),
        Column("outcome", "kept, or how the membership ended; null while it goes on", "outcome"),
        Column("ended_on", "day of that, or null", "ended"),
    ),
)


@click.group()
def command() -> None:
    """List members who are screened."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--ended", is_flag=True, help="Those that are over, too.")
@tree_option
@query
def list_(question: Question, unit: str | None, *, ended: bool) -> None:
    """List screenings by the day of listing; `due` says when each is to be concluded."""
    page = list_screenings(question.rows, unit=question.unit(unit), ended=ended, **question.reading)
    question.show_page(SCREENINGS, page)
