"""A store of a given size: some years of a scenario, told again for the years before them.

The units, rulebooks, calendars and accounts are those of the scenario, founded before the first
year; people, candidacies, meetings, classes and targets come once for each telling, with ids and
days moved.
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
from admission.app.recorders.schema import add_log
from admission.app.secret import secret_beside
from benchmarks.stories import Item, items

SCENARIO: Final = "binh-thuan-2024"
_ID: Final = re.compile(
    rb"(person|candidate|meeting|class|target|figure|confirmation)-([0-9a-f]{4})"
)
_DAY: Final = re.compile(rb'"(20[0-9]{2})-([0-9]{2}-[0-9]{2})')
_PERIOD: Final = re.compile(rb'"period":"(20[0-9]{2})')
_INSERT: Final = (
    "INSERT INTO events (stream, version, type, state, metadata, event_id, recorded_at, "
    "command_id, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_COMMANDS: Final = (
    "INSERT INTO commands (command_id, key_id, digest, first, last) "
    "SELECT command_id, ?, randomblob(32), min(position), max(position) FROM events "
    "GROUP BY command_id"
)
_BATCH: Final = 5_000


def make(path: Path, events: int) -> int:
    """Make a demonstration store of so many events, or a few more; returns how many it has."""
    return retell(path, events, items(SCENARIO), 1)


def retell(path: Path, events: int, story: Iterator[Item], span_years: int) -> int:
    """The same of any story, which spans so many years."""
    year_path = path.with_name(f"{path.name}.year")
    rows = list(_told_once(year_path, story))
    tellings = -(-events // sum(_comes_again(row) for row in rows))
    years = tellings * span_years
    first = datetime.fromisoformat(rows[0].recorded_at)
    earlier = first.replace(year=first.year - years, day=1)
    create_store(path, demonstration=True, began=earlier, key_from=None)
    connection = Connections(path, "write").connect()
    connection.execute("DELETE FROM events")
    connection.execute("DELETE FROM commands")
    insert(connection, (_as_it_is(row, years) for row in rows if not _comes_again(row)))
    moving = (
        _moved(row, back, back * span_years)
        for back in reversed(range(tellings))
        for row in rows
        if _comes_again(row)
    )
    insert(connection, islice(moving, events))
    head = finish(connection, path)
    for one in path.parent.glob(f"{year_path.name}*"):
        one.unlink()
    return head


def finish(connection: sqlite3.Connection, path: Path) -> int:
    """Commands and proof log of the events that were put in beside the recorder; their number."""
    connection.execute(_COMMANDS, (secret_beside(path).key_id,))
    _log_anew(connection, path)
    (head,) = connection.execute("SELECT count(*) FROM events").fetchone()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return int(head)


def _log_anew(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for table in ("tlog_head", "tlog_tile", "tlog_leaf"):
        connection.execute(f"DROP TABLE {table}")
    add_log(connection, path)
    connection.execute("COMMIT")


def _comes_again(row: EventRow) -> bool:
    """Whether an event is of something that comes once for each telling."""
    return _ID.match(row.stream.encode()) is not None


def _told_once(path: Path, story: Iterator[Item]) -> Iterator[EventRow]:
    first = next(story)
    create_store(path, demonstration=True, began=first[1].recorded_at, key_from=None)
    with open_admission(path) as admission:
        list(admission.handle_many([first]))
        list(admission.handle_many(story))
        yield from admission.recorder.iterate()


def insert(connection: sqlite3.Connection, rows: Iterator[tuple[object, ...]]) -> None:
    """Put rows into the table of events, so many to a transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for number, row in enumerate(rows, start=1):
        connection.execute(_INSERT, row)
        if number % _BATCH == 0:
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
    connection.execute("COMMIT")


def _as_it_is(row: EventRow, years: int) -> tuple[object, ...]:
    early = row.type == "unit-founded" and b'"on":"2025' not in row.state
    moved = _with_days(row.state, years) if early else row.state
    metadata = _with_days(row.metadata, years)
    return _row(row, row.stream, moved, metadata, f"{row.position:012x}")


def _moved(row: EventRow, back: int, years: int) -> tuple[object, ...]:
    def renamed(found: re.Match[bytes]) -> bytes:
        return b"%s-%04x" % (found[1], int(found[2], 16) - 16 * back)

    state = _ID.sub(renamed, _with_days(row.state, years))
    state = _PERIOD.sub(lambda found: b'"period":"%d' % (int(found[1]) - years), state)
    metadata = _ID.sub(renamed, _with_days(row.metadata, years))
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
    command = f"{row.command_id}{mark}"
    for name, said in (("event_id", f"event-{mark}"), ("command_id", command)):
        metadata = re.sub(rf'"{name}":"[^"]+"'.encode(), f'"{name}":"{said}"'.encode(), metadata)
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
        command,
        subject[1].decode() if subject else None,
    )
