"""`admission supervision`: which committee member answers for which unit."""

from typing import Final

import click

from admission.projections.supervisions.queries import list_supervisions
from cli.output import Column, Listing
from cli.people import id_called
from cli.questions import Question, query
from cli.trees import tree_option

SUPERVISIONS: Final = Listing(
    "supervisions/1",
    (
        Column("unit", "id of the unit that is answered for, with all under it"),
        Column("unit_name", "its name", "unit"),
        Column("supervisor", "id of the person or account who answers", "supervisor"),
        Column("supervisor_name", "name, or `erased`, or `locked`, or null", "name"),
        Column("office", "in which office, or null", "office"),
        Column("assigned_on", "day from which on", "since"),
        Column("document", "number of the document, or null", "document"),
    ),
)


@click.group()
def command() -> None:
    """List who answers for which units; `due` and `progress` take --supervisor."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--supervisor", metavar="ID", help="Only of this person or account.")
@tree_option
@query
def list_(question: Question, unit: str | None, supervisor: str | None) -> None:
    """List who answers for a unit on the day asked."""
    who = supervisor and id_called(question, ("person", "account"), supervisor)
    page = list_supervisions(
        question.rows, unit=question.unit(unit), supervisor=who, **question.reading
    )
    question.show_page(SUPERVISIONS, page)
