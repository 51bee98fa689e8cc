"""`admission compare`: beside the year before, the plan, and the units beside it."""

from collections.abc import Iterator
from typing import Any, Final

import click

from admission.projections.comparison.measures import Measures
from admission.projections.comparison.queries import Comparison, ComparisonRow, compare
from cli.output import UNKNOWN, Column, Listing
from cli.questions import Question, query
from cli.trees import tree_option

COMPARISON: Final = Listing(
    "comparison/1",
    (
        Column("unit", "id of the unit; its row counts it and all under it"),
        Column("name", "name on that day", "unit"),
        Column("code", "code on that day, or null"),
        Column("kind", "kind of unit", "kind"),
        Column("asked", "whether it is the unit asked for", "asked"),
        Column("period", "the year, or a quarter of it such as 2024-Q1"),
        Column(
            "admitted", "admitted in the period; null for an unconfirmed 0", "admitted", number=True
        ),
        Column("last_year", "in the same period a year before, likewise", "last year", number=True),
        Column("difference", "by how many more, or null", "difference", number=True),
        Column(
            "ratio",
            "in per cent of the year before, rounded half up, or null",
            "ratio",
            number=True,
        ),
        Column("target", "target of the period, or null", "target", number=True),
        Column("target_source", "own, sum (of the units right below) or none"),
        Column("percent", "per cent of the target, rounded half up, or null", "%", number=True),
        Column("year_target", "target of the whole year, or null"),
        Column(
            "year_percent",
            "admitted from 1 January, in per cent of that, or null",
            "% of year",
            number=True,
        ),
        Column("rank", "place by the number admitted, 1 the highest, or null", "rank", number=True),
        Column("rank_of_percent", "place by the per cent of the target", "rank by %", number=True),
        Column("confirmed_to", "last day to whose end the records are confirmed, or null"),
        Column("admitted_counted", "count of admitted, 0 too"),
        Column("last_year_counted", "that of the year before, null where there was no such unit"),
    ),
    {
        "siblings": "over all units under the same superior, `admitted` and `percent`: each "
        "`values` (of how many it is known), `mean` and `median`",
        "counts": "the sentence that says what counts as admitted",
    },
)
_COUNTED: Final = ("admitted", "last_year")


@click.command()
@click.option("--year", type=click.IntRange(1946, 2999), required=True, help="Which year.")
@click.option("--unit", metavar="UNIT", help="Which unit, beside its siblings.  [default: roots]")
@click.option("--quarter", type=click.IntRange(1, 4), help="Only this quarter of the year.")
@tree_option
@query
def command(question: Question, *, year: int, unit: str | None, quarter: int | None) -> None:
    """Compare admissions with the year before, the plan, and sibling units."""
    found = compare(
        question.rows,
        year=year,
        unit=question.unit(unit),
        quarter=quarter,
        **question.reading,
    )
    siblings = {"admitted": found.admitted._asdict(), "percent": found.percents._asdict()}
    question.show(
        COMPARISON,
        [_shown(row, question) for row in found.rows],
        found.next,
        title=f"comparison {year}{f'-Q{quarter}' if quarter else ''}",
        notes=[*_notes(found)],
        extra={"siblings": siblings, "counts": found.counts.line},
    )


def _notes(found: Comparison) -> Iterator[str]:
    yield found.counts.line
    yield "last year = the same question a year before; ratio = admitted * 100 / last year"
    yield "% = admitted of target; per cents, means and medians rounded half up"
    yield f"admitted: {_said(found.admitted)}; % of target: {_said(found.percents)}"
    if any(None in (row.admitted, row.last_year) for row in found.rows):
        yield (
            f"{UNKNOWN} = none recorded, and the unit has not confirmed that up to there; "
            "or there was no such unit"
        )


def _said(over: Measures) -> str:
    if not over.values:
        return "known of no unit"
    return f"mean {over.mean}, median {over.median} of {over.values} units"


def _shown(row: ComparisonRow, question: Question) -> dict[str, Any]:
    shown = row._asdict()
    if question.form == "table":
        shown |= {figure: UNKNOWN for figure in _COUNTED if shown[figure] is None}
    return shown
