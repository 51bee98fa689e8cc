"""The page of the printed figures beside ours: `python -m tests.house.pages_seeds FOLDER`.

FOLDER holds a store of each scenario, as `make demo` leaves them; the page is printed.
"""

import json
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from fractions import Fraction
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from cli.main import run
from tests.house.seeds import FIGURES, Figure, Said, Share

HEAD: Final = """# The printed figures, and ours

Written by `make seeds`, which asks the stores of `make demo`; do not edit. S1 to S18 are the
systems that five news reports describe. *equal*: rounded half up to the digits that are printed, or
satisfying the inequality that is printed; *truncated*: the source cut digits off instead of
rounding. Each command is asked with `admission --db demo/SCENARIO.db`. Where no figure is printed,
the command is the one that shows the system.

"""
COLUMNS: Final = ("system", "what", "printed", "ours", "verdict", "scenario", "command")
_PER_CENT: Final = 100
Ask = Callable[[str, str], Said]


class Row(NamedTuple):
    """One line of the page."""

    system: str
    what: str
    printed: str
    ours: str
    verdict: str
    scenario: str
    command: str


def rows(ask: Ask, figures: Sequence[Figure] = FIGURES) -> Iterator[Row]:
    """The lines of figures, as stores answer; nobody is asked where nothing is printed."""
    for figure in figures:
        command = f"`{figure.command}`"
        if figure.store is None:
            yield Row(figure.system, figure.what, "no figure", "", "", "", command)
            continue
        ours = figure.ours(ask(figure.store, figure.command))
        shown, said = _shown(ours), verdict(figure.printed, ours)
        yield Row(figure.system, figure.what, figure.printed, shown, said, figure.store, command)


def verdict(printed: str, ours: object) -> str:
    """What the printed figure is to ours: equal, truncated, or differs."""
    if isinstance(ours, Share):
        return _verdict_of(printed.removesuffix(" %"), _per_cent(ours))
    return "equal" if printed == _shown(ours) else "differs"


def _verdict_of(printed: str, exact: Fraction) -> str:
    *words, number = printed.split(" ")
    asked, digits = Fraction(number), len(number.partition(".")[2])
    if words:
        holds = {"over": exact > asked, "below": exact < asked, "at least": exact >= asked}
        return "equal" if holds[" ".join(words)] else "differs"
    if _cut(exact + Fraction(1, 2 * 10**digits), digits) == asked:
        return "equal"
    return "truncated" if _cut(exact, digits) == asked else "differs"


def _per_cent(share: Share) -> Fraction:
    return Fraction(share.part * _PER_CENT, share.whole)


def _cut(exact: Fraction, digits: int) -> Fraction:
    """Without the digits after so many."""
    return Fraction(exact * 10**digits // 1, 10**digits)


def _shown(ours: object) -> str:
    """A number as the reports print it; a share rounded half up, with what it is of."""
    if isinstance(ours, Share):
        rounded = _cut(_per_cent(ours) + Fraction(1, 200), 2)
        return f"{float(rounded):.2f} % = {ours.part}/{ours.whole}"
    return f"{ours:,}" if isinstance(ours, int) else str(ours)


def page(found: Sequence[Row]) -> str:
    """The page as Markdown, its columns as wide as what stands in them."""
    lines = [COLUMNS, *found]
    widths = [max(len(line[at]) for line in lines) for at in range(len(COLUMNS))]
    rule = tuple("-" * width for width in widths)
    table = [_line(line, widths) for line in (COLUMNS, rule, *found)]
    return HEAD + "\n".join(table) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def asking(folder: Path) -> Ask:
    """Ask the stores of a folder, each question once."""

    @cache
    def ask(store: str, command: str) -> Said:
        printed = StringIO()
        with redirect_stdout(printed):
            code = run(["--db", str(folder / f"{store}.db"), *shlex.split(command), "--json"])
        assert code == 0, command
        said: Said = json.loads(printed.getvalue())
        return said

    return ask


def main() -> None:
    """Print the page."""
    (folder,) = sys.argv[1:]
    sys.stdout.write(page(list(rows(asking(Path(folder))))))


if __name__ == "__main__":
    main()
