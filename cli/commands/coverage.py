"""`admission coverage`: the plan against who is admitted and on the way, and the pace it needs."""

from typing import Final

import click

from admission.projections.coverage.queries import coverage
from cli.coverage_layout import COLUMNS, EXTRA, cells, laid_out
from cli.output import Listing
from cli.questions import Question, query
from cli.trees import depth_option, first_unit_option, tree_option

COVERAGE: Final = Listing("coverage/1", COLUMNS, EXTRA)


@click.command()
@click.option("--year", type=click.IntRange(1945, 2999), required=True, help="Which year.")
@first_unit_option
@depth_option(1)
@tree_option
@query
def command(question: Question, *, year: int, unit: str | None, depth: int) -> None:
    """Say how far the plan is covered by who is admitted and on the way, unit by unit."""
    found = coverage(
        question.rows,
        year=year,
        unit=question.unit(unit),
        depth=depth,
        **question.reading,
    )
    question.show_laid_out(COVERAGE, laid_out(found, year=year), cells, found.next)
