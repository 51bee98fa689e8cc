"""The whole log written as CloudEvents, in memory that does not grow with it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from pydantic_core import to_json

from admission.app.audit.entries import LogEntry, identity_of, log_entries
from admission.app.catalogue import as_json
from admission.app.envelope import metadata_of
from admission.app.exchange.cloudevents import Entry, Head, Writer
from admission.app.exchange.outward import Advance, CannotExportError, new_file
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.plain_rows import EventRow, LogHead, NewEvent
from admission.app.recorders.reading import StoreReader

_STRIDE: Final = 1000


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
    with new_file(file) as out, reader.sessions.translated():
        return _write(reader, out.write, opened=opened, advance=advance)


def _write(
    reader: StoreReader, write: Callable[[bytes], object], *, opened: bool, advance: Advance
) -> LogHead:
    connection = reader.sessions.connection()
    connection.execute("BEGIN")
    try:
        head = reader.log_head()
        if head is None:
            raise StoreUnusable(f"{reader.path} has no proof log yet: record something first.")
        clear = opened and reader.lock.sealed
        writer = Writer(Head(identity_of(connection), head.size, head.root, clear))
        write(writer.head() + b"\n")
        for line in _lines(reader, writer, log_entries(connection, 1), advance, clear=clear):
            write(line + b"\n")
    finally:
        connection.execute("ROLLBACK")
    return head


def _lines(
    reader: StoreReader,
    writer: Writer,
    entries: Iterator[LogEntry],
    advance: Advance,
    *,
    clear: bool,
) -> Iterator[bytes]:
    for entry in entries:
        leaf, event, command, refusal = entry
        if refusal is not None:
            yield writer.refusal(leaf.hash, refusal)
        elif event is not None:
            placed = Entry(leaf.hash, leaf.position or 0, event, command, None)
            state = _opened(reader, placed.position, event) if clear else event.state
            yield writer.event(placed, event, state)
        else:
            raise StoreUnusable(
                f"Entry {leaf.idx} of the log is of a record that is missing: `admission --db "
                f"{reader.path} audit verify` says more."
            )
        if not leaf.idx % _STRIDE:
            advance(leaf.idx)


def _opened(reader: StoreReader, position: int, event: NewEvent) -> bytes:
    placed = (position, event.stream, event.version, event.type, event.state, event.metadata)
    return opened(reader, EventRow(*placed, event.recorded_at, event.command_id, event.subject))


def opened(reader: StoreReader, row: EventRow) -> bytes:
    """An event as JSON with its personal details readable."""
    return to_json(as_json(reader.lock.seals.event(row, metadata_of(row.metadata).schema)))
