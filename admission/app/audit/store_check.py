"""The full check of a store: every table against the log, every column against its record.

Reads all of it once, in memory that does not grow with it, and writes nothing.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from admission.app.audit.entries import LogEntry, identity_of, log_entries
from admission.app.recorders.plain_rows import NewEvent
from admission.app.recorders.ports import Sessions
from admission.app.recorders.proof_log import (
    Leaf,
    command_digest,
    event_leaf,
    refusal_leaf,
    store_leaf,
)
from admission.app.recorders.schema import FORMAT, STORE_KEYS
from admission.proof.leaves import EVENT_FIELDS
from admission.proof.tree import Edge

_MARK_BYTES: Final = 4
_STRIDE: Final = 1000
_REFUSAL_FIELDS: Final = (
    "refusal_id",
    "command_id",
    "recorded_at",
    "actor",
    "command",
    "stream",
    "codes",
)

Advance = Callable[[int], None]
"""Told how many entries were looked at so far."""


class Finding(NamedTuple):
    """One thing that is not as it was recorded: of what, which field, and what is wrong."""

    of: str
    field: str
    said: str

    def __str__(self) -> str:
        return f"{self.of}, {self.field}: {self.said}"


class Pin(NamedTuple):
    """The root that the log had at a size, and who says so."""

    size: int
    root: bytes
    who: str


class StoreCheck:
    """One check of a store; `events` and `refusals` are counted on the way."""

    def __init__(self, sessions: Sessions, pins: Sequence[Pin], advance: Advance) -> None:
        self.events = self.refusals = 0
        self._commands = self._tiles = self._last = 0
        self._sessions = sessions
        self._connection = sessions.connection()
        self._advance = advance
        self._edge = Edge()
        self._pins: dict[int, list[Pin]] = {}
        for pin in pins:
            self._pins.setdefault(pin.size, []).append(pin)

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong, in the order of the file, then of the log."""
        for fault in self._sessions.faults():
            yield Finding(*fault)
        yield from self._about_the_store()
        try:
            yield from self._log()
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", None) is not None:
                raise  # not that Python could not decode a text
            yield Finding(f"entry {self._edge.size}", "text", "is no text any more")
            return
        for pins in self._pins.values():
            for pin in pins:
                said = (
                    f"{pin.who} has {pin.size} entries, the store {self._edge.size}: it was cut, "
                    "or restored from an older backup"
                )
                yield Finding("log", "size", said)

    @property
    def size(self) -> int:
        """How many entries were looked at."""
        return self._edge.size

    def root(self) -> bytes:
        """The root over the entries that were looked at."""
        return self._edge.root()

    def _log(self) -> Iterator[Finding]:
        for entry in log_entries(self._connection):
            yield from self._next(entry)
            if not self._edge.size % _STRIDE:
                self._advance(self._edge.size)
        yield from self._ends()
        yield from self._counts()

    def _about_the_store(self) -> Iterator[Finding]:
        about = dict(self._connection.execute("SELECT key, value FROM store"))
        for name in sorted(set(about) ^ set(STORE_KEYS)):
            yield Finding("store", name, "was added" if name in about else "is missing")
        if about.get("format") != str(FORMAT):
            yield Finding("store", "format", f"is {about.get('format')}, not {FORMAT}")

    def _next(self, entry: LogEntry) -> Iterator[Finding]:
        leaf, index = entry.leaf, self._edge.size
        if leaf.idx != index:
            yield Finding(f"leaf {index}", "idx", f"is missing; the next one is {leaf.idx}")
        yield from self._record(entry)
        self._edge.add(_as_bytes(leaf.hash))
        yield from self._full_tiles()
        for pin in self._pins.pop(self._edge.size, ()):
            if pin.root != self._edge.root():
                said = f"one of entries 0 to {pin.size - 1} is not what it was; so says {pin.who}"
                yield Finding("log", "root", said)

    def _record(self, entry: LogEntry) -> Iterator[Finding]:
        leaf = entry.leaf
        if entry.event is not None:
            self.events += 1
            self._commands += entry.command is not None
            yield from self._event(leaf, entry)
        elif leaf.position is not None:
            yield Finding(f"event {leaf.position}", "row", "is missing; its leaf is left")
        elif leaf.refusal is None:
            yield from self._identity(leaf)
        elif entry.refusal is None:
            yield Finding(f"refusal {leaf.refusal}", "row", "is missing; its leaf is left")
        else:
            self.refusals += 1
            of, row = f"refusal {leaf.refusal}", entry.refusal
            yield from _compared(leaf, lambda: refusal_leaf(leaf.idx, row), of, _REFUSAL_FIELDS)

    def _identity(self, leaf: Leaf) -> Iterator[Finding]:
        if leaf.idx:
            yield Finding(f"leaf {leaf.idx}", "row", "is of no record")
            return
        try:
            identity = identity_of(self._connection)
        except KeyError:
            return  # said already
        yield from _compared(leaf, lambda: store_leaf(0, identity), "store", identity._fields)

    def _event(self, leaf: Leaf, entry: LogEntry) -> Iterator[Finding]:
        event, command = entry.event, entry.command
        assert event is not None  # noqa: S101 - for the type checker
        position = leaf.position or 0
        if position <= self._last:
            yield Finding(f"event {position}", "position", "stands in the log out of order")
        self._last = position

        def again() -> Leaf:
            digest = command and command_digest(command)
            return event_leaf(leaf.idx, position, event, digest)

        yield from _compared(leaf, again, f"event {position}", EVENT_FIELDS)
        yield from _copies(position, event)

    def _full_tiles(self) -> Iterator[Finding]:
        for level, index, hashed in self._edge.tiles:
            self._tiles += 1
            found = self._connection.execute(
                "SELECT hash FROM tlog_tile WHERE level = ? AND idx = ?", (level, index)
            ).fetchone()
            if found != (hashed,):
                yield Finding(f"tile {level}/{index}", "hash", "does not fit its leaves")
        self._edge.tiles.clear()

    def _ends(self) -> Iterator[Finding]:
        heads = self._connection.execute("SELECT id, size, position, frontier FROM tlog_head")
        expected = (1, self._edge.size, self._last, self._edge.packed())
        found = heads.fetchall()
        names = ("id", "size", "position", "frontier")
        if len(found) != 1:
            yield Finding("head of the log", "row", f"is there {len(found)} times")
        for name, value, wanted in zip(names, *found[:1], expected, strict=True) if found else ():
            if value != wanted:
                yield Finding("head of the log", name, "does not fit the leaves")

    def _counts(self) -> Iterator[Finding]:
        for table, seen, missing in (
            ("events", self.events, _UNLOGGED_EVENTS),
            ("commands", self._commands, _UNLOGGED_COMMANDS),
            ("refusals", self.refusals, _UNLOGGED_REFUSALS),
        ):
            count = self._one(f"SELECT count(*) FROM {table}")  # noqa: S608 - of three names
            if count != seen:
                for (key,) in self._connection.execute(missing):
                    yield Finding(f"{table[:-1]} {key}", "row", "was slipped in: no leaf is of it")
        if self._one("SELECT count(*) FROM tlog_tile") != self._tiles:
            yield Finding("log", "tlog_tile", "has more or fewer rows than the leaves fill")

    def _one(self, statement: str) -> Any:  # noqa: ANN401 - whatever stands in the file
        return self._connection.execute(statement).fetchone()[0]


_UNLOGGED_EVENTS: Final = (
    "SELECT position FROM events EXCEPT SELECT position FROM tlog_leaf LIMIT 20"
)
_UNLOGGED_COMMANDS: Final = (
    "SELECT c.command_id FROM commands c LEFT JOIN events e "
    "ON e.position = c.first AND e.command_id = c.command_id WHERE e.position IS NULL LIMIT 20"
)
_UNLOGGED_REFUSALS: Final = (
    "SELECT refusal_id FROM refusals EXCEPT SELECT refusal FROM tlog_leaf LIMIT 20"
)


def _compared(
    leaf: Leaf, again: Callable[[], Leaf], of: str, fields: Sequence[str]
) -> Iterator[Finding]:
    try:
        found = again()
    except (TypeError, AttributeError, ValueError, OverflowError):
        yield Finding(of, "row", "holds a value of another kind than was recorded")
        return
    if found == leaf:
        return
    changed = _changed(found.marks, leaf.marks, fields)
    if found.hash == leaf.hash:
        yield Finding(of, "marks of its leaf", "were changed")
    for field in changed if found.hash != leaf.hash else ():
        yield Finding(of, field, "is not what was recorded")
    if found.hash != leaf.hash and not changed:
        yield Finding(of, "hash of its leaf", "does not fit the record")


def _changed(found: bytes, kept: bytes, fields: Sequence[str]) -> list[str]:
    kept = _as_bytes(kept)
    if len(kept) != len(found):
        return ["row"]
    return [
        field
        for at, field in zip(range(0, len(found), _MARK_BYTES), fields, strict=True)
        if found[at : at + _MARK_BYTES] != kept[at : at + _MARK_BYTES]
    ]


def _as_bytes(value: object) -> bytes:
    """A value of a column of bytes; in a file that was changed it may be anything."""
    return value if isinstance(value, bytes) else b""


def _copies(position: int, event: NewEvent) -> Iterator[Finding]:
    """The columns for look-up, which are copies from the metadata."""
    try:
        said = json.loads(event.metadata.decode())
        copied = (said["event_id"], said["recorded_at"], said["command_id"], said["subject"])
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Finding(f"event {position}", "metadata", "cannot be read")
        return
    if copied == event[5:]:
        return
    for field, ours, column in zip(NewEvent._fields[5:], copied, event[5:], strict=True):
        if ours != column:
            yield Finding(f"event {position}", field, "differs from the metadata")
