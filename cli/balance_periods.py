"""The period of a balance as options: a year, or from one day to another."""

from collections.abc import Callable

import click

from cli.clocks import day


def period_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command `year`, `first` and `last`, of which `period` makes a period."""
    for option in (
        click.option("--to", "last", type=day, help="To this day."),
        click.option("--from", "first", type=day, help="From this day on."),
        click.option("--year", type=click.IntRange(1945, 2999), help="The whole of this year."),
    ):
        function = option(function)
    return function


def period(year: int | None, first: str | None, last: str | None) -> tuple[str, str]:
    """The first day and the last (ISO).

    Raises:
        click.UsageError: neither a year nor two days in their order, or both.
    """
    if (year is None) == (first is None) or (first is None) != (last is None):
        raise click.UsageError("Give either --year, or --from and --to.")
    if first is None or last is None:
        return f"{year}-01-01", f"{year}-12-31"
    if last < first:
        raise click.UsageError(f"The period ends on {last}, before it begins on {first}.")
    return first, last
