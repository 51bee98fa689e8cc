"""CloudEvents out of a store and into another, against reading and inserting the same raw rows.

Out: every entry as a line, against iterating over the raw rows of the events. In: lines checked,
hashed and written 500 to a transaction, against inserting the same rows, as many at once, into the
same table. The store is a scenario of some 65,000 events, sealed.
"""

import tempfile
from itertools import count
from pathlib import Path

from admission.app.bootstrap import create_store, open_admission
from admission.app.exchange.exporting import export_cloudevents
from admission.app.exchange.importing import import_cloudevents
from admission.app.recorders.connections import Connections
from admission.app.recorders.reading import StoreReader, open_reader
from admission.app.recorders.schema import TABLES
from benchmarks.measuring import Side, in_turn, median, peak_megabytes, quiet, ratio, table
from benchmarks.stories import items
from cli.bars import bar

SCENARIO = "binh-thuan-2024"
ROUNDS = 3
AT_ONCE = 500
_INSERT = (
    "INSERT INTO events (position, stream, version, type, state, metadata, recorded_at, "
    "command_id, subject, event_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made(folder / "told.db", SCENARIO)
        with open_reader(folder / "told.db") as reader:
            _print(in_turn(ROUNDS, _sides(folder, reader)))


def made(store: Path, scenario: str) -> None:
    """A new store that a scenario was told to."""
    story = items(scenario)
    first = next(story)
    create_store(store, demonstration=True, began=first[1].recorded_at)
    with open_admission(store) as admission:
        admission.handle(*first)
        for _ in admission.handle_many(story):
            pass


def _sides(folder: Path, reader: StoreReader) -> dict[str, Side]:
    numbers, files = count(), count()

    def out() -> int:
        file = folder / f"{next(files)}.ndjson"
        return export_cloudevents(reader, file, opened=False, advance=_nothing).size

    def read() -> int:
        return sum(1 for _ in reader.iterate())

    def back() -> int:
        with (folder / "0.ndjson").open("rb") as lines:
            return import_cloudevents(lambda: lines, folder / f"{next(numbers)}.db", bar).size

    def insert() -> int:
        return _insert(folder / f"raw-{next(numbers)}.db", reader)

    return {"out": out, "raw read": read, "back": back, "raw insert": insert}


def _insert(path: Path, reader: StoreReader) -> int:
    connection = Connections(path, "create").connect()
    connection.execute(TABLES[0])
    after = 0
    while rows := reader.log_rows(after, AT_ONCE):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_INSERT, ((*row, str(row.position)) for row in rows))
        connection.execute("COMMIT")
        after = rows[-1].position
    connection.close()
    return after


def _nothing(_: int) -> None:
    pass


def _print(rates: dict[str, list[float]]) -> None:
    rows = []
    for name, side, peer, limit in (
        ("export, entries a second, to the raw read", "out", "raw read", 0.05),
        ("import, entries a second, to the raw insert", "back", "raw insert", 0.2),
    ):
        found = f"{ratio(rates, side, peer):.2f}"
        rows.append([name, f"{median(rates[side]):,.0f}", found, f"at least {limit}"])
    rows.append(["peak memory, MB", f"{peak_megabytes():.0f}", "", "flat"])
    table(f"CloudEvents ({SCENARIO})", ["what", "measured", "ratio", "limit"], rows)


if __name__ == "__main__":
    main()
