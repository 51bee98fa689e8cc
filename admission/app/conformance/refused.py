"""Facts that were accepted after the same command had been refused for a day or a count."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from admission.app.recorders.plain_rows import EventRow, RefusalRow
from admission.app.recorders.reading import StoreReader
from admission.domain.decider import EVENTS
from admission.domain.rulebooks.rulebook import Rulebook

_OF_THE_PROGRAM: Final = ("SYS-02", "SYS-03", "SYS-04", "SYS-11", "SYS-14", "SYS-21")
_PAGE: Final = 1000


class Accepted(NamedTuple):
    """An event that was accepted, and the codes by which its command had been refused before."""

    row: EventRow
    codes: tuple[str, ...]


def accepted_after_refusal(
    reader: StoreReader, position: int, books: tuple[Rulebook, ...]
) -> Iterator[Accepted]:
    """Events up to a position before which nothing came on their stream since a refusal.

    A refused command is not kept, only its name, stream and codes. Where the same command on the
    same stream was the next to be accepted, and had been refused for a day or a count, it was said
    otherwise: the same again would have been refused again.
    """
    about, found = _about_days_and_counts(books), dict[int, Accepted]()
    after = ""
    while refusals := reader.refusals(after, _PAGE):
        for refusal in refusals:
            codes = tuple(code for code in refusal.codes.split() if code in about)
            row = _next(reader, refusal, position) if codes else None
            if row is not None:
                before = found.get(row.position, Accepted(row, ()))
                found[row.position] = Accepted(row, (*before.codes, *codes))
        after = refusals[-1].refusal_id
    for each in found.values():
        yield each._replace(codes=tuple(sorted(set(each.codes))))


def _next(reader: StoreReader, refusal: RefusalRow, position: int) -> EventRow | None:
    """The next event of the stream, if the command that was refused led to it."""
    if refusal.stream is None:
        return None
    later = (
        row for row in reader.stream_rows(refusal.stream) if row.recorded_at >= refusal.recorded_at
    )
    row = next(later, None)
    kind = EVENTS[row.type].COMMAND if row and row.type in EVENTS else None
    led_to_it = kind is not None and refusal.command == kind.NAME
    return row if row and led_to_it and row.position <= position else None


def _about_days_and_counts(books: tuple[Rulebook, ...]) -> frozenset[str]:
    found = set(_OF_THE_PROGRAM)
    for book in books:
        tables = (
            book.wait, book.deadline, book.age, book.quorum, book.acquaintance, book.attempts,
            book.place, book.transfer, book.authorisation,
        )  # fmt: skip
        found.update(entry.rule for table in tables for entry in table)
        found.update(each.extension.rule for each in book.deadline if each.extension)
        found.update(gate.rule for gate in book.gate if gate.min_days)
    return frozenset(found)
