"""The state of one meeting."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.meetings.commands import Roll
from admission.domain.registers.meetings.events import MeetingHeld


class Meeting(NamedTuple):
    """One meeting: which body met, when, as what, with which roll (None before it is held)."""

    id: str
    body: str = ""
    kind: str = ""
    on: date = date.min
    roll: Roll | None = None


def evolve(state: Meeting, recorded: Recorded) -> Meeting:
    """The state after one more event of the meeting's stream."""
    event = recorded.event
    if isinstance(event, MeetingHeld):
        return state._replace(body=event.body, kind=event.kind, on=event.on, roll=event.roll)
    msg = f"{event.TYPE} does not belong to a meeting's stream"
    raise TypeError(msg)
