"""Single commands with every register's rows, against the same with those of the first paths only.

Two stores are told the same story in turn, block by block, each command on its own. The one keeps
the rows of all projections, the other those that there were before the registers came in.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Final

from admission.app import taking_in
from admission.app.admission import Admission
from admission.app.bootstrap import create_store, open_admission
from admission.app.readers import readers
from admission.projections import PROJECTIONS
from benchmarks.measuring import Side, in_turn, median, quiet, ratio, table
from benchmarks.stories import Item, items

SCENARIO: Final = "hoa-lu-2024-q1"
ROUNDS: Final = 15
BLOCK: Final = 100
LIMIT: Final = "1.10"
FIRST: Final = frozenset(
    {
        "rulebooks",
        "calendars",
        "units",
        "people",
        "targets",
        "stated",
        "classes",
        "pipeline",
        "milestones",
        "due",
        "timeline",
    }
)
"""What was kept in rows when there were paths, units, people, targets and classes alone."""


def main() -> None:
    """Measure and print."""
    quiet()
    assert set(PROJECTIONS) > FIRST
    with tempfile.TemporaryDirectory() as folder, ExitStack() as closing:
        stores = {
            name: closing.enter_context(_store(Path(folder) / f"{name}.db"))
            for name in ("first", "all")
        }
        busy: dict[str, list[float]] = {name: [] for name in stores}
        rates = in_turn(ROUNDS, {name: _side(name, *stores[name], busy[name]) for name in stores})
    rows = [_row(name, rates, busy) for name in stores]
    table(
        f"Single commands with the rows of the registers ({SCENARIO}, {ROUNDS} rounds of {BLOCK})",
        ["rows of", "median per second", "times as long", "at most", "processor, µs", "times"],
        rows,
    )


def _row(name: str, rates: dict[str, list[float]], busy: dict[str, list[float]]) -> list[str]:
    """Of one side; the processor alone, for on a busy disk that is all that can be seen."""
    return [
        name,
        f"{median(rates[name]):,.0f}",
        f"{ratio(rates, 'first', name):.2f}",
        LIMIT if name == "all" else "",
        f"{1e6 * median(busy[name]) / BLOCK:,.0f}",
        f"{ratio(busy, name, 'first'):.2f}",
    ]


@contextmanager
def _store(path: Path) -> Iterator[tuple[Admission, Iterator[Item]]]:
    """A store that has been told all but the last of the story, and the rest of it."""
    story = list(items(SCENARIO))
    create_store(path, demonstration=True, began=story[0][1].recorded_at)
    with open_admission(path) as admission:
        setting = len(story) - (ROUNDS + 1) * BLOCK
        list(admission.handle_many(story[:setting]))
        rest = iter(story[setting:])
        _told(admission, rest)
        yield admission, rest


def _side(name: str, admission: Admission, rest: Iterator[Item], busy: list[float]) -> Side:
    every = readers()
    first = {of: tuple(one for one in those if one[0] in FIRST) for of, those in every.items()}
    kept = {"first": first, "all": every}[name]

    def tell() -> int:
        taking_in.readers = lambda: kept  # type: ignore[assignment, attr-defined]
        began = process_time()
        done = _told(admission, rest)
        busy.append(process_time() - began)
        return done

    return tell


def _told(admission: Admission, rest: Iterator[Item]) -> int:
    return sum(
        admission.handle(command, act).outcome == "done" for command, act in islice(rest, BLOCK)
    )


if __name__ == "__main__":
    main()
