"""`admission unit`: the tree of units."""

from typing import Any, Final

import click

from admission.projections.units.queries import (
    KINDS,
    count_units,
    list_units,
    show_unit,
)
from admission.projections.units.tree import UnitRow
from cli.output import Column, Listing
from cli.questions import Question, query

_COLUMNS: Final = (
    Column("unit", "id of the unit"),
    Column("name", "name on that day", "name"),
    Column("code", "code on that day, or null", "code"),
    Column("kind", "kind of unit", "kind"),
    Column("parent", "id of the unit above, or null; of a unit that has ended, its successor"),
    Column("depth", "how far below the first row, which has 0"),
    Column("authorised", "whether it decides on admissions by itself", "authorised"),
    Column("founded", "day of its founding", "founded"),
    Column("ended", "day from which there is no such unit, null while there is"),
)
UNITS: Final = Listing("units/1", _COLUMNS)
UNIT: Final = Listing(
    "unit/1",
    (
        *_COLUMNS[:5],
        Column("depth", "0 the unit itself, below 0 those above it, nearest first"),
        *_COLUMNS[6:],
    ),
    {"below": "by kind, how many units there are below it"},
)
COUNTS: Final = Listing(
    "unit-counts/1",
    (
        Column("kind", "kind of unit, from grassroots organisations to cells", "kind"),
        Column("units", "how many", "units", number=True),
    ),
)


@click.group()
def command() -> None:
    """List, show and count units."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only this unit and all under it.")
@click.option("--kind", type=click.Choice(KINDS), help="Only of this kind.")
@click.option("--depth", type=click.IntRange(min=0), help="How many levels below the first.")
@query
def list_(question: Question, unit: str | None, kind: str | None, depth: int | None) -> None:
    """List units, parent first."""
    page = list_units(
        question.rows, unit=question.unit(unit), kind=kind, depth=depth, **question.paged
    )
    rows = [_indented(row, question) if kind is None else row._asdict() for row in page.rows]
    question.show(UNITS, rows, page.next)


@command.command("show")
@click.argument("unit")
@query
def show(question: Question, unit: str) -> None:
    """Show one unit, those above it, and what is below it."""
    found = show_unit(question.rows, question.unit(unit) or unit, **question.clocks)
    if found is None:
        raise click.ClickException(f"There is no unit {unit} on {question.as_of}.")
    rows = [found.unit, *(row._replace(depth=-n) for n, row in enumerate(found.above, start=1))]
    below = {count.kind: count.units for count in found.below}
    said = ", ".join(f"{count} {kind}" for kind, count in below.items())
    question.show(
        UNIT,
        [row._asdict() for row in rows],
        notes=[f"below it: {said or 'nothing'}"],
        extra={"below": below},
    )


@command.command("count")
@click.option("--unit", metavar="UNIT", help="Only this unit and all under it.")
@query
def count(question: Question, unit: str | None) -> None:
    """Count units by kind."""
    counts = count_units(question.rows, unit=question.unit(unit), **question.clocks)
    question.show(COUNTS, [row._asdict() for row in counts])


def _indented(row: UnitRow, question: Question) -> dict[str, Any]:
    shown = row._asdict()
    if question.form == "table":
        shown["name"] = "  " * row.depth + row.name
    return shown
