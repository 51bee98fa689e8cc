"""Many commands to a transaction, against inserting the same rows 500 to a transaction.

Ours: the lines of a scenario, told twice under different ids, through the road of `apply`: JSON to
command, decide, save, catch the projections up. Raw: the rows that ours wrote to the events file
(events, commands and the leaves of the proof log, their hashes at hand), inserted into the same
tables under the same profile (WAL, FULL); and once more without the leaves.
"""

import json
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

from admission.app.bootstrap import create_store, open_admission
from admission.app.recorders.connections import Connections
from admission.app.recorders.proof_log import TABLES as LOG_TABLES
from admission.app.recorders.schema import TABLES
from benchmarks.measuring import compile_modules, median, peak_megabytes, quiet, ratio, table
from benchmarks.stories import item, twice

SCENARIO = "binh-thuan-2024"
COMMANDS = int(os.environ.get("BENCH_COMMANDS", "100000"))
BATCH = 500
TENTH = COMMANDS // 10
ROUNDS = 3
ROWS: Final = {
    "events": "SELECT * FROM events WHERE position > ?1 AND position <= ?2",
    "commands": "SELECT * FROM commands WHERE first > ?1 AND command_id IN "
    "(SELECT command_id FROM events WHERE position > ?1 AND position <= ?2)",
    "tlog_leaf": "SELECT * FROM tlog_leaf WHERE idx > ?1 AND idx <= ?2",
}
"""What of each table goes to one transaction; the leaf of an event has its number."""
WITHOUT_LEAVES: Final = ("events", "commands")


def main() -> None:
    """Measure and print."""
    quiet()
    compile_modules()
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder))


def _measure(folder: Path) -> None:
    lines = [json.dumps(line, ensure_ascii=False) for line in islice(twice(SCENARIO), COMMANDS)]
    rates: dict[str, list[float]] = {"ours": [], "raw": [], "without leaves": []}
    memory: list[float] = []
    refused = 0
    for number in range(ROUNDS):
        store = folder / f"ours-{number}.db"
        ours, held, refused = _ours(store, lines)
        memory = memory or held
        raw = _raw(store, folder / f"raw-{number}.db", tuple(ROWS))
        without_leaves = _raw(store, folder / f"less-{number}.db", WITHOUT_LEAVES)
        for name, seconds in zip(rates, (ours, raw, without_leaves), strict=True):
            rates[name].append(len(lines) / seconds)
    table(
        f"{len(lines):,} commands as `apply` records them ({SCENARIO}, told twice, median of "
        f"{ROUNDS} rounds)",
        ["what", "figure", "limit"],
        [
            ["ours, commands per second", f"{median(rates['ours']):,.0f}", ""],
            [
                f"raw inserts of the same rows by {BATCH}, commands per second",
                f"{median(rates['raw']):,.0f}",
                "",
            ],
            ["ours to raw", f"{ratio(rates, 'ours', 'raw'):.3f}", "at least 0.10"],
            [
                "the same, raw without the leaves of the proof log",
                f"{ratio(rates, 'ours', 'without leaves'):.3f}",
                "",
            ],
            [
                "peak memory after each tenth, and at the end, MB",
                ", ".join(f"{m:.0f}" for m in memory),
                "flat",
            ],
            ["refused", f"{refused}", ""],
        ],
    )


def _ours(store: Path, lines: list[str]) -> tuple[float, list[float], int]:
    """The seconds, the memory after each tenth and at the end, how many are refused."""
    create_store(store, demonstration=True, began=item(json.loads(lines[0]))[1].recorded_at)
    memory, refused = [], 0
    with open_admission(store) as admission:
        start = time.perf_counter()
        given = admission.handle_many(map(item, map(json.loads, lines)))
        for number, answer in enumerate(given, start=1):
            refused += answer.outcome != "done"
            if number % TENTH == 0:
                memory.append(peak_megabytes())
        seconds = time.perf_counter() - start
    return seconds, [*memory, peak_megabytes()], refused


def _raw(store: Path, path: Path, names: Sequence[str]) -> float:
    """The seconds to insert rows of a store into tables of theirs; reading them is not counted."""
    seconds = 0.0
    with (
        closing(Connections(store, "read").connect()) as written,
        closing(Connections(path, "create").connect()) as connection,
    ):
        for statement in (*TABLES, *LOG_TABLES):
            connection.execute(statement)
        (head,) = written.execute("SELECT max(position) FROM events").fetchone()
        for after in range(0, head, BATCH):
            until = after + BATCH
            rows = {name: written.execute(ROWS[name], (after, until)).fetchall() for name in names}
            start = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            for name, some in rows.items():
                marks = ", ".join("?" * len(some[0]))
                connection.executemany(f"INSERT INTO {name} VALUES ({marks})", some)  # noqa: S608
            connection.execute("COMMIT")
            seconds += time.perf_counter() - start
    return seconds


if __name__ == "__main__":
    main()
