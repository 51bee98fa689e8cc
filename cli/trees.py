"""The tree that a query is read through, as an option; `Question` takes it from there."""

from typing import Final

import click

from admission.projections.units.lenses import AS_NOW, AS_WAS
from cli.questions import day


def _tree(text: str) -> str:
    return text if text in (AS_WAS, AS_NOW) else day(text)


tree_option: Final = click.option(
    "--tree",
    type=_tree,
    default=AS_WAS,
    show_default=True,
    metavar="as-was|as-now|DAY",
    help="Units of each fact's own day, of today, or of some day.",
)
