"""How changes of rows get into the file: one by one, or gathered where a file is built."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from admission.app.recorders.ports import Connection
from admission.projections.bitemporal import Entry, Put, Table, Take
from admission.projections.facts import STILL_KNOWN, Change, Fact, Row, Value


class DirectWriter:
    """Carries out each change by its statements, at once."""

    def __init__(self, connection: Connection) -> None:
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
    """Keeps the rows of one stream in memory until its last event; `flush` inserts those before.

    For a file that is built stream by stream: a change costs no statement, no index is needed to
    find what changes, and rows are inserted many at a time.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stream = ""
        self._rows: defaultdict[tuple[Table, Row], list[_Live]] = defaultdict(list)
        self._waiting: defaultdict[str, list[tuple[Value, ...]]] = defaultdict(list)

    def write(self, fact: Fact, changes: Iterable[Change]) -> None:
        """Carry out what a projection makes of a fact."""
        if fact.stream != self._stream:
            self._end_stream()
            self._stream = fact.stream
        for change in changes:
            if isinstance(change, Entry):
                self._waiting[change.insert].append(change.row)
            elif isinstance(change, Put):
                table, row, since, until = change
                live = _Live(since, until, fact.position, row)
                self._rows[table, row[: table.key_length]].append(live)
            elif isinstance(change, Take):
                self._take(change, fact.position)

    def flush(self) -> None:
        """Insert the rows that are final."""
        for insert, rows in self._waiting.items():
            self._connection.executemany(insert, rows)
        self._waiting.clear()

    def finish(self) -> None:
        """Insert everything that is still in memory."""
        self._end_stream()
        self.flush()

    def _take(self, take: Take, position: int) -> None:
        table, key, since, until = take
        kept: list[_Live] = []
        for live in self._rows[table, key]:
            if live.until <= since or until <= live.since:
                kept.append(live)
                continue
            if live.known_from < position:
                days = (live.since, live.until, live.known_from, position)
                self._waiting[table.insert].append((*live.row, *days))
            if live.since < since:
                kept.append(_Live(live.since, since, position, live.row))
            if until < live.until:
                kept.append(_Live(until, live.until, position, live.row))
        self._rows[table, key] = kept

    def _end_stream(self) -> None:
        for (table, _), found in self._rows.items():
            waiting = self._waiting[table.insert]
            for since, until, known_from, row in found:
                waiting.append((*row, since, until, known_from, STILL_KNOWN))
        self._rows.clear()
