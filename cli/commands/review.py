"""`admission review`: reviews of the political standard, open and concluded, listed and counted."""

from datetime import date, timedelta
from typing import Final

import click

from admission.projections.reviews.queries import count_reviews, list_reviews
from cli.commands.due import days
from cli.output import Column, Listing
from cli.people import id_called
from cli.questions import Question, query
from cli.trees import tree_option

REVIEWS: Final = Listing(
    "reviews/1",
    (
        Column("review", "id of the review", "review"),
        Column("person", "id of the person"),
        Column("name", "name of the person, or `erased`, or `locked`", "name"),
        Column("unit", "id of the unit that asked for it"),
        Column("unit_name", "its name", "asked by"),
        Column("purpose", "admission, recognition, re-admission, personnel or other", "purpose"),
        Column("step", "milestone that waits for it, or null", "holds"),
        Column("requested_on", "day on which it was asked for", "asked"),
        Column("concluded_on", "day on which it was concluded, null while it is open", "concluded"),
        Column("concluded_by", "id of the body that concluded, or null"),
        Column("document", "paper of the conclusion, or null", "document"),
    ),
)
COUNTS: Final = Listing(
    "review-counts/1",
    (
        Column("unit", "id of the unit that asked for them"),
        Column("unit_name", "its name", "unit"),
        Column("year", "calendar year", "year", number=True),
        Column("purpose", "admission, recognition, re-admission, personnel or other", "purpose"),
        Column("requested", "how many were asked for in the year", "asked for", number=True),
        Column("concluded", "how many were concluded in the year", "concluded", number=True),
    ),
    {
        "requested": "how many were asked for, on all pages",
        "concluded": "how many were concluded, on all pages",
    },
)
_PURPOSES: Final = ("admission", "recognition", "re-admission", "personnel", "other")


@click.group()
def command() -> None:
    """List and count reviews of the political standard.

    `record request-standard-review` and `record conclude-standard-review` record them, of a whole
    list at once `apply LIST.csv --as`. What a review found stands in its document alone.
    """


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only asked for by this unit and all under it.")
@click.option("--person", metavar="PERSON", help="Only of this person, by id or key in a list.")
@click.option("--purpose", type=click.Choice(_PURPOSES), help="Only for this purpose.")
@click.option("--year", type=click.IntRange(1000, 2999), help="Only concluded in this year.")
@click.option("--open", "still_open", is_flag=True, help="Only those that are open.")
@click.option("--older-than", type=days, help="Only those open for more than so many days: 30d.")
@tree_option
@query
def list_(
    question: Question,
    unit: str | None,
    person: str | None,
    purpose: str | None,
    year: int | None,
    *,
    still_open: bool,
    older_than: int | None,
) -> None:
    """List reviews by the day on which they were asked for."""
    page = list_reviews(
        question.rows,
        unit=question.unit(unit),
        person=person and id_called(question, ("person",), person),
        purpose=purpose,
        year=year,
        open_since=_open_since(question.as_of, older_than, still_open=still_open),
        **question.reading,
    )
    question.show_page(REVIEWS, page)


def _open_since(as_of: str, older_than: int | None, *, still_open: bool) -> str | None:
    if older_than is None:
        return as_of if still_open else None
    return (date.fromisoformat(as_of) - timedelta(days=older_than + 1)).isoformat()


@command.command("count")
@click.option("--unit", metavar="UNIT", help="Only asked for by this unit and all under it.")
@click.option("--year", type=click.IntRange(1000, 2999), help="Only of this year.")
@tree_option
@query
def count(question: Question, unit: str | None, year: int | None) -> None:
    """Count reviews by unit, year and purpose."""
    asked = {**question.reading, "limit": 0, "after": None}
    every = count_reviews(question.rows, unit=question.unit(unit), year=year, **asked).rows
    page = count_reviews(question.rows, unit=question.unit(unit), year=year, **question.reading)
    sums = {name: sum(getattr(row, name) for row in every) for name in ("requested", "concluded")}
    said = f"together {sums['requested']:,} asked for, {sums['concluded']:,} concluded"
    question.show_page(COUNTS, page, notes=[said], extra=sums)
