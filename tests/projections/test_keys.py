"""Rows of a key are found by its first column, and many keys at a time as one by one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from typing import Any, Final

import pytest

from admission.app.projection_file import statements
from admission.app.row_writers import DirectWriter, GatheringWriter, Writer
from admission.projections import PROJECTIONS
from admission.projections.bitemporal import Put, Table, Take
from admission.projections.facts import FOREVER, Change, Fact

_SEATS: Final = Table("seats", ("hall", "number"), ("guest",))
_MANY: Final = 1_201
_OF_ONE_FACT: Final = "(known_from=?"
"""Movements that one fact brought: there are few."""


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def test_every_table_finds_the_rows_of_a_key_by_an_index_that_begins_with_it(
    connection: sqlite3.Connection,
) -> None:
    """One that begins with a day or a unit would read a whole country's rows for one candidate."""
    for name in PROJECTIONS:
        for statement in statements(name):
            connection.execute(statement)
    for table in _tables():
        for statement in (
            table.believed(2),
            table.keep_left,
            table.keep_right,
            table.close,
            table.close_within,
            table.drop_within,
        ):
            nothing = (None,) * statement.count("?")
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", nothing).fetchall()
            searched = plan[-1][3]
            assert f"({table.key[0]}=?" in searched or _OF_ONE_FACT in searched, searched


def _tables() -> list[Table]:
    modules = [import_module(f"admission.projections.{name}.project") for name in PROJECTIONS]
    return [one for module in modules for one in vars(module).values() if isinstance(one, Table)]


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
