"""The log read back from the tables, one leaf after the other with the record that it is of."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from admission.app.recorders.plain_rows import CommandRow, NewEvent, RefusalRow, StoreIdentity
from admission.app.recorders.ports import Connection
from admission.app.recorders.proof_log import Leaf, command_digest, line_of_event
from admission.proof.leaves import digest_of, refusal_line, row_bytes, store_line
from admission.proof.packing import Entry

_ENTRIES: Final = (
    "SELECT l.idx, l.position, l.refusal, l.hash, l.marks, e.stream, e.version, e.type, e.state, "
    "e.metadata, e.event_id, e.recorded_at, e.command_id, e.subject, c.command_id, c.key_id, "
    "c.digest, c.first, c.last FROM tlog_leaf l LEFT JOIN events e ON e.position = l.position "
    "LEFT JOIN commands c ON c.command_id = e.command_id AND c.first = e.position "
    "WHERE l.idx > ? ORDER BY l.idx LIMIT ?"
)
_REFUSAL: Final = (
    "SELECT refusal_id, command_id, recorded_at, actor, command, stream, codes FROM refusals "
    "WHERE refusal_id = ?"
)
_EVENT_COLUMN: Final = 5
_COMMAND_COLUMN: Final = 14
_AT_ONCE: Final = 500


class LogEntry(NamedTuple):
    """A leaf, and what it is of: an event with the command it begins, or a refusal, or neither.

    The record is None where it is missing.
    """

    leaf: Leaf
    event: NewEvent | None
    command: CommandRow | None
    refusal: RefusalRow | None


def log_entries(connection: Connection, first: int = 0) -> Iterator[LogEntry]:
    """Every leaf in order from an index on; asks for some hundreds at a time.

    A server sends the whole answer to a question, and so does not send the whole log.
    """
    last = first - 1
    before: int | None = None
    while last != before:
        before = last
        for row in connection.execute(_ENTRIES, (last, _AT_ONCE)):
            last = max(last, row[0])
            yield _entry(connection, row)


def _entry(connection: Connection, row: tuple[Any, ...]) -> LogEntry:
    leaf = Leaf(*row[:_EVENT_COLUMN])
    if leaf.refusal is not None:
        found = connection.execute(_REFUSAL, (leaf.refusal,)).fetchone()
        return LogEntry(leaf, None, None, found and RefusalRow._make(found))
    if row[_EVENT_COLUMN] is None:
        return LogEntry(leaf, None, None, None)
    event = NewEvent(*row[_EVENT_COLUMN:_COMMAND_COLUMN])
    command = None if row[_COMMAND_COLUMN] is None else CommandRow(*row[_COMMAND_COLUMN:])
    return LogEntry(leaf, event, command, None)


def identity_of(connection: Connection) -> StoreIdentity:
    """Who the store says it is."""
    about = dict(connection.execute("SELECT key, value FROM store"))
    return StoreIdentity(*(about[name] for name in StoreIdentity._fields))


def packed_entry(connection: Connection, entry: LogEntry) -> Entry:
    """The line of an entry, and the bytes that the line names."""
    index = entry.leaf.idx
    if entry.event is not None:
        position = entry.leaf.position or 0
        command = entry.command and command_digest(entry.command)
        line = line_of_event(index, position, entry.event, command)
        contents = (entry.event.state, entry.event.metadata)
        return Entry(line, tuple((digest_of(each), each) for each in contents))
    content = row_bytes(entry.refusal or identity_of(connection))
    digest = digest_of(content)
    line = (refusal_line if entry.refusal else store_line)(index, digest)
    return Entry(line, ((digest, content),))
