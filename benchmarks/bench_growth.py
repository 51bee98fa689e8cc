"""What grows with the log: commands, status, progress, bytes an event, rebuild; then the country.

Stores are those of `growth_stores.py` (`BENCH_STORES` keeps them, `BENCH_SIZES` chooses): unsealed,
up to a million events the years of one province, above that so many provinces. On each all rows are
built anew; then the sizes take turns: single durable commands in one process (the first twelve
steps of new candidates, which stay in the store), and `status` of one candidate and `progress` of
the whole tree of one province, in this process and as processes of their own.
"""

import gc
import io
import math
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, redirect_stdout
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.bootstrap import open_admission
from admission.app.projection_file import beside
from admission.app.projector import Projector
from admission.app.recorders.sqlite import open_store
from benchmarks import candidates, growth_stores, long_store
from benchmarks.bench_queries import COMMAND, examples, process
from benchmarks.measuring import compile_modules, quiet, table
from cli.main import run

COUNTRY: Final = 100_000_000
ROUNDS: Final = int(os.environ.get("BENCH_ROUNDS", "15"))
CANDIDATES: Final = 3
QUESTIONS: Final = 5
MOST: Final = 1.3
_BYTES_TO_BUILD: Final = 4_500
"""Of rows for each event while they are built: two files, the log of the copying, the copy."""

Timed = Callable[[], list[float]]


class Grown(NamedTuple):
    """A store: its events, seconds to rebuild the rows, bytes of both files."""

    path: Path
    events: int
    rebuild: float
    event_bytes: int
    row_bytes: int


def main() -> None:
    """Measure and print."""
    quiet()
    compile_modules()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("BENCH_STORES", name))
        paths = [growth_stores.store(folder, size) for size in growth_stores.SIZES]
        grown = [_rebuilt(path) for path in paths]
        _print_space(grown)
        _print_latencies(grown, _latencies(grown))


def _rebuilt(path: Path) -> Grown:
    gc.collect()
    with open_store(path, mode="write") as recorder, Projector(recorder) as projector:
        needed = recorder.head() * _BYTES_TO_BUILD
        assert shutil.disk_usage(path.parent).free > needed, f"{needed:,} bytes have to be free"
        began = time.perf_counter()
        projector.rebuild()
        seconds = time.perf_counter() - began
        assert not any(one.quarantined for one in projector.status())
        events = recorder.head()
    return Grown(path, events, seconds, path.stat().st_size, beside(path).stat().st_size)


def _latencies(grown: list[Grown]) -> dict[str, list[list[float]]]:
    """Of each question, for each store, the seconds that every one took."""
    lines = candidates.path(long_store.SCENARIO)
    with ExitStack() as ending:
        sides = [dict(_sides(one.path, lines, ending)) for one in grown]
        found: dict[str, list[list[float]]] = {name: [[] for _ in grown] for name in sides[0]}
        for _ in range(ROUNDS):
            for name, of_sizes in found.items():
                for taken, side in zip(of_sizes, sides, strict=True):
                    taken.extend(side[name]())
    return found


def _sides(
    path: Path, lines: list[candidates.Line], ending: ExitStack
) -> Iterator[tuple[str, Timed]]:
    candidate, unit = examples(path)
    with open_store(path, mode="read") as recorder:
        year = recorder.log_rows(recorder.head() - 1, 1)[0].recorded_at[:4]
    status = ["--db", str(path), "status", candidate, "--json"]
    progress = ["--db", str(path), "progress", "--year", year, "--unit", unit]
    progress += ["--depth", "9", "--limit", "0", "--json"]
    admission = ending.enter_context(open_admission(path))
    tellings = candidates.tellings(lines)

    def commands() -> list[float]:
        return [
            _seconds(partial(admission.handle, command, act))
            for _ in range(CANDIDATES)
            for command, act in next(tellings)
        ]

    yield "command", commands
    for name, arguments in (("status", status), ("progress", progress)):
        yield f"{name}, in the process", _asked(arguments)
        whole = process([COMMAND, *arguments])
        yield f"{name}, a process", partial(_once, whole)


def _once(work: Callable[[], object]) -> list[float]:
    return [_seconds(work)]


def _asked(arguments: list[str]) -> Timed:
    def asked() -> None:
        with redirect_stdout(io.StringIO()):
            assert run(arguments) == 0

    return lambda: [_seconds(asked) for _ in range(QUESTIONS)]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _print_space(grown: list[Grown]) -> None:
    table(
        "Storage and rebuild as the log grows",
        ["events", "bytes an event: log", "rows", "rebuild, s", "events a second"],
        [
            [
                f"{one.events:,}",
                f"{one.event_bytes / one.events:,.0f}",
                f"{one.row_bytes / one.events:,.0f}",
                f"{one.rebuild:,.1f}",
                f"{one.events / one.rebuild:,.0f}",
            ]
            for one in grown
        ],
    )
    last = grown[-1]
    for what, size in (("log", last.event_bytes), ("rows", last.row_bytes)):
        each = size / last.events
        print(
            f"\n{what} of the country: {COUNTRY:,} x {each:,.0f} bytes = "
            f"{COUNTRY * each / 1e9:,.0f} GB"
        )
    rate = last.events / last.rebuild
    print(
        f"\nrebuild of the country: {COUNTRY:,} / {rate:,.0f} a second = "
        f"{COUNTRY / rate / 3600:.1f} h"
    )


def _print_latencies(grown: list[Grown], found: dict[str, list[list[float]]]) -> None:
    rows, sums = [], []
    for name, of_sizes in found.items():
        middles = [statistics.median(seconds) * 1000 for seconds in of_sizes]
        times = middles[-1] / middles[0]
        limit = "" if name.startswith("progress") else f"{MOST}"
        rows.append([name, *(f"{middle:.2f}" for middle in middles), f"{times:.2f}", limit])
        tens = math.log10(grown[-1].events / grown[0].events)
        further = math.log10(COUNTRY / grown[-1].events)
        if tens:
            there = middles[-1] * times ** (further / tens)
            sums.append(
                f"\n{name}, the country: {middles[-1]:.2f} ms x {times:.2f} ^ "
                f"({further:.2f} / {tens:.2f} tenfolds) = {there:.2f} ms"
            )
    events = [f"ms, {one.events:,}" for one in grown]
    table(
        f"Latency as the log grows, medians ({ROUNDS} rounds)",
        ["what", *events, "times", "at most"],
        rows,
    )
    print(*sums, sep="\n")


if __name__ == "__main__":
    main()
