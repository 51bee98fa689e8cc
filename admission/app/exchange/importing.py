"""A log read from CloudEvents into a store of its own, byte for byte."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from eventsourcing.persistence import IntegrityError, ProgrammingError

from admission.app.audit.entries import identity_of
from admission.app.backup.files import Bar
from admission.app.exchange.checking import check_lines
from admission.app.exchange.cloudevents import Entry, Head
from admission.app.exchange.incoming import CannotImportError, IncomingLog, Lines, not_recorded
from admission.app.recorders.addresses import address_in
from admission.app.recorders.opening import begun, open_store
from admission.app.recorders.plain_rows import CommandRow, NewEvent, RefusalRow
from admission.app.recorders.reading import is_begun
from admission.app.recorders.recording import StoreRecorder
from admission.app.sealing.copying import discard
from admission.proof.tree import Edge

_AT_ONCE: Final = 500
_LEAVES: Final = "SELECT hash FROM tlog_leaf WHERE idx >= ? AND idx < ? ORDER BY idx"


def import_cloudevents(lines: Lines, path: Path, bar: Bar) -> Head:
    """Take the log that a file holds into a new store, or go on where an import was interrupted.

    Every entry is hashed anew and compared with the hash on its line, and the root at the end with
    that of the head. A file that was made for an import which fails is taken away again; on a
    server, where nothing can be, all is checked before anything is written.

    Raises:
        CannotImportError: the lines or the store are not fit for it.
        StoreUnusable: the store cannot be written.
    """
    on_server = address_in(path) is not None
    log = _checked(lines, bar) if on_server else IncomingLog(lines())
    fresh = not is_begun(path)
    if fresh:
        with begun(path, log.head.identity):
            pass
    with open_store(path) as store:
        try:
            _Import(store, log).run(bar)
        except CannotImportError:
            store.close()
            if fresh and not on_server:
                discard(path)
            raise
    return log.head


def _checked(lines: Lines, bar: Bar) -> IncomingLog:
    """The log, after it was read through once."""
    head = check_lines(lines, bar)
    with suppress(CannotImportError):
        log = IncomingLog(lines())
        if log.head == head:
            return log
    raise CannotImportError(
        "The file cannot be read twice, or is being changed: import a file that lies still."
    )


class _Import:
    """One import into an open store."""

    def __init__(self, store: StoreRecorder, log: IncomingLog) -> None:
        self._store, self._log = store, log

    def run(self, bar: Bar) -> None:
        """Take in what is not there yet."""
        with bar("importing", self._log.head.size) as advance, self._store.sessions.translated():
            size = self._check_beginning()
            while chunk := list(islice(self._log.entries, _AT_ONCE)):
                size += len(chunk)
                self._log.refuse_more(chunk[-1][0], size)
                self._write([entry for _, entry in chunk], chunk[0][0], size)
                advance(size)
            found = self._store.log_head()
        self._log.refuse_end(size, found.root if found else b"")

    def _check_beginning(self) -> int:
        """How many entries the store has, which must be those that the file begins with."""
        name, found = self._store.name, self._store.log_head()
        connection, head = self._store.sessions.connection(), self._log.head
        if found is None or identity_of(connection) != head.identity:
            raise CannotImportError(f"{name} is another store: import into a new one.")
        edge = Edge()
        edge.add(connection.execute(_LEAVES, (0, 1)).fetchone()[0])
        for _, entry in islice(self._log.entries, max(found.size - 1, 0)):
            edge.add(entry.leaf)
        if found.size > head.size or (edge.size, edge.root()) != found:
            raise CannotImportError(
                f"{name} has entries that the file does not begin with: import into a new store."
            )
        return found.size

    def _write(self, entries: list[Entry], first_line: int, size: int) -> None:
        begins = size - len(entries)
        try:
            with self._store.writing() as connection:
                for run in _runs(entries):
                    self._store.append_many(*run)
                hashes = [row[0] for row in connection.execute(_LEAVES, (begins, size))]
                for number, (entry, hashed) in enumerate(
                    zip(entries, hashes, strict=True), first_line
                ):
                    if entry.leaf != hashed:
                        raise not_recorded(number)
        except (IntegrityError, ProgrammingError) as error:
            raise CannotImportError(
                f"Lines {first_line} to {first_line + len(entries) - 1}: an entry stands twice; "
                "the file was edited, export it again."
            ) from error


_Run = tuple[int, list[NewEvent], list[CommandRow], list[RefusalRow]]


def _runs(entries: list[Entry]) -> Iterator[_Run]:
    """The entries as they can be appended: events without a gap between them, then refusals."""
    first, events, commands, refusals = 0, [], [], []  # type: ignore[var-annotated]
    for entry in entries:
        follows = not refusals and entry.position == first + len(events)
        if entry.event is not None and (events or refusals) and not follows:
            yield first, events, commands, refusals
            events, commands, refusals = [], [], []
        if entry.event is not None:
            first = first if events else entry.position
            events.append(entry.event)
        if entry.command is not None:
            commands.append(entry.command)
        if entry.refusal is not None:
            refusals.append(entry.refusal)
    yield first, events, commands, refusals
