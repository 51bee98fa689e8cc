"""Options of what is listed unit by unit: the tree, the first unit, how far below it.

`Question` takes the tree from there.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from admission.projections.units.lenses import AS_NOW, AS_WAS
from cli.clocks import day

F = TypeVar("F", bound=Callable[..., Any])


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

first_unit_option: Final = click.option(
    "--unit", metavar="UNIT", help="Begin at this unit.  [default: at every root]"
)


def depth_option(default: int) -> Callable[[F], F]:
    """How many levels below the first unit are listed."""
    return click.option(
        "--depth",
        type=click.IntRange(min=0),
        default=default,
        show_default=True,
        help="How many levels below the first unit.",
    )
