"""`admission class`: classes and their rosters."""

from typing import Final, Literal

import click

from admission.projections.classes.queries import list_classes, roster, show_class
from cli.clocks import day
from cli.output import Column, Listing
from cli.questions import Question, query
from cli.trees import tree_option

CLASSES: Final = Listing(
    "classes/1",
    (
        Column("class_id", "id of the class", "class"),
        Column("kind", "awareness or new-member", "kind"),
        Column("unit", "id of the committee that ordered it"),
        Column("unit_name", "name of that committee", "ordered by"),
        Column("title", "title of the class", "title"),
        Column("audience", "for whom", "for"),
        Column("starts", "first day", "starts"),
        Column("ends", "last day", "ends"),
        Column("sessions", "how many sessions, or null"),
        Column("ordered_on", "day of the order"),
        Column("people", "people on the roster", "people", number=True),
        Column("passed", "how many of them passed", "passed", number=True),
        Column("concluded_on", "day of the conclusion, null while it runs", "concluded"),
        Column("issued", "day of the certificates, or null"),
    ),
)
ROSTER: Final = Listing(
    "roster/1",
    (
        Column("class_id", "id of the class"),
        Column("person", "id of the person", "person"),
        Column("name", "name of the person", "name"),
        Column("attended", "sessions attended, null where not recorded", "attended", number=True),
        Column("passed", "whether the person passed, null while there is no result", "passed"),
        Column("certificate", "number of the certificate, or null", "certificate"),
    ),
    {"class": "the row of the class, with the keys of classes/1"},
)


@click.group()
def command() -> None:
    """List and show classes."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only those ordered by this unit and all under it.")
@click.option("--kind", type=click.Choice(["awareness", "new-member"]), help="Only of this kind.")
@click.option("--from", "first", type=day, help="Only those that start on or after this day.")
@click.option("--to", "last", type=day, help="Only those that start on or before this day.")
@tree_option
@query
def list_(
    question: Question,
    unit: str | None,
    kind: Literal["awareness", "new-member"] | None,
    first: str | None,
    last: str | None,
) -> None:
    """List classes by the day they start."""
    page = list_classes(
        question.rows,
        unit=question.unit(unit),
        kind=kind,
        first=first,
        last=last,
        **question.reading,
    )
    question.show_page(CLASSES, page)


@command.command("show")
@click.argument("class_id", metavar="CLASS")
@query
def show(question: Question, class_id: str) -> None:
    """Show one class: who is on the roster, who attended, who passed."""
    found = show_class(question.rows, class_id, **question.clocks)
    if found is None:
        raise click.ClickException(f"There is no class {class_id} on {question.as_of}.")
    page = roster(question.rows, class_id=class_id, **question.paged)
    question.show_page(
        ROSTER,
        page,
        title=f"{found.title}, {found.starts} to {found.ends}",
        notes=[f"{found.people} people, {found.passed} passed"],
        extra={"class": found._asdict()},
    )
