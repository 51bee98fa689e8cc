"""`admission flow`: how paths run: how long steps take, where they wait, come back or end."""

from collections.abc import Callable
from typing import Any, Final

import click

from admission.projections.asking import Page
from admission.projections.flow import queries
from cli.output import Column, Listing
from cli.questions import Question, query
from cli.trees import depth_option, first_unit_option, tree_option

_UNIT: Final = (
    Column("unit", "id of the unit; its row counts it and all under it"),
    Column("name", "name in the tree that it is read through", "unit"),
    Column("code", "code there, or null"),
    Column("depth", "how far below the first row, which has 0"),
)
_YEAR: Final = Column("year", "year asked for")
_QUANTILES: Final = (
    Column("median_days", "days that half of them do not exceed", "median", number=True),
    Column("p90_days", "days that nine in ten do not exceed", "90 %", number=True),
    Column("longest_days", "days of the longest", "longest", number=True),
)
DURATIONS: Final = Listing(
    "flow-durations/1",
    (
        *_UNIT,
        _YEAR,
        Column("from_step", "milestone before", "from"),
        Column("to_step", "milestone that comes next, in the year", "to"),
        Column("paths", "how often", "paths", number=True),
        *_QUANTILES,
    ),
)
VARIANTS: Final = Listing(
    "flow-variants/1",
    (
        *_UNIT,
        _YEAR,
        Column("paths", "paths begun in the year that went so", "paths", number=True),
        Column("steps", "milestones in order; `ended: …` says how a path ended", "steps"),
    ),
)
WAITING: Final = Listing(
    "flow-waiting/1",
    (
        *_UNIT,
        Column("stage", "stage of the path", "stage"),
        Column("standing", "where they stand", "standing"),
        Column("candidates", "how many", "candidates", number=True),
        Column("dated", "of how many the day since when is known; the others are in no quantile"),
        *_QUANTILES,
    ),
)
REWORK: Final = Listing(
    "flow-rework/1",
    (
        *_UNIT,
        _YEAR,
        Column(
            "what",
            "returned, a vote that failed, certificate-lapsed, dossier-renewed (its papers were "
            "stale) or redo-ordered",
            "what",
        ),
        Column("times", "how often", "times", number=True),
        Column("paths", "in how many paths", "paths", number=True),
    ),
)
DROP_OUTS: Final = Listing(
    "flow-drop-outs/1",
    (
        *_UNIT,
        _YEAR,
        Column("after_step", "last milestone before, or null", "after"),
        Column("standing", "standing in which the path ended", "ended"),
        Column("paths", "how many", "paths", number=True),
    ),
)
_BY_RANK: Final = "median and 90 % are by nearest rank: a number of days that occurred"
_YEAR_OPTION: Final = click.option(
    "--year", type=click.IntRange(1945, 2999), required=True, help="Which year."
)
_DEPTH: Final = depth_option(0)


@click.group()
def command() -> None:
    """Show how paths run: how long steps take, where they wait, come back or end."""


@command.command("durations")
@_YEAR_OPTION
@first_unit_option
@_DEPTH
@tree_option
@query
def durations(question: Question, *, year: int, unit: str | None, depth: int) -> None:
    """Show the days between steps, of those who made the later step in the year."""
    _show(question, DURATIONS, queries.durations, (_BY_RANK,), unit=unit, year=year, depth=depth)


@command.command("variants")
@_YEAR_OPTION
@first_unit_option
@_DEPTH
@tree_option
@query
def variants(question: Question, *, year: int, unit: str | None, depth: int) -> None:
    """Show the ways that paths went which began in the year, the most frequent first."""
    _show(question, VARIANTS, queries.variants, (), unit=unit, year=year, depth=depth)


@command.command("waiting")
@first_unit_option
@_DEPTH
@tree_option
@query
def waiting(question: Question, *, unit: str | None, depth: int) -> None:
    """Show where open paths stand on the day asked, and for how many days already."""
    _show(question, WAITING, queries.waiting, (_BY_RANK,), unit=unit, depth=depth)


@command.command("rework")
@_YEAR_OPTION
@first_unit_option
@_DEPTH
@tree_option
@query
def rework(question: Question, *, year: int, unit: str | None, depth: int) -> None:
    """Show what had to be done once more in the year, and for what."""
    _show(question, REWORK, queries.rework, (), unit=unit, year=year, depth=depth)


@command.command("drop-outs")
@_YEAR_OPTION
@first_unit_option
@_DEPTH
@tree_option
@query
def drop_outs(question: Question, *, year: int, unit: str | None, depth: int) -> None:
    """Show after which step paths ended in the year, and how."""
    _show(question, DROP_OUTS, queries.drop_outs, (), unit=unit, year=year, depth=depth)


def _show(
    question: Question,
    listing: Listing,
    ask: Callable[..., Page[Any]],
    notes: tuple[str, ...],
    *,
    unit: str | None,
    **about: int,
) -> None:
    found = ask(question.rows, unit=question.unit(unit), **about, **question.reading)
    title = " ".join(
        (listing.schema.partition("/")[0], *(str(about[k]) for k in about if k == "year"))
    )
    question.show_page(listing, found, title=title, notes=notes)
