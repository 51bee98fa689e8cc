"""`admission ranking`: the yearly classes of organisations, of members and of heads."""

from typing import Any, Final

import click

from admission.projections.progress.queries import progress
from admission.projections.rankings.queries import Ranked, RankingRow, list_rankings
from admission.projections.rankings.rates import OverCap, RateRow, Rates, rates
from cli.output import Column, Listing, cited
from cli.questions import Question, query
from cli.trees import tree_option

RATES: Final = Listing(
    "ranking/1",
    (
        Column("rank", "class; `good or better` is excellent and good together", "class"),
        Column("number", "how many have it", "number", number=True),
        Column("base", "of how many the per cent is taken", "of", number=True),
        Column("base_of", "the classes that make these, or `all ranked`", "base"),
        Column("fraction", "the two as a fraction, such as 5/53", "fraction", number=True),
        Column(
            "percent", "the per cent, rounded half up, null where the base is 0", "%", number=True
        ),
        Column("number_before", "how many had it the year before", "year before", number=True),
        Column("percent_before", "their per cent, likewise", "% before", number=True),
        Column("aim", "per cent that a task aims at, at least, or null", "aim %", number=True),
    ),
    {
        "year": "the year that was ranked",
        "who": "organisation, member or head",
        "ranked": "how many have a class",
        "not_ranked": "how many have none, by reason",
        "over_cap": "units in which more have a class than the rulebook lets: `unit`, `unit_name`, "
        "`rank`, `number`, `base`, `at_most_percent`",
    },
)
RANKINGS: Final = Listing(
    "rankings/1",
    (
        Column("ranking", "id of the ranking"),
        Column("who", "organisation, member or head"),
        Column("unit", "id of the unit"),
        Column("unit_name", "name of the unit", "unit"),
        Column("person", "id of the person, null of an organisation"),
        Column("name", "name of the person, or `erased`, or null", "name"),
        Column("year", "the year that was ranked"),
        Column("rank", "excellent, good, completed, not-completed or not-ranked", "class"),
        Column("reason", "why there is no class, or null", "because"),
        Column("score_hundredths", "hundredths of a point, or null"),
        Column("score", "points as they are read, or null", "points", number=True),
        Column("rank_before", "class of the year before, or null", "year before"),
        Column("target", "people whom the unit was asked to admit that year, or null", number=True),
        Column("admitted", "people admitted in the unit and all under it, or null", number=True),
        Column("percent", "per cent of the target, or null", "% of target", number=True),
        Column("decided_by", "id of the unit that decided it"),
        Column("decided_by_name", "its name", "by"),
        Column("ranked_on", "day of the decision", "on"),
        Column("document_kind", "kind of the document"),
        Column("document_number", "number of the document, or null"),
        Column("document_signed", "day of its signature, or null"),
        Column("document", "the document in one line", "document"),
    ),
)
_HUNDREDTHS: Final = 100
_year = click.option("--year", type=click.IntRange(1945, 2999), required=True, help="Which year.")
_who = click.option(
    "--who",
    type=click.Choice(["organisation", "member", "head"]),
    default="organisation",
    show_default=True,
    help="Whose classes.",
)


@click.group()
def command() -> None:
    """Show how organisations, members and heads were ranked."""


@command.command("show")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@_year
@_who
@tree_option
@query
def show(question: Question, *, year: int, who: Ranked, unit: str | None) -> None:
    """Count the classes of a year, each with the base that its per cent is taken of."""
    asked = {**question.clocks, "tree": question.reading["tree"]}
    found = rates(question.rows, year=year, who=who, unit=question.unit(unit), **asked)
    question.show(
        RATES,
        [_rate(row) for row in found.rows],
        title=f"ranking of {year}, {who}s",
        notes=_notes(found),
        extra={
            "year": year,
            "who": who,
            "ranked": found.ranked,
            "not_ranked": found.not_ranked,
            "over_cap": [over._asdict() for over in found.over_cap],
        },
    )


def _rate(row: RateRow) -> dict[str, Any]:
    return {**row._asdict(), "fraction": f"{row.number}/{row.base}"}


def _notes(found: Rates) -> list[str]:
    """How many have no class and why, which limits are exceeded, and what says the bases."""
    without = sum(found.not_ranked.values())
    reasons = ", ".join(f"{number} {reason}" for reason, number in found.not_ranked.items())
    said = f", {without} not ranked ({reasons})" if without else ""
    by = [f"{rate.reference.partition('@')[0]}, {rate.rule}" for rate in found.by]
    bases = "; ".join(dict.fromkeys(by)) or "no rulebook says otherwise"
    return [
        f"{found.ranked} of {found.ranked + without} ranked{said}",
        f"per cent of the base beside it [{bases}]",
        *map(_over, found.over_cap),
    ]


def _over(over: OverCap) -> str:
    name, least = over.unit_name or over.unit, over.at_most_percent
    return f"above the limit of {least} %: {name}, {over.number} {over.rank} of {over.base}"


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@_year
@_who
@tree_option
@query
def list_(question: Question, *, year: int, who: Ranked, unit: str | None) -> None:
    """List the rankings of a year, beside the year before and the share of the target reached."""
    below = question.unit(unit)
    page = list_rankings(question.rows, year=year, who=who, unit=below, **question.reading)
    reached = _reached(question, year, below) if who == "organisation" and page.rows else {}
    rows = [_shown(row, reached.get(row.unit, {})) for row in page.rows]
    question.show(RANKINGS, rows, page.next, title=f"ranking of {year}, {who}s")


def _reached(question: Question, year: int, unit: str | None) -> dict[str, dict[str, Any]]:
    """By unit, what was asked of it and what came of it."""
    asked = {"year": year, "unit": unit, **question.clocks, "tree": question.reading["tree"]}
    found = progress(question.rows, **asked).rows
    keys = ("target", "admitted", "percent")
    return {row.unit: {key: getattr(row, key) for key in keys} for row in found}


def _shown(row: RankingRow, reached: dict[str, Any]) -> dict[str, Any]:
    points = row.score_hundredths
    return {
        **row._asdict(),
        "score": None if points is None else "{}.{:02}".format(*divmod(points, _HUNDREDTHS)),
        **(reached or dict.fromkeys(("target", "admitted", "percent"))),
        "document": cited(row.document_kind, row.document_number, row.document_signed),
    }
