"""`admission card`: membership cards that were decided, handed over and withdrawn."""

from typing import Final

import click

from admission.projections.cards.queries import count_cards, list_cards
from cli.output import Column, Listing
from cli.people import id_called
from cli.questions import Question, query
from cli.trees import tree_option

KINDS: Final = ("first-issue", "exchange", "reissue")
CARDS: Final = Listing(
    "cards/1",
    (
        Column("cards", "id of the stream of the person's cards, for corrections"),
        Column("number", "which of the person's cards it is, from 0"),
        Column("person", "id of the person", "person"),
        Column("unit", "id of the member's cell on the day of the decision"),
        Column("unit_name", "its name on that day", "cell"),
        Column("kind", "first-issue, exchange or reissue", "kind"),
        Column("batch", "month of the batch", "batch"),
        Column("decided_on", "day of the decision", "decided"),
        Column("document", "number of the decision, or null", "document"),
        Column(
            "card_number", "number on the card as text, or `erased`, or `locked`, or null", "no."
        ),
        Column("handed_over_on", "day on which the member received it, or null", "handed over"),
        Column("withdrawn_on", "day on which it was withdrawn, or null", "withdrawn"),
        Column(
            "against",
            "rules, separated by blanks, that it goes against since a correction, or ERR-01 since "
            "the decision on the membership was cancelled; else null",
            "against",
        ),
    ),
)
COUNTS: Final = Listing(
    "card-counts/1",
    (
        Column("year", "year of the decisions", "year"),
        Column("issued", "cards decided, of every kind", "issued", number=True),
        Column("first_issues", "first issues among them", "first", number=True),
        Column("exchanges", "exchanges among them", "exchanged", number=True),
        Column("reissues", "reissues among them", "reissued", number=True),
        Column("handed_over", "how many of them were handed over", "handed over", number=True),
        Column(
            "cancelled",
            "how many of them for memberships whose decision was cancelled",
            "cancelled",
            number=True,
        ),
    ),
)


@click.group()
def command() -> None:
    """List and count membership cards."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--year", type=click.IntRange(1000, 2999), help="Only decided in this year.")
@click.option("--kind", type=click.Choice(KINDS), help="Only of this kind.")
@click.option("--person", metavar="PERSON", help="Only of this person, by id or key in a list.")
@tree_option
@query
def list_(
    question: Question, unit: str | None, year: int | None, kind: str | None, person: str | None
) -> None:
    """List cards by the day of the decision."""
    of = id_called(question, ("person",), person) if person else None
    page = list_cards(
        question.rows,
        unit=question.unit(unit),
        year=year,
        kind=kind,
        person=of,
        **question.reading,
    )
    question.show_page(CARDS, page)


@command.command("count")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--year", type=click.IntRange(1000, 2999), help="Only decided in this year.")
@tree_option
@query
def count(question: Question, unit: str | None, year: int | None) -> None:
    """Count cards year by year: first issues, exchanges and reissues apart."""
    page = count_cards(question.rows, unit=question.unit(unit), year=year, **question.reading)
    question.show_page(COUNTS, page)
