"""`admission person`: people, found by name, and records that may be of one person."""

from typing import Final

import click

from admission.projections.party_ages.queries import show_party_age
from admission.projections.people.queries import find_people, show_person
from admission.projections.people.twins import list_twins
from cli.output import Column, Listing
from cli.people import LISTED_AS, columns_of_age, id_called, said_of_age, with_keys
from cli.questions import Question, query

PEOPLE: Final = Listing(
    "people/1",
    (
        Column("person", "id of the person", "person"),
        Column("name", "name, or `erased`, or `locked`", "name"),
        Column("born", "day of birth, or `erased`, or `locked`, or null", "born"),
        Column("sex", "female, male or null"),
        Column("residence", "residence, or null"),
        LISTED_AS,
        Column("cell", "id of the cell of the membership, or null"),
        Column("decided_on", "day of the admission decision, as exact as it is known, or null"),
        Column("official_on", "day of official membership, as exact as known, or null", "official"),
        Column("ended_on", "day on which the membership ended, or null"),
        Column("candidate", "id of the newest candidacy, or null", "candidate"),
        Column(
            "joined_into",
            "id of the person kept, where this is another name, or null",
            "joined into",
        ),
    ),
)
PERSON: Final = PEOPLE._replace(
    schema="person/1",
    columns=(
        *PEOPLE.columns,
        Column("party_years", "completed years of party age, null where there is none or unknown"),
        Column("party_months", "completed months on top, or null"),
        Column("counts_from", "day from which party age counts, time away put on top, or null"),
        Column("first_decided", "day of the first admission decision that is known, or null"),
        Column("days_away", "days outside Party life that do not count, or null"),
        Column("at_least", "whether the party age may be more, as a day is not exact, or null"),
    ),
)
TWINS: Final = Listing(
    "twins/1",
    (
        Column("person", "id of a record", "person"),
        Column("other", "id of the record that is like it", "other"),
        Column("name", "name in the first, or `erased`, or `locked`", "name"),
        Column("other_name", "name in the other", "other name"),
        Column("born", "day of birth in the first, or null", "born"),
        Column("other_born", "day of birth in the other, or null"),
        Column("residence", "residence in the first, or null"),
        Column("other_residence", "residence in the other, or null"),
        Column("likeness", "strong, likely or possible", "likeness"),
        Column("alike", "in what they agree: name, birth, place", "alike"),
    ),
)
_WHAT_TO_DO: Final = (
    "one person: `admission record join-persons`; two people: `admission record part-persons`"
)


@click.group()
def command() -> None:
    """Find and show people; list records that may be of one person."""


@command.command("find")
@click.argument("text")
@query
def find(question: Question, text: str) -> None:
    """Find people by the beginnings of the words in their names; Dang finds Đặng."""
    page = find_people(question.rows, text, **question.paged)
    question.show_page(with_keys(PEOPLE, page.rows), page)


@command.command("show")
@click.argument("person")
@query
def show(question: Question, person: str) -> None:
    """Show a person, by id or key in a list; another name of somebody says who is kept."""
    id_ = id_called(question, ("person",), person)
    found = show_person(question.rows, id_, **question.clocks)
    if found is None:
        raise click.ClickException(
            f"There is no person {person} on {question.as_of}; `person find` shows their ids."
        )
    age = show_party_age(question.rows, found.joined_into or id_, **question.clocks)
    row = {**found._asdict(), **columns_of_age(age)}
    question.show(with_keys(PERSON, [found]), [row], notes=said_of_age(age))


@command.command("twins")
@query
def twins(question: Question) -> None:
    """List records that are likely to be of one person, and have been neither joined nor parted."""
    page = list_twins(question.rows, **question.paged)
    question.show_page(TWINS, page, notes=(_WHAT_TO_DO,) if page.rows else ())
