"""The same work by us and by others: the first twelve steps of a candidate, each durable.

Every side is a process of its own that keeps the same twelve lines, one step at a time, and then
asks where the candidate stands. Ours decides each step by the rules, seals it, adds it to the proof
log and brings the rows up; the others only keep what they are given. On SQLite and on one server.
"""

import json
import os
import statistics
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks import candidates
from benchmarks.measuring import quiet, table
from benchmarks.peers.starting import Told, percentiles, tell, versions
from benchmarks.servers import durable_server, load, new_address, version_of

SCENARIO = "hoa-lu-2024-q1"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
CANDIDATES = 20
QUERIES = 5
OTHERS = {
    "the eventsourcing library, bare": "library:Library",
    "DBOS": "dbos_workflow:DBOSWorkflow",
    "SQLAlchemy-Continuum": "history_table:HistoryTable",
    "raw SQL": "raw_sql:RawSQL",
}


class Side(NamedTuple):
    """Who tells, on which kind of database, and where."""

    name: str
    on: str
    kind: str
    database: str


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as name, durable_server() as server:
        folder = Path(name)
        lines = folder / "lines.json"
        lines.write_text(json.dumps(candidates.path(SCENARIO)), encoding="utf-8")
        file, place = folder / "ours.db", server.new_place(folder / "place")
        sides = [Side("ours", "SQLite", "ours:Ours", str(load(file, SCENARIO)))]
        sides += [Side("ours", "PostgreSQL", "ours:Ours", str(load(place, SCENARIO)))]
        for other, kind in OTHERS.items():
            sides.append(Side(other, "SQLite", kind, str(folder / f"{kind}.db")))
            sides.append(Side(other, "PostgreSQL", kind, new_address(server)))
        _print(_measured(sides, lines), version_of(server))


def _measured(sides: list[Side], lines: Path) -> dict[Side, list[Told]]:
    runs: dict[Side, list[Told]] = {side: [] for side in sides}
    for _ in range(ROUNDS):
        for side, done in runs.items():
            done.append(
                tell(side.kind, [side.database], lines, candidates=CANDIDATES, queries=QUERIES)
            )
    return runs


def _print(runs: dict[Side, list[Told]], version: str) -> None:
    limits = {side.on: done for side, done in runs.items() if side.name == "raw SQL"}
    rows = []
    for side, done in runs.items():
        rates = [len(told.steps) / told.telling for told in done]
        limit = [len(told.steps) / told.telling for told in limits[side.on]]
        rows.append(
            [
                side.name,
                side.on,
                f"{statistics.median(rates):,.0f}",
                f"{statistics.median(a / b for a, b in zip(rates, limit, strict=True)):.2f}",
                percentiles([step for told in done for step in told.steps], 50, 95),
                percentiles([query for told in done for query in told.queries], 50, 95),
            ]
        )
    table(
        f"Twelve durable steps of a candidate, {CANDIDATES} candidates, {ROUNDS} rounds",
        [
            "who",
            "on",
            "steps per second",
            "to raw SQL",
            "step, ms: p50, p95",
            "status, ms: p50, p95",
        ],
        rows,
    )
    print(f"\n{version}; {versions()}.")


if __name__ == "__main__":
    main()
