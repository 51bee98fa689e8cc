# ruff: noqa: S608 - statements are made of pieces of ours
"""The movements of members that came or went between two moments, fact by fact."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    STILL_KNOWN,
    Condition,
    Connection,
    Moment,
    ask,
    both,
)
from admission.projections.moved.turns import newest_position

_COLUMNS: Final = (
    "m.stream, m.cell, m.kind, m.on_day, m.members, m.since, m.until, m.known_from, m.known_to"
)


class _Row(NamedTuple):
    stream: str
    cell: str
    kind: str
    on_day: str
    members: int
    since: str
    until: str
    known_from: int
    known_to: int

    def on(self, day: str) -> bool:
        return self.since <= day < self.until


class Step(NamedTuple):
    """One person more (`by` 1) or less who moved in a way, since a fact; `members` 1 or -1."""

    stream: str
    cell: str
    kind: str
    on_day: str
    members: int
    by: int
    position: int


def steps(
    connection: Connection,
    last: str,
    before: Moment,
    after: Moment,
    streams: Collection[str] | None = None,
) -> Iterator[Step]:
    """Of those who moved to the end of a day; of all streams, or of a few."""
    old, new = before.known_at or 0, newest_position(after)
    for row in _rows(connection, last, before, after, streams):
        then, now = row.on(before.as_of), row.on(after.as_of)
        if row.known_from <= old < row.known_to and then != now:
            yield Step(*row[:5], now - then, row.known_from)
        if now and old < row.known_from <= new:
            yield Step(*row[:5], 1, row.known_from)
        if now and old < row.known_to <= new:
            yield Step(*row[:5], -1, row.known_to)


def _rows(
    connection: Connection,
    last: str,
    before: Moment,
    after: Moment,
    streams: Collection[str] | None,
) -> Iterator[_Row]:
    """Those that were written or taken back between the moments, or hold on one of two days."""
    old, new = before.known_at or 0, newest_position(after)
    among = NOTHING_ASKED
    if streams is not None:
        marks = ", ".join("?" * len(streams)) or "NULL"
        among = Condition(f"m.stream IN ({marks})", tuple(streams))
    either = [
        Condition("m.known_from > ? AND m.known_from <= ?", (old, new)),
        Condition(f"m.known_to > ? AND m.known_to <= ? AND m.known_to < {STILL_KNOWN}", (old, new)),
    ]
    if before.as_of != after.as_of:
        first, then = sorted((before.as_of, after.as_of))
        turned = "((m.since > ? AND m.since <= ?) OR (m.until > ? AND m.until <= ?))"
        either.append(Condition(turned, (first, then, first, then)))
    for number, one in enumerate(either):
        asked = both(one, among, Condition("m.on_day <= ?", (last,)))
        query = f"SELECT {_COLUMNS} FROM movements m WHERE {asked.sql}"
        for row in map(_Row._make, ask(connection, query, asked.parameters)):
            if not any(_is(row, other, old, new) for other in range(number)):
                yield row


def _is(row: _Row, which: int, old: int, new: int) -> bool:
    """Whether a row was found already: as written (0), or as taken back (1)."""
    position = row.known_to if which else row.known_from
    return old < position <= new
