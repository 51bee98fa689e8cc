"""What is asked to have recorded as notes: words about a candidate or a unit, and when to look."""

from typing import ClassVar

from admission.domain.kernel.ids import NotedId, NoteId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Day, Personal, Text, Value


class NoteCommand(Command):
    """Something about one note."""

    STREAM: ClassVar[str] = "note"
    note: NoteId


class NoteFields(Value):
    """What the note is about, what it says, the day by which to come back to it."""

    about: NotedId
    text: Personal[Text]
    follow_up: Day | None = None


class WriteNote(NoteFields, NoteCommand):
    """Write a note on a candidate or a unit."""

    NAME: ClassVar[str] = "write-note"
    PLANS: ClassVar = frozenset({"follow_up"})


class CloseNote(NoteCommand):
    """Close a note: what it asked for is done."""

    NAME: ClassVar[str] = "close-note"
