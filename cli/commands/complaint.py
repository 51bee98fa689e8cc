"""`admission complaint`: complaints and denunciations about people."""

from typing import Final

import click

from admission.projections.complaints.queries import list_complaints
from cli.output import Column, Listing
from cli.people import id_called
from cli.questions import Question, query
from cli.trees import tree_option

COMPLAINTS: Final = Listing(
    "complaints/1",
    (
        Column("complaint", "id of the complaint", "complaint"),
        Column("kind", "complaint or denunciation", "kind"),
        Column("person", "id of the person whom it is about"),
        Column("name", "name of that person, or `erased`, or `locked`", "about"),
        Column("unit", "id of the unit that received it"),
        Column("unit_name", "its name", "received by"),
        Column("received_on", "day on which it was received", "received"),
        Column("sender", "from whom, or null: unsigned; or `erased`, or `locked`"),
        Column("subject", "what it is about, or null; or `erased`, or `locked`", "subject"),
        Column("content", "what it says, or null; or `erased`, or `locked`"),
        Column("assigned_to", "id of the body that is to resolve it, or null"),
        Column("assigned_on", "day on which it was assigned, or null", "assigned"),
        Column("outcome", "founded, unfounded or withdrawn, null while it is open", "outcome"),
        Column("resolved_on", "day on which it ended, null while it is open", "resolved"),
        Column("document", "paper of the outcome, or null", "document"),
    ),
)


@click.group()
def command() -> None:
    """List complaints and denunciations.

    `record receive-complaint`, `assign-complaint` and `resolve-complaint` record them. Until one is
    resolved, steps of the person wait: `why` and `due` show them, and the clocks that stand still.
    """


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only received by this unit and all under it.")
@click.option("--person", metavar="PERSON", help="Only about this person, by id or key in a list.")
@click.option("--resolved", is_flag=True, help="Those that have ended, too.")
@tree_option
@query
def list_(question: Question, unit: str | None, person: str | None, *, resolved: bool) -> None:
    """List open complaints by the day on which they were received."""
    page = list_complaints(
        question.rows,
        unit=question.unit(unit),
        person=person and id_called(question, ("person",), person),
        resolved=resolved,
        **question.reading,
    )
    question.show_page(COMPLAINTS, page)
