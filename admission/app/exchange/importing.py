"""A log read from CloudEvents into a store of its own, byte for byte."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from eventsourcing.persistence import IntegrityError, ProgrammingError

from admission.app.audit.entries import identity_of
from admission.app.exchange.cloudevents import Entry, Head, NotALineError, read_entry, read_head
from admission.app.recorders.plain_rows import CommandRow, NewEvent, RefusalRow
from admission.app.recorders.recording import StoreRecorder
from admission.app.recorders.sqlite import open_store
from admission.app.sealing.copying import discard
from admission.proof.tree import Edge

Advance = Callable[[int], None]
_AT_ONCE: Final = 500
_LEAVES: Final = "SELECT hash FROM tlog_leaf WHERE idx >= ? ORDER BY idx"


class CannotImportError(Exception):
    """Why a file cannot be imported; the message names the line and says what to do."""


def import_cloudevents(lines: Iterable[bytes], path: Path, advance: Advance) -> Head:
    """Take the log that a file holds into a new store, or go on where an import was interrupted.

    Every entry is hashed anew and compared with the hash on its line, and the root at the end with
    that of the head. A store that was made for an import which fails is taken away again.

    Raises:
        CannotImportError: the file or the store are not fit for it.
        StoreUnusable: the store cannot be written.
    """
    numbered = iter(enumerate(lines, 1))
    head = _head(numbered)
    fresh = not path.exists()
    with open_store(path, mode="create" if fresh else "write", identity=head.identity) as store:
        try:
            _Import(store, head, numbered, advance).run()
        except (CannotImportError, NotALineError):
            store.close()
            if fresh:
                discard(path)
            raise
    return head


def _head(numbered: Iterator[tuple[int, bytes]]) -> Head:
    try:
        head = read_head(next(numbered, (1, b""))[1])
    except NotALineError as error:
        raise CannotImportError(
            f"This is no log that was exported as CloudEvents: {error}."
        ) from error
    if head.opened:
        raise CannotImportError(
            "This log was exported with its personal details opened, so it is not what was "
            "recorded: export it again without --personal."
        )
    return head


class _Import:
    """One import into an open store."""

    def __init__(
        self,
        store: StoreRecorder,
        head: Head,
        numbered: Iterator[tuple[int, bytes]],
        advance: Advance,
    ) -> None:
        self._store, self._head, self._advance = store, head, advance
        self._numbered = numbered
        self._last = 0

    def run(self) -> None:
        """Take in what is not there yet."""
        size = self._check_beginning()
        while chunk := list(islice(self._numbered, _AT_ONCE)):
            entries = [self._entry(*line) for line in chunk]
            size += len(entries)
            if size > self._head.size:
                raise CannotImportError(
                    f"Line {chunk[-1][0]}: the file has more entries than the {self._head.size} "
                    "that its head says: export it again."
                )
            self._write(entries, chunk[0][0], size)
            self._advance(size)
        if size < self._head.size:
            raise CannotImportError(
                f"The file ends after {size} of {self._head.size} entries: it was cut; copy it "
                "again."
            )
        found = self._store.log_head()
        if found is None or found.root != self._head.root:
            raise CannotImportError(
                "The entries do not give the root that the head of the file says: it was edited; "
                "export it again."
            )

    def _entry(self, number: int, line: bytes) -> Entry:
        try:
            entry = read_entry(line)
        except NotALineError as error:
            raise CannotImportError(
                f"Line {number}: {error}; the file was edited or damaged, export it again."
            ) from error
        if entry.event is not None:
            if entry.position <= self._last:
                raise CannotImportError(
                    f"Line {number} is not in its place: the file was edited, export it again."
                )
            self._last = entry.position
        return entry

    def _check_beginning(self) -> int:
        """How many entries the store has, which must be those that the file begins with."""
        path, found = self._store.path, self._store.log_head()
        connection = self._store.sessions.connection()
        if found is None or identity_of(connection) != self._head.identity:
            raise CannotImportError(f"{path} is another store: import into a new file.")
        edge = Edge()
        edge.add(connection.execute(_LEAVES, (0,)).fetchone()[0])
        for number, line in islice(self._numbered, max(found.size - 1, 0)):
            edge.add(self._entry(number, line).leaf)
        if found.size > self._head.size or (edge.size, edge.root()) != found:
            raise CannotImportError(
                f"{path} has entries that the file does not begin with: import into a new file."
            )
        return found.size

    def _write(self, entries: list[Entry], first_line: int, size: int) -> None:
        begins = size - len(entries)
        try:
            with self._store.writing() as connection:
                for run in _runs(entries):
                    self._store.append_many(*run)
                hashes = [row[0] for row in connection.execute(_LEAVES, (begins,))]
                for number, (entry, hashed) in enumerate(
                    zip(entries, hashes, strict=True), first_line
                ):
                    if entry.leaf != hashed:
                        raise CannotImportError(
                            f"Line {number} is not what was recorded: the file was edited, export "
                            "it again."
                        )
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
