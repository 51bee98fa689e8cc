# ruff: noqa: S608 - statements are made of pieces of ours
"""Totals per unit and year by DuckDB over a Parquet folder, and the export of a real store.

The events are synthesised: half a million candidates for each ten million, in 2,000 units. Totals
are asked in the memory that a report may have: from the typed columns, and from the JSON bodies
alone. The export is of a scenario of some 65,000 events, sealed, against reading its raw rows.
`BENCH_EVENTS` says how many events are synthesised.
"""

import json
import os
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Final

import duckdb

from admission.app.analytics.asking import MEMORY
from admission.app.analytics.exporting import export_analytics
from admission.app.recorders.reading import StoreReader
from admission.app.views import open_views
from benchmarks.bench_exchange import made
from benchmarks.measuring import (
    HeldTogether,
    Side,
    in_turn,
    median,
    peak_megabytes,
    quiet,
    ratio,
    table,
)
from cli.bars import bar

EVENTS: Final = int(os.environ.get("BENCH_EVENTS", "10_000_000"))
SCENARIO: Final = "binh-thuan-2024"
ROUNDS: Final = 3
UNITS: Final = 2_000
TYPES: Final = ("pool-entered", "class-attended", "cell-vote-held", "ceremony-held", "recognised")
_UNIT: Final = "'unit-01939d3c-0000-7000-8000-' || lpad((hash(c) % {units})::VARCHAR, 12, '0')"
_SYNTHESISED: Final = f"""
COPY (
    SELECT
        i AS position,
        'candidate-' || c AS stream,
        list_extract($types, (i % 5)::INT + 1) AS type,
        DATE '2005-01-01' + ((i * 7919) % 7300)::INT AS on_day,
        {_UNIT.format(units=UNITS)} AS unit,
        '{{"on":"' || (DATE '2005-01-01' + ((i * 7919) % 7300)::INT) || '","candidate":"candidate-'
            || c || '","unit":"' || {_UNIT.format(units=UNITS)} || '","meeting":"meeting-' || i
            || '","in_favour":' || (i % 40) || ',"against":0,"document":{{"kind":"minutes",'
            || '"number":"' || i || '-BB","signed":"2024-01-31"}}}}' AS body
    FROM (SELECT range AS i, range // 20 AS c FROM range($events))
) TO '{{file}}' (FORMAT parquet, COMPRESSION zstd)
"""
_TYPED: Final = (
    "SELECT unit, year(on_day) AS year, count(*) AS admitted FROM '{file}' "
    "WHERE type = 'ceremony-held' GROUP BY ALL"
)
_FROM_BODIES: Final = (
    "SELECT body ->> '$.unit' AS unit, year((body ->> '$.on')::DATE) AS year, "
    "count(*) AS admitted FROM '{file}' GROUP BY ALL"
)
_TWO_LEVELS: Final = (
    "SELECT unit, max(n), sum(n) FROM (SELECT unit, year(on_day) AS year, type, count(*) AS n "
    "FROM '{file}' GROUP BY ALL) GROUP BY ALL"
)


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as name:
        _totals(Path(name) / "events.parquet", Path(name))
        _export(Path(name))


def _totals(file: Path, spill: Path) -> None:
    with duckdb.connect() as connection:
        made_in = _seconds(
            lambda: connection.execute(
                _SYNTHESISED.replace("{file}", str(file)), {"types": list(TYPES), "events": EVENTS}
            )
        )
    rows = []
    for what, query, limit in (
        ("one type, from typed columns", _TYPED, 5),
        ("every type, in two levels, from typed columns", _TWO_LEVELS, 5),
        ("every event, from JSON bodies", _FROM_BODIES, 30),
    ):
        seconds, megabytes = _asked(query.format(file=file), spill)
        most = limit * max(1.0, EVENTS / 10_000_000)
        rows.append([what, f"{seconds:.2f}", f"{megabytes:.0f}", f"at most {most:g} s"])
    size = file.stat().st_size / 1e6
    rows.append(["(synthesised)", f"{made_in:.1f}", f"{size:,.0f} on the disk", ""])
    head = ["totals per unit and year", "seconds", "MB", "limit"]
    table(f"DuckDB {duckdb.__version__} over {EVENTS:,} events, at most {MEMORY}", head, rows)


def _asked(query: str, spill: Path) -> tuple[float, float]:
    """The median of the seconds, and the most memory, of asking."""
    with duckdb.connect() as connection, HeldTogether() as held:
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{spill}/spill'")
        taken = [
            _seconds(lambda: _counted(connection.execute(query).fetchall())) for _ in range(ROUNDS)
        ]
    return median(taken), held.megabytes


def _counted(rows: list[tuple[object, ...]]) -> None:
    assert len(rows) >= min(UNITS, EVENTS // 20) // 2


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _export(folder: Path) -> None:
    store = folder / "told.db"
    made(store, SCENARIO)
    numbers = count()
    with open_views(store) as views:

        def out() -> int:
            return export_analytics(views, folder / f"out-{next(numbers)}", bar).position

        rates = in_turn(ROUNDS, {"out": out, "raw read": _raw(views.store)})
    places = list((folder / "out-0").iterdir())
    said = json.loads((places[0] / "manifest.json").read_text())
    size = sum(path.stat().st_size for path in places[0].glob("*.parquet")) / said["position"]
    found = [f"{median(rates['out']):,.0f}", f"{ratio(rates, 'out', 'raw read'):.3f}"]
    rows = [
        ["events a second, with the rows of all tables, to the raw read", *found, "at least 0.02"],
        ["bytes an event, all tables", f"{size:.0f}", "", ""],
        [
            "peak memory of the process, which told the scenario too, MB",
            f"{peak_megabytes():.0f}",
            "",
            "",
        ],
    ]
    table(f"Export for analysis ({SCENARIO})", ["what", "measured", "ratio", "limit"], rows)


def _raw(reader: StoreReader) -> Side:
    return lambda: sum(1 for _ in reader.iterate())


if __name__ == "__main__":
    main()
