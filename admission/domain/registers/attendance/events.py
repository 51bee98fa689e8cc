"""What happened to planned attendances, and to the weaknesses found at them."""

from typing import ClassVar

from admission.domain.kernel.ids import AttendanceId, WeaknessId
from admission.domain.kernel.messages import Event
from admission.domain.registers.attendance import commands as c


class AttendanceEvent(Event):
    """Something that happened to one attendance."""

    attendance: AttendanceId


class AttendancePlanned(c.PlanFields, AttendanceEvent):
    """It was planned that somebody from above attends a meeting of a cell (Regulation 1513)."""

    TYPE: ClassVar[str] = "attendance-planned"
    COMMAND: ClassVar = c.PlanAttendance


class AttendanceHeld(c.HoldFields, AttendanceEvent):
    """The meeting was attended."""

    TYPE: ClassVar[str] = "attendance-held"
    COMMAND: ClassVar = c.HoldAttendance


class AttendanceMissed(c.MissFields, AttendanceEvent):
    """The meeting was not attended."""

    TYPE: ClassVar[str] = "attendance-missed"
    COMMAND: ClassVar = c.MissAttendance


class WeaknessNoted(c.WeaknessFields, Event):
    """A weakness was found in a cell."""

    TYPE: ClassVar[str] = "weakness-noted"
    COMMAND: ClassVar = c.NoteWeakness
    weakness: WeaknessId


class WeaknessClosed(c.CloseFields, Event):
    """A weakness was mended."""

    TYPE: ClassVar[str] = "weakness-closed"
    COMMAND: ClassVar = c.CloseWeakness
    weakness: WeaknessId
