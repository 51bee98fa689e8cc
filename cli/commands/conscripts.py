"""`admission conscripts`: who is on the enlistment lists, and who of them was admitted in time."""

from typing import Any, Final

import click

from admission.projections.conscripts.becoming import Outcome
from admission.projections.conscripts.queries import (
    ConscriptCount,
    count_conscripts,
    list_conscripts,
)
from cli.output import Column, Form, Listing
from cli.questions import Question, query
from cli.trees import depth_option, first_unit_option, tree_option

CONSCRIPTS: Final = Listing(
    "conscripts/1",
    (
        Column("conscript", "id of the person in the round"),
        Column("person", "id of the person", "person"),
        Column("name", "name, or `erased`, or `locked`, or null", "name"),
        Column("unit", "id of the unit whose list it is"),
        Column("unit_name", "its name", "list of"),
        Column("round", "round of enlistment: a year, or such as `2024-2`", "round"),
        Column("listed_on", "day of the listing", "listed"),
        Column("enlists", "day of enlistment", "enlists"),
        Column("outcome", f"{', '.join(Outcome)}", "outcome"),
        Column("candidate", "id of the newest candidacy, or null"),
        Column("cell", "id of its cell, or null"),
        Column("standing", "where it stands, or null", "stands"),
        Column(
            "reason",
            "why deferred, or why never proposed, or null; `erased` or `locked`",
            "reason",
        ),
    ),
)
COUNTS: Final = Listing(
    "conscript-counts/1",
    (
        Column("unit", "id of the unit; its row counts it and all under it"),
        Column("name", "name on that day", "unit"),
        Column("code", "code on that day, or null"),
        Column("kind", "kind of unit"),
        Column("depth", "how far below the first row, which has 0"),
        Column("year", "year of enlistment"),
        Column("listed", "on the list", "listed", number=True),
        Column("deferred", "deferred: they do not enlist in this round", "deferred", number=True),
        Column("already_member", "members before the listing", "members", number=True),
        Column("base", "listed, less deferred and already members", "base", number=True),
        Column("admitted", "of the base, admitted before enlistment", "admitted", number=True),
        Column("percent", "admitted per cent of the base, half up, or null", "%", number=True),
        Column("admitted_later", "of the base, admitted since", "later", number=True),
        Column("in_process", "of the base, on the way to admission", "in process", number=True),
        Column("standings", "where these stand: list of `standing`, `conscripts`", "standing"),
        Column("path_ended", "of the base, path ended without it", "ended", number=True),
        Column("never_proposed", "of the base, never candidates", "never proposed", number=True),
        Column("unexplained", "of these, without a reason", "no reason", number=True),
        Column("before_base", "the base of the year before"),
        Column("before_admitted", "of that, admitted before enlistment"),
        Column("before_percent", "per cent of that, or null", "% year before", number=True),
    ),
)
_BASE: Final = (
    "% = admitted before the day of enlistment, of the base; "
    "base = listed, less the deferred and those who were members before they were listed"
)


@click.group()
def command() -> None:
    """List conscripts; count who was admitted before enlistment."""


@command.command("list")
@click.option("--year", type=click.IntRange(1945, 2999), required=True, help="Of enlistment.")
@click.option("--unit", metavar="UNIT", help="Only of the lists of this unit and all under it.")
@click.option("--outcome", type=click.Choice(list(map(str, Outcome))), help="Only these.")
@tree_option
@query
def list_(question: Question, *, year: int, unit: str | None, outcome: str | None) -> None:
    """List who is to enlist in a year, by the day of enlistment."""
    below = question.unit(unit)
    page = list_conscripts(
        question.rows, year=year, unit=below, outcome=outcome, **question.reading
    )
    question.show_page(CONSCRIPTS, page)


@command.command("count")
@click.option("--year", type=click.IntRange(1945, 2999), required=True, help="Of enlistment.")
@first_unit_option
@depth_option(1)
@tree_option
@query
def count(question: Question, *, year: int, unit: str | None, depth: int) -> None:
    """Count the enlistment lists unit by unit, beside the year before."""
    below = question.unit(unit)
    page = count_conscripts(question.rows, year=year, unit=below, depth=depth, **question.reading)
    told = _for_eyes if question.form is Form.TABLE else _as_json_says
    rows = [told(row) for row in page.rows]
    question.show(COUNTS, rows, page.next, title=f"conscripts {year}", notes=(_BASE,))


def _as_json_says(row: ConscriptCount) -> dict[str, Any]:
    standings = [{"standing": name, "conscripts": number} for name, number in row.standings]
    return {**row._asdict(), "standings": standings}


def _for_eyes(row: ConscriptCount) -> dict[str, Any]:
    """Indented; `in-pool 2` where so many of those in process stand."""
    standings = [f"{name} {number}" for name, number in row.standings]
    return {**row._asdict(), "name": "  " * row.depth + row.name, "standings": standings}
