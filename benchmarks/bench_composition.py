"""The composition of a year, against its progress, on the same rows: of a province, and of many.

Rows of many provinces are those of one, with ids of their own, put in beside it: so many times as
many admissions in the same year. `BENCH_TIMES=10` is a small run.
"""

import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Final
from uuid import UUID

from admission.projections.composition.queries import composition
from admission.projections.progress.queries import progress
from benchmarks.bench_queries import store
from benchmarks.measuring import Side, in_turn, median, quiet, ratio, table

EVENTS: Final = 60_000
"""The year of the scenario, and most of one before it."""
TIMES: Final = int(os.environ.get("BENCH_TIMES", "100"))
ROUNDS: Final = 7
YEAR: Final = 2024
DAY: Final = f"{YEAR}-12-31"
LIMIT: Final = 4
"""Progress counts an admission from one index; who it was, of both years, is six look-ups each."""
_COPIED: Final = {
    "milestones": ("candidate",),
    "pipeline": ("candidate", "person"),
    "people": ("person",),
}
"""The tables of which it is counted, and their columns of ids."""
_ID: Final = {kind: f"{kind}-{UUID(int=0)}" for kind in ("candidate", "person")}
"""How ids are written before they are copied."""


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        store(path, EVENTS)
        connection = sqlite3.connect(f"{path}.projections")
        one = in_turn(ROUNDS, _sides(connection))
        admitted = _admitted(connection)
        for number in range(1, TIMES):
            _copy(connection, number)
        many = in_turn(ROUNDS, _sides(connection))
        _print((admitted, one), (_admitted(connection), many))


def _sides(connection: sqlite3.Connection) -> dict[str, Side]:
    def composed() -> int:
        return bool(composition(connection, year=YEAR, as_of=DAY).rows)

    def progressed() -> int:
        return bool(progress(connection, year=YEAR, as_of=DAY, depth=1).rows)

    return {"composition": composed, "progress": progressed}


def _admitted(connection: sqlite3.Connection) -> int:
    found = composition(connection, year=YEAR, as_of=DAY).rows[0].this
    return found if isinstance(found, int) else 0


def _copy(connection: sqlite3.Connection, number: int) -> None:
    """What stands there at first, once more under other ids."""
    for name, ids in _COPIED.items():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        read = [f"{column} || '-{number}'" if column in ids else column for column in columns]
        connection.execute(
            f"INSERT INTO {name} SELECT {', '.join(read)} FROM {name} "  # noqa: S608 - names of ours
            f"WHERE length({ids[0]}) = length('{_ID[ids[0]]}')"
        )
    connection.commit()


def _print(*measured: tuple[int, dict[str, list[float]]]) -> None:
    rows = []
    for admitted, rates in measured:
        took = {name: 1000 / median(rates[name]) for name in rates}
        rows.append(
            [
                f"{admitted:,}",
                f"{took['composition']:.0f}",
                f"{took['progress']:.0f}",
                f"{ratio(rates, 'progress', 'composition'):.2f}",
                str(LIMIT),
            ]
        )
    table(
        f"The composition of a year, beside its progress ({ROUNDS} rounds)",
        ["admitted in it", "composition, ms", "progress, ms", "times", "at most"],
        rows,
    )


if __name__ == "__main__":
    main()
