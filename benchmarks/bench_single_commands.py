"""Durable single commands, against raw SQLite and against the library's own get-change-save.

Ours: `Admission.handle` (load, decide, save, catch the projections up) on the commands of a
scenario, one transaction each, with proof log and sealing on. Raw: one insert for each transaction
into the same table, under the same profile (WAL, FULL), of the rows that ours wrote. The library:
one aggregate got from the repository, changed and saved, on its own SQLite recorder.
"""

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from admission.app.admission import Admission
from admission.app.bootstrap import create_store, open_admission
from admission.app.recorders.connections import Connections
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.schema import TABLES
from benchmarks.measuring import Side, in_turn, median, quiet, ratio, table
from benchmarks.stories import Item, items

SCENARIO = "hoa-lu-2024-q1"
ROUNDS = 10
BLOCK = 200


class Case(Aggregate):
    """The library's own aggregate, as its documentation writes one."""

    @event("Stepped")
    def step(self, name: str) -> None:
        """Take one step."""
        self.name = name


class Cases(Application[UUID]):
    """The library's own application."""


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder))


def _measure(folder: Path) -> None:
    story = list(items(SCENARIO))
    began = story[0][1].recorded_at
    store = folder / "ours.db"
    create_store(store, demonstration=True, began=began)
    rows = _rows(folder / "rows.db", story)
    with open_admission(store) as admission:
        setting = len(story) - ROUNDS * BLOCK
        list(admission.handle_many(story[:setting]))
        rest = iter(story[setting:])
        rates = in_turn(
            ROUNDS,
            {
                "ours": lambda: _ours(admission, rest),
                "raw": _raw(folder, rows),
                "library": _library(folder),
            },
        )
    _print(rates)


def _rows(path: Path, story: list[Item]) -> list[EventRow]:
    """The last rows that the story leaves behind."""
    create_store(path, demonstration=True, began=story[0][1].recorded_at)
    with open_admission(path) as admission:
        list(admission.handle_many(story))
        return admission.recorder.log_rows(admission.recorder.head() - BLOCK, BLOCK)


def _ours(admission: Admission, story: Iterator[Item]) -> int:
    done = 0
    for command, act in islice(story, BLOCK):
        done += admission.handle(command, act).outcome == "done"
    return done


def _raw(folder: Path, rows: list[EventRow]) -> Side:
    connection = Connections(folder / "raw.db", "create").connect()
    connection.execute(TABLES[0])
    numbered = iter(range(10**9))

    def write() -> int:
        for row in rows:
            version = next(numbered)
            values = (row.stream, version, row.type, row.state, row.metadata, str(version))
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO events (stream, version, type, state, metadata, event_id, "
                "recorded_at, command_id, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, row.recorded_at, row.command_id, row.subject),
            )
            connection.execute("COMMIT")
        return len(rows)

    return write


def _library(folder: Path) -> Side:
    cases = Cases(
        env={
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": str(folder / "library.db"),
        }
    )

    def change() -> int:
        case = Case()
        cases.save(case)
        for number in range(BLOCK):
            found: Case = cases.repository.get(case.id)
            found.step(str(number % 20))
            cases.save(found)
            if number % 20 == 0:
                case = Case()
                cases.save(case)
        return BLOCK

    return change


def _print(rates: dict[str, list[float]]) -> None:
    rows = [
        ["ours, per second", f"{median(rates['ours']):,.0f}", "", ""],
        [
            "raw SQLite",
            f"{median(rates['raw']):,.0f}",
            f"{ratio(rates, 'ours', 'raw'):.2f}",
            "0.25",
        ],
        [
            "the library's get-change-save",
            f"{median(rates['library']):,.0f}",
            f"{ratio(rates, 'ours', 'library'):.2f}",
            "0.80",
        ],
    ]
    table(
        f"Durable single commands ({SCENARIO}, {ROUNDS} rounds of {BLOCK})",
        ["side", "median per second", "ours to this", "at least"],
        rows,
    )


if __name__ == "__main__":
    main()
