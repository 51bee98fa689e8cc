"""Answers for eyes: the library `rich` lays them out; imported only where one is printed."""

import sys
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

_ANY_WIDTH: Final = 1_000_000
_GAP: Final = 2
_READABLE: Final = 12
"""Places that a column of texts keeps, however narrow the terminal."""


def printable(text: str) -> str:
    """Text that cannot steer a terminal: blanks become spaces, what is not shown `\ufffd`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def paragraph(text: str, *, heading: bool = False) -> None:
    """Print text; a heading stands out on a terminal."""
    _print(Text(printable(text), style="bold" if heading else ""))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
    """Print a table; `right` says which columns are aligned right.

    On a terminal that is too narrow long texts are broken between words, never within one, such as
    an id; where that is not enough the cells of each row stand one below the other. Anywhere else
    every row is one line.
    """
    cells = [[printable(cell) for cell in row] for row in rows]
    columns = list(zip(headings, *cells, strict=True))
    narrowest = [_narrowest(column) for column in columns]
    if sys.stdout.isatty() and sum(narrowest) + _GAP * (len(columns) - 1) > _console().width:
        _one_below_the_other(headings, cells, max(narrowest))
        return
    laid_out = Table(box=None, pad_edge=False, header_style="bold")
    for column, least, to_the_right in zip(columns, narrowest, right, strict=True):
        laid_out.add_column(
            Text(column[0]),
            justify="right" if to_the_right else "left",
            no_wrap=not any(" " in cell for cell in column),
            min_width=least,
        )
    for row in cells:
        laid_out.add_row(*map(Text, row))
    _print(laid_out)


def _narrowest(column: Sequence[str]) -> int:
    """How narrow a column may become: its longest word, and wide enough to be read."""
    longest_word = max(cell_len(word) for cell in column for word in cell.split() or [""])
    return max(longest_word, min(_READABLE, max(map(cell_len, column))))


def _one_below_the_other(
    headings: Sequence[str], rows: Sequence[Sequence[str]], least: int
) -> None:
    for row in rows:
        laid_out = Table.grid(padding=(0, _GAP, 0, 0))
        laid_out.add_column(style="bold", width=max(map(cell_len, headings)))
        laid_out.add_column(min_width=least)
        for heading, cell in zip(headings, row, strict=True):
            if cell:
                laid_out.add_row(Text(heading), Text(cell.strip()))
        _print(laid_out, max(map(cell_len, headings)) + _GAP + least)
        sys.stdout.write("\n")


def _print(shown: RenderableType, least: int = 0) -> None:
    # Captured, not printed by the console: it would pad each line, and end the program by itself
    # where the reader of the output has gone.
    console = _console()
    with console.capture() as captured:
        console.print(shown, width=max(console.width, least), crop=False)
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _console() -> Console:
    width = None if sys.stdout.isatty() else _ANY_WIDTH
    return Console(width=width, markup=False, emoji=False, highlight=False)
