"""The tree that a report is read through, as an option and as a line of the report."""

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
    help="Units of each fact's own day, of the day asked, or of some day.",
)


def seen_through(tree: str, as_of: str) -> list[str]:
    """What to say of another tree than that of each time."""
    if tree == AS_WAS:
        return []
    day = as_of if tree == AS_NOW else tree
    return [f"tree of {day}: what counted elsewhere counts in the unit that stands for it"]
