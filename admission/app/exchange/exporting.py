"""The whole log as CloudEvents, in memory that does not grow with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from pydantic_core import to_json

from admission.app.audit.entries import LogEntry, identity_of, log_entries
from admission.app.catalogue import as_json
from admission.app.envelope import metadata_of
from admission.app.exchange.cloudevents import Entry, Head, Writer
from admission.app.exchange.outward import Advance, CannotExportError, new_file
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.plain_rows import EventRow, LogHead, NewEvent
from admission.app.recorders.proof_log import Leaf
from admission.app.recorders.reading import StoreReader

_STRIDE: Final = 1000


class Outgoing(NamedTuple):
    """A log at one moment: its head, and its lines without their ends, as often as asked for."""

    head: LogHead
    lines: Callable[[], Iterator[bytes]]


def export_cloudevents(
    reader: StoreReader, file: Path, *, opened: bool, advance: Advance
) -> LogHead:
    """Write every entry of the log, as it stands when this begins, into a new file.

    `opened`: personal details are written as they are; such a file cannot be imported.

    Raises:
        CannotExportError: it is there already, or details would go out that nobody asked for.
        StoreUnusable: the store cannot be read.
    """
    if not (opened or reader.lock.sealed):
        raise CannotExportError(
            f"{reader.path} is not sealed, so an export holds names and all that is personal: "
            "say --personal, or make a sealed copy with `keys seal` first."
        )
    with new_file(file) as out, outgoing(reader, opened=opened) as log:
        for index, line in enumerate(log.lines()):
            out.write(line + b"\n")
            if not index % _STRIDE:
                advance(index)
    return log.head


@contextmanager
def outgoing(reader: StoreReader, *, opened: bool = False) -> Iterator[Outgoing]:
    """The log as it stands now, whoever writes meanwhile; its lines are read inside the block.

    Raises:
        StoreUnusable: the store cannot be read.
    """
    with reader.sessions.translated():
        connection = reader.sessions.connection()
        connection.execute("BEGIN")
        try:
            head = reader.log_head()
            if head is None:
                raise StoreUnusable(f"{reader.path} has no proof log yet: record something first.")
            clear = opened and reader.lock.sealed
            said = Head(identity_of(connection), head.size, head.root, clear)
            yield Outgoing(head, lambda: _lines(reader, said))
        finally:
            connection.execute("ROLLBACK")


def _lines(reader: StoreReader, head: Head) -> Iterator[bytes]:
    writer = Writer(head)
    yield writer.head()
    for entry in log_entries(reader.sessions.connection(), 1):
        yield _line(reader, writer, entry, clear=head.opened)


def _line(reader: StoreReader, writer: Writer, entry: LogEntry, *, clear: bool) -> bytes:
    leaf, event, command, refusal = entry
    if refusal is not None:
        return writer.refusal(leaf.hash, refusal)
    if event is None:
        raise missing(reader, leaf)
    placed = Entry(leaf.hash, leaf.position or 0, event, command, None)
    state = _opened(reader, placed.position, event) if clear else event.state
    return writer.event(placed, event, state)


def missing(reader: StoreReader, leaf: Leaf) -> StoreUnusable:
    """The error that says that what a leaf is of is not there."""
    return StoreUnusable(
        f"Entry {leaf.idx} of the log is of a record that is missing: `admission --db "
        f"{reader.path} audit verify` says more."
    )


def _opened(reader: StoreReader, position: int, event: NewEvent) -> bytes:
    placed = (position, event.stream, event.version, event.type, event.state, event.metadata)
    return opened(reader, EventRow(*placed, event.recorded_at, event.command_id, event.subject))


def opened(reader: StoreReader, row: EventRow) -> bytes:
    """An event as JSON with its personal details readable."""
    return to_json(as_json(reader.lock.seals.event(row, metadata_of(row.metadata).schema)))
