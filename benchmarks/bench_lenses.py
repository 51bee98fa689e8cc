"""Progress through every lens and both clocks, as whole processes, against the plain report."""

import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Final

from admission.app.bootstrap import open_admission
from benchmarks import reform_store
from benchmarks.measuring import Side, in_turn, median, quiet, ratio, table

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))
COMMAND = str(Path(sys.executable).with_name("admission"))
PLAIN: Final = ("progress", "--year", "2024", "--depth", "9", "--limit", "0", "--json")
TREES: Final = ("as-was", "as-now", "2024-06-30", "2025-07-01")
BY: Final = ("unit", "quarter", "group")
LIMIT: Final = "3"


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        path = reform_store.eve(Path(folder), EVENTS)
        _measure(path, _reformed(path))


def _reformed(path: Path) -> int:
    """Apply the reform to the store; the position on the eve of it."""
    with open_admission(path) as admission:
        eve = admission.recorder.head()
        list(admission.handle_many(reform_store.acts()))
    return eve


def _measure(path: Path, eve: int) -> None:
    sides = {"plain": _process(path, [])}
    for tree, by in product(TREES, BY):
        clocks = ["--as-of", "2025-12-31", "--known-at", str(eve + 1_000)]
        sides[f"{tree}, by {by}"] = _process(path, ["--tree", tree, "--by", by, *clocks])
    rates = in_turn(ROUNDS, sides)
    rows = [["plain: as-was, by unit", f"{1000 / median(rates['plain']):.0f}", "", ""]]
    for name in [name for name in sides if name != "plain"]:
        times = ratio(rates, "plain", name)
        rows.append([name, f"{1000 / median(rates[name]):.0f}", f"{times:.2f}", LIMIT])
    table(
        f"Progress through trees and both clocks on {eve:,} events ({ROUNDS} rounds)",
        ["what", "median ms", "times the plain report", "at most"],
        rows,
    )


def _process(path: Path, options: list[str]) -> Side:
    def run() -> int:
        arguments = [COMMAND, "--db", str(path), *PLAIN, *options]
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
        return 1

    return run


if __name__ == "__main__":
    main()
