"""The composition of a year over a country: milliseconds and memory, as units and people grow.

Rows are those of one province, put in once more under other ids until there are `BENCH_UNITS` units
(52,000), several trees side by side; then the admissions alone so many times (`BENCH_TIMES`). Each
size is asked in a process of its own, of all and of one province, whole and page by page; what it
has held at most stands beside what a process holds that only has the rows open.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

from admission.projections.asking import page_of_all
from admission.projections.composition.queries import CompositionRow, composition
from benchmarks.bench_queries import store
from benchmarks.measuring import apart, median, peak_megabytes, quiet, table

EVENTS: Final = int(os.environ.get("BENCH_EVENTS", "60000"))
UNITS: Final = int(os.environ.get("BENCH_UNITS", "52000"))
TIMES: Final = int(os.environ.get("BENCH_TIMES", "7"))
ROUNDS: Final = 5
PAGE: Final = 20
YEAR: Final = 2024
DAY: Final = f"{YEAR}-12-31"
_UNITS: Final = {"units": ("unit", "parent")}
_PATHS: Final = {
    "milestones": ("candidate", "unit"),
    "pipeline": ("candidate", "person", "unit"),
    "people": ("person",),
    "particulars": ("person",),
    "movements": ("stream", "cell"),
}
"""The tables of which it is counted, and their columns of ids."""
_HEAD: Final = ["rows of", "units", "admitted", "of all, ms", "of a province, ms", "in pages, ms"]


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        apart(lambda: print(f"{store(path, EVENTS):,} events"))
        rows = Path(f"{path}.projections")
        figures = Path(folder) / "figures"
        for name, grow in _sizes(rows):
            apart(grow)
            apart(partial(_ask, name, rows, figures))
        measured = [line.split("|") for line in figures.read_text("utf-8").splitlines()]
    table(
        f"The composition of a year over a country ({ROUNDS} rounds)",
        [*_HEAD, "most held, MB", "with nothing asked, MB"],
        measured,
    )


def _sizes(rows: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "a province", lambda: None
    yield "the country", lambda: _more(rows, _copies(rows), {**_UNITS, **_PATHS}, frozenset())
    people = f"the country, {TIMES} times the people"
    yield people, lambda: _more(rows, TIMES, _PATHS, frozenset({"unit", "cell"}))


def _copies(rows: Path) -> int:
    with closing(sqlite3.connect(rows)) as connection:
        (units,) = connection.execute("SELECT COUNT(DISTINCT unit) FROM units").fetchone()
    return -(-UNITS // int(units))


def _more(rows: Path, times: int, tables: dict[str, tuple[str, ...]], kept: frozenset[str]) -> None:
    """So many times what stands there, the new with ids of their own, but for the columns kept."""
    mark = "+" if kept else "-"
    with closing(sqlite3.connect(rows)) as connection:
        for name, ids in tables.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            last = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {name}").fetchone()[0]  # noqa: S608
            for number in range(1, times):
                read = [
                    f"{column} || '{mark}{number}'"
                    if column in ids and column not in kept
                    else column
                    for column in columns
                ]
                connection.execute(
                    f"INSERT INTO {name} SELECT {', '.join(read)} FROM {name} "  # noqa: S608
                    f"WHERE rowid <= {last}"
                )
        connection.commit()


def _ask(name: str, rows: Path, figures: Path) -> None:
    """Ask in this process, and add a line of figures."""
    with closing(sqlite3.connect(f"file:{rows}?mode=ro", uri=True)) as connection:
        (units,) = connection.execute("SELECT COUNT(DISTINCT unit) FROM units").fetchone()
        ((root,), *_) = connection.execute("SELECT unit FROM units WHERE parent IS NULL").fetchall()
        idle = peak_megabytes()
        admitted = _rows(connection)[0].this or 0
        whole = _milliseconds(lambda: _rows(connection))
        province = _milliseconds(lambda: _rows(connection, unit=root))
        pages = _milliseconds(lambda: _in_pages(connection))
    said = (name, f"{units:,}", f"{admitted:,}", *(f"{ms:,.0f}" for ms in (whole, province, pages)))
    with figures.open("a", encoding="utf-8") as file:
        file.write("|".join((*said, f"{peak_megabytes():,.0f}", f"{idle:,.0f}")) + "\n")


def _rows(connection: sqlite3.Connection, unit: str | None = None) -> list[CompositionRow]:
    return composition(connection, year=YEAR, as_of=DAY, unit=unit).rows


def _in_pages(connection: sqlite3.Connection) -> int:
    """As the terminal asks with `--limit` and `--after`: the form anew for each page."""
    after, pages = None, 0
    while pages == 0 or after is not None:
        rows = _rows(connection)
        after = page_of_all(rows, PAGE, after, lambda row: (row.breakdown, row.cell)).next
        pages += 1
    return pages


def _milliseconds(work: Callable[[], Any]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return median(taken)


if __name__ == "__main__":
    main()
