"""How changes of rows get into the file: one by one, or gathered and written many at a time."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from admission.app.recorders.ports import Connection
from admission.projections.bitemporal import Entry, Put, Table, Take
from admission.projections.facts import STILL_KNOWN, Change, Fact, Row, Value


class Writer(Protocol):
    """Carries out changes inside a transaction; all of them are in it after `finish`."""

    def write(self, fact: Fact, changes: Iterable[Change]) -> None:
        """Carry out what a projection makes of a fact."""

    def finish(self) -> None:
        """Write what waits."""


class DirectWriter:
    """Carries out each change by its statements.

    With `at_once` an error is raised by `write`; without it a server is told of them together.
    """

    def __init__(self, connection: Connection, *, at_once: bool = False) -> None:
        self._connection = connection
        self._at_once = at_once

    def write(self, fact: Fact, changes: Iterable[Change]) -> None:
        """Carry out what a projection makes of a fact."""
        for change in changes:
            for sql, parameters in change.statements(fact.position):
                if self._at_once:
                    self._connection.execute(sql, parameters)
                else:
                    self._connection.executemany(sql, (parameters,))

    def finish(self) -> None:
        """Nothing is left to write."""


class _Live(NamedTuple):
    """A row that is still believed; `rowid` is None where the file does not have it yet."""

    since: str
    until: str
    known_from: int
    row: Row
    rowid: int | None = None


class GatheringWriter:
    """Keeps in memory what changes, until `finish`; for a file of SQLite.

    A row is looked up once, however often it changes meanwhile, and is not written before it is
    known how it stays; rows go into the file many at a time.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: defaultdict[tuple[Table, Row], list[_Live]] = defaultdict(list)
        self._begun: set[str] = set()
        self._looked_up: set[tuple[Table, Row]] = set()
        self._waiting: defaultdict[str, list[tuple[Value, ...]]] = defaultdict(list)
        self._closed: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def write(self, fact: Fact, changes: Iterable[Change]) -> None:
        """Carry out what a projection makes of a fact."""
        if fact.version == 1:
            self._begun.add(fact.stream)
        for change in changes:
            if isinstance(change, Entry):
                self._waiting[change.insert].append(change.row)
            elif isinstance(change, Put):
                table, row, since, until = change
                live = _Live(since, until, fact.position, row)
                self._rows[table, row[: table.key_length]].append(live)
            elif isinstance(change, Take):
                if fact.stream not in self._begun:
                    self._look_up(change.table, change.key)
                self._take(change, fact.position)

    def flush(self) -> None:
        """Write the rows that are final."""
        for close, places in self._closed.items():
            self._connection.executemany(close, places)
        for insert, rows in self._waiting.items():
            self._connection.executemany(insert, rows)
        self._closed.clear()
        self._waiting.clear()

    def finish(self) -> None:
        """Write everything that is still in memory."""
        self._settle()
        self.flush()

    def _look_up(self, table: Table, key: Row) -> None:
        """Add those rows of a key that are believed and stand in the file."""
        if (table, key) not in self._looked_up:
            self._looked_up.add((table, key))
            for rowid, since, until, known_from, *row in self._connection.execute(
                table.believed, key
            ):
                self._rows[table, key].append(_Live(since, until, known_from, tuple(row), rowid))

    def _take(self, take: Take, position: int) -> None:
        table, key, since, until = take
        kept: list[_Live] = []
        for live in self._rows[table, key]:
            if live.until <= since or until <= live.since:
                kept.append(live)
                continue
            self._close(table, live, position)
            if live.since < since:
                kept.append(_Live(live.since, since, position, live.row))
            if until < live.until:
                kept.append(_Live(until, live.until, position, live.row))
        self._rows[table, key] = kept

    def _close(self, table: Table, live: _Live, position: int) -> None:
        """Believe a row no longer; what was put at the same position was never believed."""
        if live.rowid is not None:
            self._closed[table.close_one].append((position, live.rowid))
        elif live.known_from < position:
            days = (live.since, live.until, live.known_from, position)
            self._waiting[table.insert].append((*live.row, *days))

    def _settle(self) -> None:
        """What is believed now stays so."""
        for (table, _), found in self._rows.items():
            waiting = self._waiting[table.insert]
            for since, until, known_from, row, rowid in found:
                if rowid is None:
                    waiting.append((*row, since, until, known_from, STILL_KNOWN))
        self._rows.clear()
        self._begun.clear()
        self._looked_up.clear()


class BuildingWriter(GatheringWriter):
    """For a file that is built from nothing, stream by stream: of a stream it has no row before.

    The rows of one stream are in memory until its last event; `flush` inserts those before.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._stream = ""

    def write(self, fact: Fact, changes: Iterable[Change]) -> None:
        """Carry out what a projection makes of a fact."""
        if fact.stream != self._stream:
            self._settle()
            self._stream = fact.stream
        super().write(fact, changes)

    def _look_up(self, table: Table, key: Row) -> None:
        """There is none."""


def writer_of(connection: Connection) -> Writer:
    """What is best for many facts at once: a server is not asked for each row that changes."""
    if isinstance(connection, sqlite3.Connection):
        return GatheringWriter(connection)
    return DirectWriter(connection)
