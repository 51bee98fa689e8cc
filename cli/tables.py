"""Aligned columns of text, as wide as a terminal shows them."""

import sys
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final
from unicodedata import combining, east_asian_width

_GAP: Final = "  "
_NARROWEST: Final = 16


def printable(text: str) -> str:
    """Text that cannot steer a terminal: control and other invisible characters become `\ufffd`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def width(text: str) -> int:
    """How many places a text takes; `Đặng` takes four, composed or not."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 1 + (east_asian_width(c) in "WF") for c in text)


def laid_out(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]
) -> list[str]:
    """The lines of a table, headings first; `right` says which columns are aligned right.

    On a terminal that is too narrow the widest columns are broken into lines between words; a word,
    such as an id, is never broken.
    """
    cells = [list(headings), *([printable(cell) for cell in row] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    if sys.stdout.isatty():
        words = [
            max(_NARROWEST, *(width(word) for cell in column for word in cell.split()))
            for column in zip(*cells, strict=True)
        ]
        widths = _narrowed(widths, words)
    lines: list[str] = []
    for row in cells:
        broken = [_broken(cell, wide) for cell, wide in zip(row, widths, strict=True)]
        lines += [_line(parts, widths, right) for parts in zip_longest(*broken, fillvalue="")]
    return lines


def _narrowed(widths: list[int], words: list[int]) -> list[int]:
    """The widths that fit the terminal, as far as whole words let them."""
    import shutil

    available = shutil.get_terminal_size().columns
    widths = list(widths)
    while sum(widths) + len(_GAP) * (len(widths) - 1) > available:
        spare = [wide if wide > word else 0 for wide, word in zip(widths, words, strict=True)]
        if not any(spare):
            break
        widths[spare.index(max(spare))] -= 1
    return widths


def _broken(text: str, wide: int) -> list[str]:
    """A text in lines of at most this width; what it is indented by stays."""
    if width(text) <= wide:
        return [text]
    lines, line = [], text[: len(text) - len(text.lstrip())]
    for word in text.split():
        longer = f"{line} {word}" if line.strip() else line + word
        if line.strip() and width(longer) > wide:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def _line(parts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = []
    for cell, wide, to_the_right in zip(parts, widths, right, strict=True):
        blank = " " * (wide - width(cell))
        cells.append(blank + cell if to_the_right else cell + blank)
    return _GAP.join(cells).rstrip()
