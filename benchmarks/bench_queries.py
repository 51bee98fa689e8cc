"""Whole processes of the read path, against a bare interpreter, on a small and on a large store."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from admission.app.projector import Projector
from admission.app.recorders.sqlite import open_store
from benchmarks import long_store
from benchmarks.measuring import Side, compile_modules, in_turn, median, quiet, ratio, table

SMALL = 10_000
LARGE = int(os.environ.get("BENCH_EVENTS", "1000000"))
ROUNDS = 15
PROGRESS = ("progress", "--year", "2024", "--depth", "9", "--limit", "0", "--json")
COMMAND = str(Path(sys.executable).with_name("admission"))


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.db", Path(folder) / "large.db"
        sizes = {"small": store(small, SMALL), "large": store(large, LARGE)}
        _measure({"small": small, "large": large}, sizes)


def store(path: Path, events: int) -> int:
    """Make a store of so many events, with its rows; returns how many it has."""
    if os.fork() == 0:
        long_store.make(path, events)
        with open_store(path, mode="write") as recorder:
            Projector(recorder).rebuild()
        os._exit(0)
    os.wait()
    with open_store(path, mode="read") as recorder:
        return recorder.head()


def _measure(paths: dict[str, Path], sizes: dict[str, int]) -> None:
    sides = {"bare": [sys.executable, "-c", "pass"]}
    for size, path in paths.items():
        candidate, unit = examples(path)
        for name, arguments in {
            "status": ["status", candidate, "--json"],
            "progress": [*PROGRESS, "--unit", unit],
        }.items():
            sides[f"{name}, {size}"] = [COMMAND, "--db", str(path), *arguments]
    compile_modules()
    rates = in_turn(ROUNDS, {name: process(arguments) for name, arguments in sides.items()})
    limits = {"status": "10", "progress": "15"}
    rows = [["bare interpreter", f"{1000 / median(rates['bare']):.0f}", "", ""]]
    for name in [name for name in sides if name != "bare"]:
        times = ratio(rates, "bare", name)
        rows.append(
            [name, f"{1000 / median(rates[name]):.0f}", f"{times:.1f}", limits[name.split(",")[0]]]
        )
    for name in limits:
        grows = ratio(rates, f"{name}, small", f"{name}, large")
        rows.append(
            [f"{name}: {sizes['large']:,} to {sizes['small']:,} events", "", f"{grows:.2f}", "1.3"]
        )
    table(
        f"Queries as whole processes ({ROUNDS} rounds)",
        ["what", "median ms", "times", "at most"],
        rows,
    )


def process(arguments: list[str]) -> Side:
    """A side that runs a command as a process of its own."""

    def run() -> int:
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
        return 1

    return run


def examples(path: Path) -> tuple[str, str]:
    """A candidate of the newest year, and the unit at the top."""
    with open_store(path, mode="read") as recorder:
        candidate = recorder.log_rows(recorder.head() - 5_000, 1, types=("ceremony-held",))[
            0
        ].stream
        unit = recorder.log_rows(0, 1, types=("unit-founded",))[0].stream
    return candidate, unit


if __name__ == "__main__":
    main()
