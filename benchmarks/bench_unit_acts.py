"""The acts of the reform of 2025, applied to a large store with the whole tree before it."""

import os
import tempfile
import time
from pathlib import Path

from admission.app.bootstrap import open_admission
from benchmarks import reform_store
from benchmarks.measuring import quiet, table

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        _measure(reform_store.eve(Path(folder), EVENTS))


def _measure(path: Path) -> None:
    acts = list(reform_store.acts())
    with open_admission(path) as admission:
        before = admission.recorder.head()
        start = time.perf_counter()
        answers = list(admission.handle_many(iter(acts)))
        seconds = time.perf_counter() - start
        events = admission.recorder.head() - before
    refused = sum(answer.outcome != "done" for answer in answers)
    table(
        f"The acts of the reform of 2025 on {before:,} events",
        ["what", "figure", "limit"],
        [
            ["unit acts", f"{len(acts):,}", ""],
            [
                "unit acts per second, rows caught up",
                f"{len(acts) / seconds:,.0f}",
                "at least 2,000",
            ],
            ["events of them per second", f"{events / seconds:,.0f}", ""],
            ["refused", f"{refused}", ""],
        ],
    )


if __name__ == "__main__":
    main()
