"""What happened at meetings."""

from typing import ClassVar

from admission.domain.kernel.ids import MeetingId
from admission.domain.kernel.messages import Event
from admission.domain.registers.meetings.commands import HoldMeeting, MeetingFields


class MeetingHeld(MeetingFields, Event):
    """A body met; ballots refer to its roll."""

    TYPE: ClassVar[str] = "meeting-held"
    COMMAND: ClassVar = HoldMeeting
    meeting: MeetingId
