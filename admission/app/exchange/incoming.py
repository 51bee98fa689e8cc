"""The lines of an exported log as they come in, each with its number."""

from collections.abc import Callable, Iterable, Iterator

from admission.app.exchange.cloudevents import Entry, Head, NotALineError, read_entry, read_head

Lines = Callable[[], Iterable[bytes]]
"""The lines of a log from its head on, as often as they are asked for."""


class CannotImportError(Exception):
    """Why a file cannot be imported; the message names the line and says what to do."""


class IncomingLog:
    """One reading of the lines of a log; every method raises `CannotImportError`."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        numbered = iter(enumerate(lines, 1))
        self.head = _head(next(numbered, (1, b""))[1])
        """What the first line says."""
        self.entries = _entries(numbered)
        """What the further lines say, each with the number of the line."""

    def refuse_more(self, number: int, size: int) -> None:
        """Up to a line there must not be more entries than the head says."""
        if size > self.head.size:
            raise CannotImportError(
                f"Line {number}: the file has more entries than the {self.head.size} that its head "
                "says: export it again."
            )

    def refuse_end(self, size: int, root: bytes) -> None:
        """After the last line there must be as many entries, with that root."""
        if size < self.head.size:
            raise CannotImportError(
                f"The file ends after {size} of {self.head.size} entries: it was cut; copy it "
                "again."
            )
        if root != self.head.root:
            raise CannotImportError(
                "The entries do not give the root that the head of the file says: it was edited; "
                "export it again."
            )


def not_recorded(number: int) -> CannotImportError:
    """A line that says another thing than its hash is of."""
    return CannotImportError(
        f"Line {number} is not what was recorded: the file was edited, export it again."
    )


def _head(line: bytes) -> Head:
    try:
        head = read_head(line)
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


def _entries(numbered: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, Entry]]:
    last = 0
    for number, line in numbered:
        entry = _entry(number, line)
        if entry.event is not None:
            if entry.position <= last:
                raise CannotImportError(
                    f"Line {number} is not in its place: the file was edited, export it again."
                )
            last = entry.position
        yield number, entry


def _entry(number: int, line: bytes) -> Entry:
    try:
        return read_entry(line)
    except NotALineError as error:
        raise CannotImportError(
            f"Line {number}: {error}; the file was edited or damaged, export it again."
        ) from error
