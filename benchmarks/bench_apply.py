"""Many commands to a transaction, against inserting the same rows 500 to a transaction.

Ours: the lines of a scenario, told twice under different ids, through the road of `apply`: JSON to
command, decide, save, catch the projections up. Raw: the rows that ours wrote, inserted into the
same tables under the same profile (WAL, FULL).
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from admission.app.bootstrap import create_store, open_admission
from admission.app.recorders.connections import Connections
from admission.app.recorders.schema import TABLES
from benchmarks.measuring import compile_modules, median, peak_megabytes, quiet, table
from benchmarks.stories import item, twice

SCENARIO = "binh-thuan-2024"
COMMANDS = int(os.environ.get("BENCH_COMMANDS", "100000"))
BATCH = 500
TENTH = COMMANDS // 10
ROUNDS = 3


def main() -> None:
    """Measure and print."""
    quiet()
    compile_modules()
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder))


def _measure(folder: Path) -> None:
    lines = [json.dumps(line, ensure_ascii=False) for line in islice(twice(SCENARIO), COMMANDS)]
    began = item(json.loads(lines[0]))[1].recorded_at
    store = folder / "ours.db"
    create_store(store, demonstration=True, began=began)
    memory, refused = [], 0
    with open_admission(store) as admission:
        start = time.perf_counter()
        given = admission.handle_many(map(item, map(json.loads, lines)))
        for number, answer in enumerate(given, start=1):
            refused += answer.outcome != "done"
            if number % TENTH == 0:
                memory.append(peak_megabytes())
        ours = len(lines) / (time.perf_counter() - start)
        memory.append(peak_megabytes())
        events = admission.recorder.head()
        raw = median(
            [_raw(folder / f"raw-{n}.db", admission.recorder.iterate()) for n in range(ROUNDS)]
        )
    commands_raw = raw * len(lines) / events
    table(
        f"{len(lines):,} commands as `apply` records them ({SCENARIO}, told twice)",
        ["what", "figure", "limit"],
        [
            ["ours, commands per second", f"{ours:,.0f}", ""],
            [f"raw inserts of the same rows by {BATCH}, rows per second", f"{raw:,.0f}", ""],
            ["ours to raw, per command", f"{ours / commands_raw:.2f}", "at least 0.10"],
            [
                "peak memory after each tenth, and at the end, MB",
                ", ".join(f"{m:.0f}" for m in memory),
                "flat",
            ],
            ["refused", f"{refused}", ""],
        ],
    )


def _raw(path: Path, rows: Iterator[tuple[object, ...]]) -> float:
    """Rows a second, `BATCH` to a transaction; reading them is not counted."""
    connection = Connections(path, "create").connect()
    for statement in TABLES:
        connection.execute(statement)
    seconds, done = 0.0, 0
    while some := list(islice(rows, BATCH)):
        events = [(*row[1:6], f"{row[7]}{row[0]}", row[6], row[7], row[8]) for row in some]
        ids = {row[7]: row[0] for row in some}
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO events (stream, version, type, state, metadata, event_id, recorded_at, "
            "command_id, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            events,
        )
        connection.executemany(
            "INSERT OR IGNORE INTO commands VALUES (?, 'key', x'00', ?, ?)",
            [(command, first, first) for command, first in ids.items()],
        )
        connection.execute("COMMIT")
        seconds += time.perf_counter() - start
        done += len(some)
    return done / seconds


if __name__ == "__main__":
    main()
