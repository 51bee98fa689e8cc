"""A store of a given size: one year of a scenario, told again for the years before it.

The units, rulebooks, calendars and accounts are those of the scenario, founded before the first
year; people, candidacies, meetings, classes and targets come once for each year, with ids and days
moved.
"""

import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from admission.app.bootstrap import create_store, open_admission
from admission.app.recorders.connections import Connections
from admission.app.recorders.plain_rows import EventRow
from benchmarks.stories import items

SCENARIO: Final = "binh-thuan-2024"
_ONCE: Final = frozenset(
    {
        "store-opened",
        "account-registered",
        "rulebook-adopted",
        "calendar-adopted",
        "calendar-amended",
        "unit-founded",
        "unit-authorised",
    }
)
_ID: Final = re.compile(rb"(person|candidate|meeting|class|target|confirmation)-([0-9a-f]{4})")
_DAY: Final = re.compile(rb'"(20[0-9]{2})-([0-9]{2}-[0-9]{2})')
_PERIOD: Final = re.compile(rb'"period":"(20[0-9]{2})')
_INSERT: Final = (
    "INSERT INTO events (stream, version, type, state, metadata, event_id, recorded_at, "
    "command_id, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_BATCH: Final = 5_000


def make(path: Path, events: int) -> int:
    """Make a demonstration store of so many events, or a few more; returns how many it has."""
    year_path = path.with_name(f"{path.name}.year")
    with_rows = _one_year(year_path)
    rows = list(with_rows)
    years = -(-events // sum(row.type not in _ONCE for row in rows))
    first = datetime.fromisoformat(rows[0].recorded_at)
    earlier = first.replace(year=first.year - years, day=1)
    create_store(path, demonstration=True, began=earlier, key_from=None)
    connection = Connections(path, "write").connect()
    connection.execute("DELETE FROM events")
    _insert(connection, (_as_it_is(row, years) for row in rows if row.type in _ONCE))
    moving = (
        _moved(row, back)
        for back in reversed(range(years))
        for row in rows
        if row.type not in _ONCE
    )
    _insert(connection, islice(moving, events))
    (head,) = connection.execute("SELECT count(*) FROM events").fetchone()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    year_path.unlink()
    return int(head)


def _one_year(path: Path) -> Iterator[EventRow]:
    story = items(SCENARIO)
    first = next(story)
    create_store(path, demonstration=True, began=first[1].recorded_at, key_from=None)
    with open_admission(path) as admission:
        list(admission.handle_many([first]))
        list(admission.handle_many(story))
        yield from admission.recorder.iterate()


def _insert(connection: sqlite3.Connection, rows: Iterator[tuple[object, ...]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for number, row in enumerate(rows, start=1):
        connection.execute(_INSERT, row)
        if number % _BATCH == 0:
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
    connection.execute("COMMIT")


def _as_it_is(row: EventRow, years: int) -> tuple[object, ...]:
    moved = _with_days(row.state, years) if row.type == "unit-founded" else row.state
    metadata = _with_days(row.metadata, years)
    return _row(row, row.stream, moved, metadata, f"{row.position:012x}")


def _moved(row: EventRow, back: int) -> tuple[object, ...]:
    def renamed(found: re.Match[bytes]) -> bytes:
        return b"%s-%04x" % (found[1], int(found[2], 16) - 16 * back)

    state = _ID.sub(renamed, _with_days(row.state, back))
    state = _PERIOD.sub(lambda found: b'"period":"%d' % (int(found[1]) - back), state)
    metadata = _ID.sub(renamed, _with_days(row.metadata, back))
    stream = _ID.sub(renamed, row.stream.encode()).decode()
    return _row(row, stream, state, metadata, f"{1000 - back:04d}{row.position:012x}")


def _with_days(text: bytes, back: int) -> bytes:
    def earlier(found: re.Match[bytes]) -> bytes:
        rest = b"02-28" if found[2] == b"02-29" else found[2]
        return b'"%d-%s' % (int(found[1]) - back, rest)

    return _DAY.sub(earlier, text)


def _row(
    row: EventRow, stream: str, state: bytes, metadata: bytes, mark: str
) -> tuple[object, ...]:
    recorded_at = re.search(rb'"recorded_at":"([^"]+)"', metadata)
    subject = re.search(rb'"subject":"([^"]+)"', metadata)
    return (
        stream,
        row.version,
        row.type,
        state,
        metadata,
        f"event-{mark}",
        recorded_at[1].decode() if recorded_at else row.recorded_at,
        f"{row.command_id}{mark}",
        subject[1].decode() if subject else None,
    )
