"""Durable single commands on PostgreSQL by several writers, beside the library's own bare save.

Ours: each writer is a process with a store open (`Admission.handle`), which tells the first steps
of new candidates, one transaction each: rules, proof log, sealing and rows included. The library:
as many processes on the same server, each getting an aggregate, changing and saving it, on its own
tables. In batches: our writers again, by `Admission.handle_many`, so many to a transaction.
"""

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import candidates
from benchmarks.measuring import quiet, table
from benchmarks.peers.ours import BATCH
from benchmarks.peers.starting import Told, percentiles, tell
from benchmarks.servers import durable_server, load, new_address, version_of

SCENARIO = "hoa-lu-2024-q1"
WRITERS = tuple(map(int, os.environ.get("BENCH_WRITERS", "1,4,16").split(",")))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
CANDIDATES = 10


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as folder, durable_server() as server:
        place = load(server.new_place(Path(folder) / "place"), SCENARIO)
        lines = Path(folder) / "lines.json"
        lines.write_text(json.dumps(candidates.path(SCENARIO)), encoding="utf-8")
        sides = {
            "ours": ("ours:Ours", str(place), CANDIDATES),
            "the library's save": ("library:Library", new_address(server), CANDIDATES),
            f"ours, {BATCH} to a transaction": (
                "ours:OursInBatches",
                str(place),
                CANDIDATES * candidates.STEPS // BATCH,
            ),
        }
        rows = [row for number in WRITERS for row in _measured(number, sides, lines)]
        table(
            f"Writers at once on {version_of(server)} ({ROUNDS} rounds, each writer "
            f"{CANDIDATES} times {candidates.STEPS} steps)",
            ["writers", "side", "per second", "ms: p50, p95, p99", "to the library", "at least"],
            rows,
        )


def _measured(
    number: int, sides: dict[str, tuple[str, str, int]], lines: Path
) -> Iterator[list[str]]:
    runs: dict[str, list[Told]] = {name: [] for name in sides}
    for _ in range(ROUNDS):
        for name, (kind, database, times) in sides.items():
            runs[name].append(tell(kind, [database] * number, lines, candidates=times))
    library = runs["the library's save"]
    for name, done in runs.items():
        rates = [len(told.steps) / told.seconds for told in done]
        beside = [
            rate * one.seconds / len(one.steps) for rate, one in zip(rates, library, strict=True)
        ]
        seconds = [step for told in done for step in told.steps]
        yield [
            str(number),
            name,
            f"{statistics.median(rates):,.0f}",
            "" if "to a transaction" in name else percentiles(seconds, 50, 95, 99),
            f"{statistics.median(beside):.2f}",
            "0.6" if name == "ours" else "",
        ]


if __name__ == "__main__":
    main()
