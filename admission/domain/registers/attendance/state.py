"""The states of one attendance and of one weakness, folded from the events of their streams."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.attendance import events as e


class Attendance(NamedTuple):
    """One attendance: planned on which day (None before it is), of whom, at which cell.

    `held` and `missed` are the days on which it was the one or the other.
    """

    id: str
    planned: date | None = None
    person: str = ""
    cell: str = ""
    held: date | None = None
    missed: date | None = None


class Weakness(NamedTuple):
    """One weakness: noted on which day (None before it is), who mends it, whether it is closed."""

    id: str
    noted: date | None = None
    person: str | None = None
    closed: bool = False


def evolve(state: Attendance, recorded: Recorded) -> Attendance:
    """The state after one more event of the attendance's stream."""
    event = recorded.event
    if isinstance(event, e.AttendancePlanned):
        return state._replace(planned=event.on, person=event.person, cell=event.cell)
    if isinstance(event, e.AttendanceHeld):
        return state._replace(held=event.on)
    return state._replace(missed=event.on)


def evolve_weakness(state: Weakness, recorded: Recorded) -> Weakness:
    """The state after one more event of the weakness's stream."""
    event = recorded.event
    if isinstance(event, e.WeaknessNoted):
        return state._replace(noted=event.on, person=event.person)
    return state._replace(closed=True)
