"""`admission annul`: take back a recorded fact, or a correction."""

from typing import Any

import click

from cli.context import Settings, pass_settings
from cli.correcting import annulled, correction


@click.command()
@click.argument("position", type=click.IntRange(min=1))
@correction
@pass_settings
def command(
    settings: Settings,
    /,
    position: int,
    **options: Any,  # noqa: ANN401 - of each type
) -> None:
    """Annul a recorded fact that never was.

    POSITION is its place in the log, as `history` shows it; that of a correction takes the
    correction back, and what stood before it stands again. What is annulled is kept, and marked.
    """
    annulled(settings, position, options)
