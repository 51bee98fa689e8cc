"""The forecast of a country: a page of it, and every unit, beside that of one province.

The rows of a country are those of one province put in beside it, with units and candidates of their
own, until there are so many units. `BENCH_UNITS=5000` is a small run.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.bench_queries import COMMAND, store
from benchmarks.measuring import compile_modules, quiet, table

EVENTS: Final = int(os.environ.get("BENCH_EVENTS", "200000"))
"""Three years of a province, and some of one before them."""
UNITS: Final = int(os.environ.get("BENCH_UNITS", "52000"))
DAY: Final = "2024-09-30"
ASKED: Final = ("--year", "2024", "--as-of", DAY, "--known-at", DAY)
FORMS: Final = {
    "a page of 50 of the progress": ("progress", "--depth", "9", "--limit", "50"),
    "a page of 50 of the roots and those below": ("forecast", "--limit", "50"),
    "a page of 50 of all units": ("forecast", "--depth", "9", "--limit", "50"),
    "all units, as JSON": ("forecast", "--depth", "9", "--json"),
}
PAGE_MEGABYTES: Final = 300
"""A page is to take no more; an answer of all units is held whole until it is printed."""
_ID_LENGTH: Final = len("-00000000-0000-0000-0000-000000000000")
_COPIED: Final = {"units": ("unit", "parent"), "milestones": ("candidate", "unit")}
"""The tables that it rests on, and their columns of ids."""


class Cost(NamedTuple):
    """What one process took."""

    seconds: float
    megabytes: float


def main() -> None:
    """Measure and print."""
    quiet()
    compile_modules()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        store(path, EVENTS)
        rows = [line for size in _sizes(path) for line in _measured(path, size)]
    table(
        f"The forecast of a country, processes of their own, as of {DAY}",
        ["units", "paths", "what", "seconds", "peak MB", "at most, MB"],
        rows,
    )


def _sizes(path: Path) -> Iterator[int]:
    """How many units there are, first of one province, then of a tenth of them, and of all."""
    connection = sqlite3.connect(f"{path}.projections")
    provinces = 1
    (one,) = connection.execute("SELECT count(DISTINCT unit) FROM units").fetchone()
    for wanted in (one, UNITS // 10, UNITS):
        while provinces * one < wanted:
            _copy(connection, provinces)
            provinces += 1
        connection.execute("ANALYZE")
        yield provinces * one
    connection.close()


def _copy(connection: sqlite3.Connection, number: int) -> None:
    """The rows of the province once more, under other ids."""
    for name, ids in _COPIED.items():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        read = [f"{column} || '-{number}'" if column in ids else column for column in columns]
        connection.execute(
            f"INSERT INTO {name} SELECT {', '.join(read)} FROM {name} "  # noqa: S608 - names of ours
            f"WHERE length({ids[0]}) = {len(ids[0]) + _ID_LENGTH}"
        )
    connection.commit()


def _measured(path: Path, units: int) -> Iterator[list[str]]:
    with sqlite3.connect(f"{path}.projections") as connection:
        query = "SELECT count(DISTINCT candidate) FROM milestones"
        (paths,) = connection.execute(query).fetchone()
    for name, options in FORMS.items():
        cost = _cost([COMMAND, "--db", str(path), options[0], *ASKED, *options[1:]])
        seconds, megabytes = f"{cost.seconds:.1f}", f"{cost.megabytes:.0f}"
        most = f"{PAGE_MEGABYTES}" if "--limit" in options else ""
        yield [f"{units:,}", f"{paths:,}", name, seconds, megabytes, most]


def _cost(arguments: list[str]) -> Cost:
    began = time.perf_counter()
    started = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit(f"{' '.join(arguments)} failed")
    return Cost(time.perf_counter() - began, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
