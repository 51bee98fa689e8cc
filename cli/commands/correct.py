"""`admission correct`: say how a recorded fact was."""

from typing import Any

import click

from cli.context import Settings, pass_settings
from cli.correcting import corrected, correction


@click.command()
@click.argument("position", type=click.IntRange(min=1))
@click.option(
    "--set",
    "changes",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    help="What was otherwise: on=2024-03-28, roll.present=8; an empty value takes a field out. "
    "Repeatable.",
)
@correction
@pass_settings
def command(
    settings: Settings,
    /,
    position: int,
    changes: tuple[str, ...],
    **options: Any,  # noqa: ANN401 - of each type
) -> None:
    """Correct a recorded fact.

    POSITION is its place in the log, as `history` shows it. The fact as recorded is kept beside
    what is right; a correction is corrected by correcting the fact again.
    """
    corrected(settings, position, changes, options)
