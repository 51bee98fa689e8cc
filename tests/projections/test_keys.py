"""Rows of many keys change as they do one by one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

import pytest

from admission.app.row_writers import DirectWriter, GatheringWriter, Writer
from admission.projections.bitemporal import Put, Table, Take
from admission.projections.facts import FOREVER, Change, Fact

_SEATS: Final = Table("seats", ("hall", "number"), ("guest",))
_MANY: Final = 1_201


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def test_rows_of_many_keys_change_as_they_do_one_by_one(connection: sqlite3.Connection) -> None:
    """Among them keys that are put before they are taken, and that are taken twice."""
    changes: list[Change] = []
    for number in range(_MANY):
        key = ("A", number)
        changes.append(Put(_SEATS, (*key, "new"), "2024-06-01", "2024-07-01"))
        changes.append(Take(_SEATS, key, "2024-02-01", FOREVER if number % 2 else "2024-05-01"))
        changes.append(Put(_SEATS, (*key, "other"), "2024-02-01", "2024-03-01"))
    directly = _after(connection, DirectWriter(connection), changes)
    assert len(directly) > 2 * _MANY
    assert _after(connection, GatheringWriter(connection), changes) == directly


def _after(
    connection: sqlite3.Connection, writer: Writer, changes: list[Change]
) -> list[tuple[Any, ...]]:
    """The rows after changes of a full hall, each by a fact of a stream that began long ago."""
    connection.execute("DROP TABLE IF EXISTS seats")
    connection.execute(
        "CREATE TABLE seats (hall, number, guest, since, until, known_from, known_to)"
    )
    connection.execute("CREATE INDEX seats_key ON seats (hall, number)")
    full = [
        Put(_SEATS, ("A", number, "old"), "2024-01-01", "2024-06-01") for number in range(_MANY)
    ]
    begin = DirectWriter(connection)
    begin.write(_fact(1), full)
    for position, change in enumerate(changes, start=2):
        writer.write(_fact(position), [change])
    writer.finish()
    return sorted(connection.execute("SELECT * FROM seats"))


def _fact(position: int) -> Fact:
    event: Any = None
    rulebook_of: Any = None
    return Fact(position, "hall-a", position, event, "", "", None, "", (), rulebook_of)
