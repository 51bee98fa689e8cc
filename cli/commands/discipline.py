"""`admission discipline`: who was disciplined, in which form, how many."""

from typing import Final

import click

from admission.projections.discipline.queries import FORMS, count_disciplines, list_disciplines
from cli.output import Column, Listing
from cli.questions import Question, query
from cli.trees import tree_option

_FORMS: Final = tuple(dict.fromkeys(form for forms in FORMS.values() for form in forms))
DISCIPLINES: Final = Listing(
    "disciplines/1",
    (
        Column("whom", "member or organisation", "whom"),
        Column("unit", "id of the organisation, or of the member's cell"),
        Column("unit_name", "its name on that day", "unit"),
        Column("person", "id of the member, or null"),
        Column("name", "name, or `erased`, or `locked`, or null", "name"),
        Column("form", "form, as it now stands", "form"),
        Column("on_day", "day of the discipline", "on"),
        Column("body", "id of the unit that decided, or null"),
        Column("paper", "kind, number and day of the decision", "document"),
        Column("probationer", "whether the member was on probation"),
        Column("lifted_on", "day since which it is lifted, or null", "lifted"),
    ),
)
COUNTS: Final = Listing(
    "discipline-counts/1",
    (
        Column("whom", "member or organisation", "whom"),
        Column("form", "form, or all", "form"),
        Column("number", "disciplined in the year", "disciplined", number=True),
        Column("before", "the year before", "year before", number=True),
        Column("difference", "more than the year before", "difference", number=True),
        Column("ratio", "per cent of the year before, or null", "ratio", number=True),
    ),
)
_NOTES: Final = (
    "each form is counted by its day, as it stands; what an appeal lifted is not counted",
    "difference = disciplined − year before; ratio = disciplined * 100 / year before",
)


@click.group()
def command() -> None:
    """List and count disciplines of members and of organisations."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--year", type=click.IntRange(1945, 2999), help="Only of this year.")
@click.option("--whom", type=click.Choice([*FORMS]), help="Only of members or of organisations.")
@click.option("--form", "kind", type=click.Choice(_FORMS), help="Only of this form.")
@tree_option
@query
def list_(
    question: Question,
    unit: str | None,
    year: int | None,
    whom: str | None,
    kind: str | None,
) -> None:
    """List disciplines by their day."""
    page = list_disciplines(
        question.rows,
        unit=question.unit(unit),
        year=year,
        whom=whom,
        form=kind,
        **question.reading,
    )
    question.show_page(DISCIPLINES, page)


@command.command("count")
@click.option("--year", type=click.IntRange(1945, 2999), required=True, help="In this year.")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@tree_option
@query
def count(question: Question, year: int, unit: str | None) -> None:
    """Count disciplines of a year by form, beside the year before."""
    page = count_disciplines(question.rows, year=year, unit=question.unit(unit), **question.reading)
    rows = [row._asdict() for row in page.rows]
    question.show(COUNTS, rows, page.next, title=f"disciplines of {year}", notes=_NOTES)
