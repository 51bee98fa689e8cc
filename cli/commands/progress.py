"""`admission progress`: admissions against targets, over the tree of units."""

from typing import Final, get_args

import click

from admission.projections.progress.figures import By
from admission.projections.progress.queries import progress
from cli.output import Listing
from cli.progress_layout import COLUMNS, EXTRA, cells, laid_out
from cli.questions import Question, query
from cli.supervisors import supervised, supervisor_option
from cli.trees import depth_option, first_unit_option, tree_option

PROGRESS: Final = Listing("progress/1", COLUMNS, EXTRA)
_NOT_BY_GROUP: Final = (
    "--public does not go with --by group: its rows of units add up, so the difference of two "
    "gives away a few people. Give out `report composition --public` instead, or leave --by out."
)


@click.command()
@click.option("--year", type=click.IntRange(1945, 2999), required=True, help="Which year.")
@first_unit_option
@click.option(
    "--by", type=click.Choice(get_args(By)), default="unit", show_default=True, help="Rows per …"
)
@depth_option(1)
@supervisor_option
@click.option("--public", is_flag=True, help="For the public: in full, but never by group.")
@tree_option
@query
def command(
    question: Question,
    *,
    year: int,
    unit: str | None,
    by: By,
    depth: int,
    supervisor: str | None,
    public: bool,
) -> None:
    """Compare admissions with targets, unit by unit, parent first."""
    if public and by == "group":
        raise click.UsageError(_NOT_BY_GROUP)
    found = progress(
        question.rows,
        year=year,
        unit=question.unit(unit),
        units=supervised(question, unit, supervisor),
        by=by,
        depth=depth,
        known_by=question.known_by,
        **question.reading,
    )
    question.show_laid_out(PROGRESS, laid_out(found, year=year, by=by), cells, found.next)
