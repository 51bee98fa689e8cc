"""The state of one note, folded from the events of its stream."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.notes import events as e


class Note(NamedTuple):
    """One note: what it is about ("" before it is written), since when, whether it is closed."""

    id: str
    about: str = ""
    written: date = date.min
    closed: bool = False


def evolve(state: Note, recorded: Recorded) -> Note:
    """The state after one more event of the note's stream."""
    event = recorded.event
    if isinstance(event, e.NoteWritten):
        return state._replace(about=event.about, written=event.on)
    if isinstance(event, e.NoteClosed):
        return state._replace(closed=True)
    msg = f"{event.TYPE} does not belong to a note's stream"
    raise TypeError(msg)
