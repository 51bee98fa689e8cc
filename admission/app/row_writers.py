"""How changes of rows get into the file: one by one, or gathered and written many at a time."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple, Protocol

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


_Place = tuple[Table, Row]
"""A table, and a key in it."""
_AT_ONCE: Final = 500
"""How many keys are looked up by one statement."""


class GatheringWriter:
    """Keeps in memory what changes, until `finish`; for a file of SQLite.

    A row is looked up once, along with many others, however often it changes meanwhile, and is not
    written before it is known how it stays. Changes of what may be in the file wait for that.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: defaultdict[_Place, list[_Live]] = defaultdict(list)
        self._begun: set[str] = set()
        self._later: dict[_Place, list[tuple[Put | Take, int]]] = {}
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
                place = (change.table, change.row[: change.table.key_length])
                if place in self._later:
                    self._later[place].append((change, fact.position))
                else:
                    self._put(place, change, fact.position)
            elif isinstance(change, Take):
                place = (change.table, change.key)
                if place in self._later or fact.stream not in self._begun:
                    self._later.setdefault(place, []).append((change, fact.position))
                else:
                    self._take(place, change, fact.position)

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

    def _look_up(self, places: Iterable[_Place]) -> None:
        """Add those rows of the keys that are believed and stand in the file."""
        keys: defaultdict[Table, list[Row]] = defaultdict(list)
        for table, key in places:
            keys[table].append(key)
        for table, those in keys.items():
            for at in range(0, len(those), _AT_ONCE):
                self._add_stored(table, those[at : at + _AT_ONCE])

    def _add_stored(self, table: Table, keys: list[Row]) -> None:
        asked = tuple(value for key in keys for value in key)
        for rowid, since, until, known_from, *row in self._connection.execute(
            table.believed(len(keys)), asked
        ):
            live = _Live(since, until, known_from, tuple(row), rowid)
            self._rows[table, live.row[: table.key_length]].append(live)

    def _put(self, place: _Place, put: Put, position: int) -> None:
        _, row, since, until = put
        self._rows[place].append(_Live(since, until, position, row))

    def _take(self, place: _Place, take: Take, position: int) -> None:
        table, _, since, until = take
        kept: list[_Live] = []
        for live in self._rows[place]:
            if live.until <= since or until <= live.since:
                kept.append(live)
                continue
            self._close(table, live, position)
            if live.since < since:
                kept.append(_Live(live.since, since, position, live.row))
            if until < live.until:
                kept.append(_Live(until, live.until, position, live.row))
        self._rows[place] = kept

    def _close(self, table: Table, live: _Live, position: int) -> None:
        """Believe a row no longer; what was put at the same position was never believed."""
        if live.rowid is not None:
            self._closed[table.close_one].append((position, live.rowid))
        elif live.known_from < position:
            days = (live.since, live.until, live.known_from, position)
            self._waiting[table.insert].append((*live.row, *days))

    def _settle(self) -> None:
        """Carry out what waits; what is believed then stays so."""
        self._look_up(self._later)
        for place, changes in self._later.items():
            for change, position in changes:
                if isinstance(change, Put):
                    self._put(place, change, position)
                else:
                    self._take(place, change, position)
        for (table, _), found in self._rows.items():
            waiting = self._waiting[table.insert]
            for since, until, known_from, row, rowid in found:
                if rowid is None:
                    waiting.append((*row, since, until, known_from, STILL_KNOWN))
        self._rows.clear()
        self._begun.clear()
        self._later.clear()


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

    def _look_up(self, places: Iterable[_Place]) -> None:
        """There is none."""


def writer_of(connection: Connection) -> Writer:
    """What is best for many facts at once: a server is not asked for each row that changes."""
    if isinstance(connection, sqlite3.Connection):
        return GatheringWriter(connection)
    return DirectWriter(connection)
