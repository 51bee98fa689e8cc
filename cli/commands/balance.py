"""`admission balance`: members at the beginning and end of a period, and what came in between."""

from typing import Final

import click

from admission.projections.balance.queries import balance
from cli.balance_layout import COLUMNS, cells, laid_out
from cli.balance_periods import period, period_options
from cli.output import Listing
from cli.questions import Question, query
from cli.trees import depth_option, first_unit_option, tree_option

BALANCE: Final = Listing("balance/1", COLUMNS)


@click.command()
@period_options
@first_unit_option
@depth_option(1)
@tree_option
@query
def command(  # noqa: PLR0917 - one argument for each option
    question: Question,
    year: int | None,
    first: str | None,
    last: str | None,
    unit: str | None,
    depth: int,
) -> None:
    """Balance members: opening, what came and went, closing; unit by unit, parent first."""
    first, last = period(year, first, last)
    page = balance(
        question.rows,
        first=first,
        last=last,
        unit=question.unit(unit),
        depth=depth,
        **question.reading,
    )
    question.show_laid_out(BALANCE, laid_out(page.rows, first, last), cells, page.next)
