"""Rebuild of all projections, against iterating over the raw rows, in one run."""

import gc
import os
import sys
import tempfile
import time
from pathlib import Path

from admission.app.projector import Projector
from admission.app.recorders.sqlite import SQLiteRecorder, open_store
from benchmarks import long_store
from benchmarks.least_rebuild import least_seconds
from benchmarks.measuring import HeldTogether, compile_modules, median, quiet, table

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
ROUNDS = 3


def main() -> None:
    """Measure and print; the store is made by a child, so that its memory is not counted."""
    quiet()
    compile_modules()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.db"
        for part in (lambda: long_store.make(path, EVENTS), lambda: _measure(path)):
            if os.fork() == 0:
                part()
                os._exit(0)
            if os.wait()[1]:
                sys.exit("the store could not be made, or not measured")


def _measure(path: Path) -> None:
    raw, rebuilt, least = [], [], []
    with open_store(path, mode="write") as recorder:
        events = recorder.head()
        for _ in range(ROUNDS):
            gc.collect()
            raw.append(events / _seconds_to_iterate(recorder))
            began = time.perf_counter()
            projector = Projector(recorder)
            projector.rebuild()
            rebuilt.append(events / (time.perf_counter() - began))
            projector.close()
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:
                least.append(events / least_seconds(recorder, projector.path, Path(folder)))
        with HeldTogether() as held, Projector(recorder) as projector:
            projector.rebuild()
    table(
        f"Rebuild of all projections from {events:,} events",
        ["what", "figure", "limit"],
        [
            ["rebuild, events per second", f"{median(rebuilt):,.0f}", ""],
            ["iterating over the raw rows, per second", f"{median(raw):,.0f}", ""],
            ["rebuild to raw", f"{median(rebuilt) / median(raw):.3f}", "at least 0.1"],
            ["reading, decoding, inserting and indexing alone", f"{median(least):,.0f}", ""],
            ["that to raw", f"{median(least) / median(raw):.3f}", ""],
            ["rebuild to that", f"{median(rebuilt) / median(least):.2f}", ""],
            ["memory of both processes at one time, MB", f"{held.megabytes:.0f}", "under 300"],
        ],
    )


def _seconds_to_iterate(recorder: SQLiteRecorder) -> float:
    began = time.perf_counter()
    for _ in recorder.sessions.connection().execute("SELECT * FROM events ORDER BY position"):
        pass
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
