"""What happened to notes."""

from typing import ClassVar

from admission.domain.kernel.ids import ActorId, NoteId
from admission.domain.kernel.messages import Event
from admission.domain.registers.notes import commands as c


class NoteEvent(Event):
    """Something that happened to one note."""

    note: NoteId


class NoteWritten(c.NoteFields, NoteEvent):
    """A note was written, by its author."""

    TYPE: ClassVar[str] = "note-written"
    COMMAND: ClassVar = c.WriteNote
    author: ActorId


class NoteClosed(NoteEvent):
    """A note was closed."""

    TYPE: ClassVar[str] = "note-closed"
    COMMAND: ClassVar = c.CloseNote
