"""One figure explained as a process, against a bare interpreter, on a small and a large store."""

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.bench_queries import COMMAND, LARGE, ROUNDS, SMALL, examples, process, store
from benchmarks.measuring import compile_modules, in_turn, median, quiet, ratio, table

YEAR = os.environ.get("BENCH_YEAR", "2023")
EXPLAIN = ("explain", "progress", "--year", YEAR, "--figure")
ASKED = {
    "admitted, a page": ("admitted", "--json", "--limit", "50"),
    "admitted, whole": ("admitted", "--json"),
    "percent through today's tree": ("percent", "--json", "--limit", "50", "--tree", "as-now"),
}
"""Of the unit at the top, so of everybody in the year."""
LIMIT = "15"


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.db", Path(folder) / "large.db"
        sizes = {"small": store(small, SMALL), "large": store(large, LARGE)}
        _measure({"small": small, "large": large}, sizes)


def _measure(paths: dict[str, Path], sizes: dict[str, int]) -> None:
    sides = {"bare": [sys.executable, "-c", "pass"]}
    for size, path in paths.items():
        _, unit = examples(path)
        for name, asked in ASKED.items():
            arguments = [*EXPLAIN, *asked, "--unit", unit]
            sides[f"{name}, {size}"] = [COMMAND, "--db", str(path), *arguments]
    compile_modules()
    rates = in_turn(ROUNDS, {name: process(arguments) for name, arguments in sides.items()})
    rows = [["bare interpreter", f"{1000 / median(rates['bare']):.0f}", "", ""]]
    for name in [name for name in sides if name != "bare"]:
        times = f"{ratio(rates, 'bare', name):.1f}"
        rows.append([name, f"{1000 / median(rates[name]):.0f}", times, LIMIT])
    for name in ASKED:
        grows = ratio(rates, f"{name}, small", f"{name}, large")
        rows.append(
            [f"{name}: {sizes['large']:,} to {sizes['small']:,} events", "", f"{grows:.2f}", ""]
        )
    table(
        f"Explaining one figure as a whole process ({ROUNDS} rounds)",
        ["what", "median ms", "times", "at most"],
        rows,
    )


if __name__ == "__main__":
    main()
