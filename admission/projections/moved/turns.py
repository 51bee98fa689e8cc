"""The moments between two at which rows may be otherwise, each with its fact."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from admission.projections.asking import STILL_KNOWN, Moment


class Told(Protocol):
    """A row, and the stream that it is of."""

    @property
    def stream(self) -> str: ...  # noqa: D102
    @property
    def since(self) -> str: ...  # noqa: D102
    @property
    def until(self) -> str: ...  # noqa: D102
    @property
    def known_from(self) -> int: ...  # noqa: D102
    @property
    def known_to(self) -> int: ...  # noqa: D102


def newest_position(at: Moment) -> int:
    """The newest position that is known at a moment."""
    return STILL_KNOWN - 1 if at.known_at is None else at.known_at


def holds(told: Told, at: Moment) -> bool:
    """Whether a row holds at a moment."""
    known = told.known_from <= newest_position(at) < told.known_to
    return known and told.since <= at.as_of < told.until


def turns(
    rows: Iterable[Told], before: Moment, after: Moment
) -> Iterator[tuple[Moment, tuple[int, str]]]:
    """First what only the later day brings, of the last fact for all; then fact by fact."""
    rows = list(rows)
    days = sorted((before.as_of, after.as_of))
    effective = [
        (told.known_from, told.stream)
        for told in rows
        if told.known_from <= (before.known_at or 0) < told.known_to
        and any(days[0] < day <= days[1] for day in (told.since, told.until))
    ]
    if effective:
        yield Moment(after.as_of, before.known_at), max(effective)
    last = newest_position(after)
    recorded = {
        (position, told.stream)
        for told in rows
        for position in (told.known_from, told.known_to)
        if (before.known_at or 0) < position <= last
    }
    for position, stream in sorted(recorded):
        yield Moment(after.as_of, position), (position, stream)
