"""`admission badge`: badges for years of party age that were awarded, and those that are due."""

from typing import Final

import click

from admission.projections.badges.due import Window, list_due_badges
from admission.projections.badges.queries import count_badges, list_badges
from cli.clocks import day
from cli.output import Column, Listing
from cli.questions import Question, query
from cli.trees import tree_option

BADGES: Final = Listing(
    "badges/1",
    (
        Column("badges", "id of the stream of the person's badges, for corrections"),
        Column("person", "id of the person", "person"),
        Column("unit", "id of the member's cell on the day of the award"),
        Column("unit_name", "its name on that day", "cell"),
        Column("years", "years of party age that it is for", "years", number=True),
        Column("round", "day of the round", "round"),
        Column(
            "ground", "party-age, seriously-ill, posthumous, or `erased`, or `locked`", "ground"
        ),
        Column("awarded_on", "day of the decision", "awarded"),
        Column("document", "number of the decision, or null", "document"),
        Column("withdrawn_on", "day on which it was withdrawn, or null", "withdrawn"),
        Column("body", "id of the committee that awarded it"),
        Column(
            "against",
            "rules, separated by blanks, that it goes against since a correction, or ERR-01 since "
            "the decision on the membership was cancelled; else null",
            "against",
        ),
    ),
)
COUNTS: Final = Listing(
    "badge-counts/1",
    (
        Column("round", "day of the round", "round"),
        Column("years", "years of party age", "years", number=True),
        Column("badges", "how many were awarded", "badges", number=True),
        Column(
            "cancelled",
            "how many of them for memberships whose decision was cancelled",
            "cancelled",
            number=True,
        ),
    ),
)
DUE: Final = Listing(
    "badges-due/1",
    (
        Column("person", "id of the person", "person"),
        Column("name", "name of the person, or `erased`, or `locked`", "name"),
        Column("unit", "id of the member's cell"),
        Column("unit_name", "its name", "cell"),
        Column("years", "years of party age that the badge is for", "years", number=True),
        Column("reached_on", "day on which they are full", "reached"),
        Column("party_years", "completed years of party age on the day of the round"),
        Column("party_months", "completed months on top"),
        Column("days_away", "days outside Party life that do not count", "away", number=True),
        Column("at_least", "whether the party age may be more: a day is not known exactly"),
        Column("waited", "whether it was reached before, and waited after a discipline"),
    ),
    {"round": "day of the round", "round_before": "day of the round before it"},
)


@click.group()
def command() -> None:
    """List and count badges, and say whose are due."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--year", type=click.IntRange(1000, 2999), help="Only in rounds of this year.")
@click.option("--round", "round_on", type=day, help="Only in the round of this day.")
@tree_option
@query
def list_(question: Question, unit: str | None, year: int | None, round_on: str | None) -> None:
    """List badges by round."""
    page = list_badges(
        question.rows,
        unit=question.unit(unit),
        year=year,
        round_on=round_on,
        **question.reading,
    )
    question.show_page(BADGES, page)


@command.command("count")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--year", type=click.IntRange(1000, 2999), help="Only in rounds of this year.")
@tree_option
@query
def count(question: Question, unit: str | None, year: int | None) -> None:
    """Count badges by round and years."""
    page = count_badges(question.rows, unit=question.unit(unit), year=year, **question.reading)
    total = sum(row.badges for row in page.rows)
    question.show_page(COUNTS, page, notes=(f"in all: {total}",) if page.rows else ())


@command.command("due")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--round", "round_on", type=day, help="Day of the round.  [default: the next]")
@tree_option
@query
def due(question: Question, unit: str | None, round_on: str | None) -> None:
    """List who reaches a badge in a round, since the round before, and was not awarded it yet."""
    of = _window(question, round_on)
    page = list_due_badges(question.rows, of, unit=question.unit(unit), **question.reading)
    said = [f"round of {of.round}: party age full after {of.before}"]
    if any(row.at_least for row in page.rows):
        said.append("of a day not known exactly the last that can be meant is taken")
    if any(row.waited for row in page.rows):
        said.append("reached before the round before: it waited after a discipline (BDG-04)")
    question.show_page(DUE, page, notes=said, extra={"round": of.round, "round_before": of.before})


def _window(question: Question, round_on: str | None) -> Window:
    # Only here: it brings in the model of rulebooks.
    from admission.projections.badges.rounds import NoRoundError, window

    try:
        return window(question.rows, round_on or question.as_of, exactly=round_on is not None)
    except NoRoundError as error:
        on = round_on or question.as_of
        if error.days:
            said = f"{on} is no day of a round: badges are awarded on {error} (MM-DD)."
        else:
            said = (
                f"No rulebook in force on {on} names rounds for badges: adopt one with "
                "`[[badge_round]]`, or ask --as-of another day."
            )
        raise click.ClickException(said) from error
