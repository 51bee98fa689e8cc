"""The four public workloads of `event-store-benchmark` on our recorders and on the library's.

What they are stands in `peers/workloads.py`. Sides take turns, each in a process of its own; ours
keeps the proof log, the library nothing beside the events.
"""

import os
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from admission.app.bootstrap import create_store
from benchmarks.measuring import quiet, table
from benchmarks.peers.starting import Worker, percentiles, versions
from benchmarks.servers import durable_server, new_address, version_of

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = os.environ.get("BENCH_SECONDS", "5")
STREAMS = os.environ.get("BENCH_STREAMS", "5000")
OURS, THEIRS = "ours_recording:OurRecorder", "library_recording:LibraryRecorder"


class Side(NamedTuple):
    """A recorder on a database."""

    on: str
    kind: str


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as name, durable_server() as server:
        folder = Path(name)
        file, place = folder / "ours.db", server.new_place(folder / "place")
        for path in (file, place):
            create_store(path, demonstration=True, key_from=None)
        sides = {
            Side("SQLite", OURS): str(file),
            Side("SQLite", THEIRS): str(folder / "library.db"),
            Side("PostgreSQL", OURS): str(place),
            Side("PostgreSQL", THEIRS): new_address(server),
        }
        _print(_measured(sides), version_of(server))


def _measured(sides: dict[Side, str]) -> dict[Side, list[dict[str, Any]]]:
    with ExitStack() as ending:
        workers = {
            side: ending.enter_context(Worker("workloads", side.kind, database, SECONDS, STREAMS))
            for side, database in sides.items()
        }
        for worker in workers.values():
            worker.wait_until_ready()
        runs: dict[Side, list[dict[str, Any]]] = {side: [] for side in sides}
        for _ in range(ROUNDS):
            for side, worker in workers.items():
                worker.begin()
                runs[side].append(worker.said())
        return runs


def _print(runs: dict[Side, list[dict[str, Any]]], version: str) -> None:
    rows = []
    for workload in ("write", "flood", "read", "mixed"):
        for side, done in runs.items():
            rates = [one[workload][0] for one in done]
            beside = [one[workload][0] for one in runs[Side(side.on, THEIRS)]]
            seconds = [latency for one in done for latency in one[workload][1]]
            times = statistics.median(a / b for a, b in zip(rates, beside, strict=True))
            rows.append(
                [
                    workload,
                    side.on,
                    "ours" if side.kind == OURS else "the library",
                    f"{statistics.median(rates):,.0f}",
                    f"{times:.2f}",
                    percentiles(seconds, 50, 95, 99),
                ]
            )
    table(
        f"Workloads of event-store-benchmark ({ROUNDS} rounds of {SECONDS} s)",
        ["workload", "on", "recorder", "events per second", "to the library", "ms: p50, p95, p99"],
        rows,
    )
    print(f"\n{version}; {versions()}.")


if __name__ == "__main__":
    main()
