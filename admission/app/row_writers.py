"""How changes of rows get into the file: one by one, or gathered where a file is built."""

import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.projections.bitemporal import Entry, Put, Table, Take
from admission.projections.facts import STILL_KNOWN, Change, Fact, Row, Value

_MOST_WAITING: Final = 2_000


class DirectWriter:
    """Carries out each change by its statements, at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def write(self, fact: Fact, changes: Iterable[Change]) -> None:
        """Carry out what a projection makes of a fact."""
        for change in changes:
            for sql, parameters in change.statements(fact.position):
                self._execute(sql, parameters)

    def finish(self) -> None:
        """Nothing is left to write."""


class _Live(NamedTuple):
    """A row that is still believed."""

    since: str
    until: str
    known_from: int
    row: Row


class GatheringWriter:
    """Keeps the rows of one stream in memory until its last event, then inserts them.

    For a file that is built stream by stream: a change costs no statement, no index is needed to
    find what changes, and rows are inserted many at a time.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._stream = ""
        self._rows: dict[tuple[Table, Row], list[_Live]] = {}
        self._waiting: dict[str, list[tuple[Value, ...]]] = {}

    def write(self, fact: Fact, changes: Iterable[Change]) -> None:
        """Carry out what a projection makes of a fact."""
        if fact.stream != self._stream:
            self._end_stream()
            self._stream = fact.stream
        for change in changes:
            if isinstance(change, Put):
                key = change.row[: change.table.key_length]
                live = _Live(change.since, change.until, fact.position, change.row)
                self._rows.setdefault((change.table, key), []).append(live)
            elif isinstance(change, Take):
                self._take(change, fact.position)
            elif isinstance(change, Entry):
                self._wait(change.insert, change.row)

    def finish(self) -> None:
        """Insert everything that is still in memory."""
        self._end_stream()
        for insert in list(self._waiting):
            self._insert(insert)

    def _take(self, take: Take, position: int) -> None:
        table, key, since, until = take
        kept: list[_Live] = []
        for live in self._rows.get((table, key), ()):
            if live.until <= since or until <= live.since:
                kept.append(live)
                continue
            if live.known_from < position:
                days = (live.since, live.until, live.known_from, position)
                self._wait(table.insert, (*live.row, *days))
            if live.since < since:
                kept.append(_Live(live.since, since, position, live.row))
            if until < live.until:
                kept.append(_Live(until, live.until, position, live.row))
        self._rows[table, key] = kept

    def _end_stream(self) -> None:
        for (table, _), found in self._rows.items():
            for since, until, known_from, row in found:
                self._wait(table.insert, (*row, since, until, known_from, STILL_KNOWN))
        self._rows.clear()

    def _wait(self, insert: str, row: tuple[Value, ...]) -> None:
        waiting = self._waiting.setdefault(insert, [])
        waiting.append(row)
        if len(waiting) >= _MOST_WAITING:
            self._insert(insert)

    def _insert(self, insert: str) -> None:
        self._connection.executemany(insert, self._waiting.pop(insert))
