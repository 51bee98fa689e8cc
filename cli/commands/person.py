"""`admission person`: people, found by name."""

from typing import Final

import click

from admission.projections.people.queries import find_people
from cli.output import Column, Listing
from cli.questions import Question, query

PEOPLE: Final = Listing(
    "people/1",
    (
        Column("person", "id of the person", "person"),
        Column("name", "name; null where it was erased", "name"),
        Column("born", "day of birth, or null", "born"),
        Column("sex", "female, male or null"),
        Column("cell", "id of the cell of the membership, or null"),
        Column("decided_on", "day of the admission decision, as exact as it is known, or null"),
        Column("official_on", "day of official membership, as exact as known, or null", "official"),
        Column("ended_on", "day on which the membership ended, or null"),
        Column("candidate", "id of the newest candidacy, or null", "candidate"),
    ),
)


@click.group()
def command() -> None:
    """Find people."""


@command.command("find")
@click.argument("text")
@query
def find(question: Question, text: str) -> None:
    """Find people by the beginnings of the words in their names; Dang finds Đặng."""
    question.show_page(PEOPLE, find_people(question.rows, text, **question.paged))
