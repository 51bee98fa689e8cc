# ruff: noqa: S608 - the names in the statements are ours
"""Rows that held from day to day and were known from position to position.

At any day and position at most one row of a key holds. What is no longer believed is never lost:
its `known_to` is set, and what is left of it is written again.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from admission.projections.facts import FOREVER, STILL_KNOWN, Change, Fact, Row, Span, Statement

RowsOf = Callable[[Any], Mapping[Row, Row]]
"""From a state to its rows: the content by key."""


class Put(NamedTuple):
    """State a row (key, then content) for the days from `since`, before `until`."""

    table: "Table"
    row: Row
    since: str
    until: str

    def statements(self, position: int) -> Iterator[Statement]:
        """The SQL that does it, for what is known from a position."""
        yield self.table.insert, (*self.row, self.since, self.until, position, STILL_KNOWN)


class Take(NamedTuple):
    """Believe no longer in the rows of a key on the days from `since`, before `until`."""

    table: "Table"
    key: Row
    since: str
    until: str

    def statements(self, position: int) -> Iterator[Statement]:
        """The SQL that does it, for what is known from a position."""
        table, key, since, until = self
        yield table.keep_left, (since, position, *key, since, since)
        if until == FOREVER:
            yield table.close, (position, *key, since)
            return
        yield table.keep_right, (until, position, *key, until, until)
        yield table.close_within, (position, *key, since, until, position)
        yield table.drop_within, (*key, since, until, position)


class Table:
    """One bitemporal table: its columns, and its statements, made once."""

    def __init__(self, name: str, key: tuple[str, ...], content: tuple[str, ...]) -> None:
        kept = ", ".join((*key, *content))
        columns = f"{kept}, since, until, known_from, known_to"
        marks = ", ".join("?" * (len(key) + len(content) + 4))
        live = " AND ".join((*(f"{column} = ?" for column in key), f"known_to = {STILL_KNOWN}"))
        rest = f"INSERT INTO {name} ({columns}) SELECT {kept}"
        self.name: Final = name
        self.key: Final = key
        self._kept: Final = kept
        self.key_length: Final = len(key)
        self.insert: Final = f"INSERT INTO {name} ({columns}) VALUES ({marks})"
        self.keep_left: Final = (
            f"{rest}, since, ?, ?, {STILL_KNOWN} FROM {name} "
            f"WHERE {live} AND since < ? AND until > ?"
        )
        self.keep_right: Final = (
            f"{rest}, ?, until, ?, {STILL_KNOWN} FROM {name} "
            f"WHERE {live} AND since < ? AND until > ?"
        )
        self.close_one: Final = f"UPDATE {name} SET known_to = ? WHERE rowid = ?"
        self.close: Final = f"UPDATE {name} SET known_to = ? WHERE {live} AND until > ?"
        self.close_within: Final = f"{self.close} AND since < ? AND known_from < ?"
        self.drop_within: Final = (
            f"DELETE FROM {name} WHERE {live} AND until > ? AND since < ? AND known_from = ?"
        )

    def believed(self, keys: int) -> str:
        """The SELECT of the rows of so many keys that are believed; parameters: key after key.

        Of each its rowid, its days, and since which position it is known, then the row.
        """
        asked = ", ".join([f"({', '.join('?' * self.key_length)})"] * keys)
        columns = ", ".join(f"k{at}" for at in range(self.key_length))
        same = "".join(f" AND t.{name} = a.k{at}" for at, name in enumerate(self.key))
        return (
            f"WITH asked ({columns}) AS (VALUES {asked}) "
            f"SELECT t.rowid, since, until, known_from, {self._kept} "
            f"FROM asked a CROSS JOIN {self.name} t WHERE t.known_to = {STILL_KNOWN}{same}"
        )

    def follow(self, fact: Fact, rows_of: RowsOf) -> list[Change]:
        """Bring the rows of a stream from the states before a fact to those after it."""
        changes: list[Change] = []
        for span in fact.spans:
            changes += self.between(span, rows_of)
        return changes

    def between(self, span: Span, rows_of: RowsOf) -> list[Change]:
        """The same, on the days of one span."""
        since, until, before, after = span
        changes: list[Change] = []
        if before is after:
            return changes
        old, new = rows_of(before), rows_of(after)
        if old is new:
            return changes
        for key, content in old.items():
            if new.get(key) != content:
                changes.append(Take(self, key, since, until))
        for key, content in new.items():
            if old.get(key) != content:
                changes.append(Put(self, key + content, since, until))
        return changes


class Entry(NamedTuple):
    """Add a row to a table of events, each known from its own position and never changed."""

    insert: str
    row: Row

    def statements(self, _: int) -> Iterator[Statement]:
        """The SQL that does it."""
        yield self.insert, self.row
