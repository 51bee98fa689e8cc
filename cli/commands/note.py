"""`admission note`: words on a candidate or a unit, and when to come back to them."""

from typing import Any, Final

import click

from admission.projections.notes.queries import list_notes
from cli.clocks import day
from cli.context import Settings, pass_settings
from cli.output import Column, Listing
from cli.questions import Question, query
from cli.trees import tree_option

NOTES: Final = Listing(
    "notes/1",
    (
        Column("note", "id of the note", "note"),
        Column("about", "id of the candidate or unit that it is about"),
        Column("person", "id of the candidate's person, null for a note on a unit"),
        Column("name", "name of that person, or null", "name"),
        Column("unit", "id of the unit, or of the candidate's cell"),
        Column("unit_name", "its name", "unit"),
        Column("text", "what it says, or `erased`, or `locked`", "text"),
        Column("follow_up", "day by which to come back to it, or null", "follow up"),
        Column("written_on", "day on which it was written", "written"),
        Column("author", "id of the account or person who wrote it"),
        Column("author_name", "name of the author, or null", "by"),
        Column("closed_on", "day on which it was closed, null while it is open", "closed"),
    ),
)


@click.group()
def command() -> None:
    """Write notes on candidates and units, list and close them."""


@command.command("add")
@click.argument("about")
@click.argument("text")
@click.option("--follow-up", type=day, help="Day by which to come back to it; `due` lists it.")
@click.option("--on", type=day, help="Effective day.  [default: today]")
@click.option("--id", "id_", metavar="UUID", help="Id of the command.  [default: a new one]")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def add(
    settings: Settings,
    *,
    about: str,
    text: str,
    follow_up: str | None,
    on: str | None,
    id_: str | None,
    json_: bool,
) -> None:
    """Write a note.

    ABOUT is the id of a candidacy, or a unit by id, code or exact name.
    """
    from cli.recording import command_id

    id_ = command_id(id_)
    note = f"note-{id_}"
    fields = {"note": note, "about": about, "text": text, "follow_up": follow_up, "on": on}
    _record(settings, "write-note", fields, {"note": note}, id_=id_, as_object=json_)


@command.command("close")
@click.argument("note")
@click.option("--on", type=day, help="Effective day.  [default: today]")
@click.option("--id", "id_", metavar="UUID", help="Id of the command.  [default: a new one]")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def close(settings: Settings, *, note: str, on: str | None, id_: str | None, json_: bool) -> None:
    """Close a note: what it asked for is done; NOTE is its id."""
    from cli.recording import command_id

    fields = {"note": note, "on": on}
    _record(settings, "close-note", fields, {}, id_=command_id(id_), as_object=json_)


@command.command("list")
@click.option("--about", metavar="ID", help="Only on this candidate or unit.")
@click.option("--unit", metavar="UNIT", help="Only on this unit, those under it, their candidates.")
@click.option("--closed", is_flag=True, help="Closed ones, too.")
@tree_option
@query
def list_(question: Question, about: str | None, unit: str | None, *, closed: bool) -> None:
    """List open notes by the day they were written."""
    page = list_notes(
        question.rows,
        about=question.thing(about),
        unit=question.unit(unit),
        closed=closed,
        **question.reading,
    )
    question.show_page(NOTES, page)


def _record(
    settings: Settings,
    name: str,
    fields: dict[str, Any],
    made: dict[str, str],
    *,
    id_: str,
    as_object: bool,
) -> None:
    from cli.recording import recorded, tell
    from cli.writing import desk

    with desk(settings, log="warning") as here:
        fields["on"] = fields["on"] or here.admission.today()
        if "about" in fields:
            fields["about"] = here.thing(fields["about"])
        answer = recorded(here, name, fields, id_)
    tell(here, name, answer, made, as_object=as_object)
