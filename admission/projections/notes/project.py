"""The rows of a note: open from the day it is written, closed from the day it is closed.

Like the rows of people these hold a personal detail, the text.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.notes import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset({e.NoteWritten.TYPE, e.NoteClosed.TYPE})
TABLE: Final = Table(
    "notes",
    ("note",),
    ("about", "text", "follow_up", "written_on", "author", "closed_on"),
)


class Note(NamedTuple):
    """The row of a note without its last column, None before it is written; when it was closed."""

    id: str
    written: Row | None = None
    closed_on: str | None = None


def evolve(state: Note, recorded: Recorded) -> Note:
    """The state after one more event of the note's stream."""
    event = recorded.event
    if isinstance(event, e.NoteWritten):
        return state._replace(written=_content(event))
    if isinstance(event, e.NoteClosed):
        return state._replace(closed_on=event.on.isoformat())
    return state


def _content(event: e.NoteWritten) -> Row:
    return (
        event.about,
        str(event.text),
        event.follow_up.isoformat() if event.follow_up else None,
        event.on.isoformat(),
        event.author,
    )


def rows(state: Note) -> dict[Row, Row]:
    """One row, once the note is written."""
    return {(state.id,): (*state.written, state.closed_on)} if state.written else {}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the note up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Note, evolve)
