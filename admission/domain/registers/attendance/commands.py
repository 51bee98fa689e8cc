"""What is asked to have recorded about meetings of cells that somebody from above attends."""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import AttendanceId, MeetingId, PersonId, UnitId, WeaknessId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.partial_days import MonthOrDay
from admission.domain.kernel.values import Day, Personal, Text, Value

Office = Literal["committee-member", "board-head"]
"""As what somebody attends: member of a higher committee, head of a Party-building board of it."""


class AttendanceCommand(Command):
    """Something about one attendance."""

    STREAM: ClassVar[str] = "attendance"
    attendance: AttendanceId


class PlanFields(Value):
    """Who, as what, of which committee attends a meeting of which cell, in which month or when."""

    person: PersonId
    office: Office
    body: UnitId
    cell: UnitId
    planned: MonthOrDay
    document: Document | None = None


class PlanAttendance(PlanFields, AttendanceCommand):
    """Plan that somebody from above attends a meeting of a cell."""

    NAME: ClassVar[str] = "plan-attendance"


class HoldFields(Value):
    """The meeting that was attended, where it is recorded, and the paper."""

    meeting: MeetingId | None = None
    document: Document | None = None


class HoldAttendance(HoldFields, AttendanceCommand):
    """Record that the meeting was attended."""

    NAME: ClassVar[str] = "hold-attendance"


class MissFields(Value):
    """Why nobody attended."""

    reason: Personal[Text]
    document: Document | None = None


class MissAttendance(MissFields, AttendanceCommand):
    """Record that the meeting was not attended, and why."""

    NAME: ClassVar[str] = "miss-attendance"


class WeaknessCommand(Command):
    """Something about one weakness."""

    STREAM: ClassVar[str] = "weakness"
    weakness: WeaknessId


class WeaknessFields(Value):
    """At which attendance it was found, what it is, which unit or person mends it, by when."""

    attendance: AttendanceId
    text: Personal[Text]
    unit: UnitId
    person: PersonId | None = None
    due: Day


class NoteWeakness(WeaknessFields, WeaknessCommand):
    """Note a weakness that was found in a cell at a meeting attended."""

    NAME: ClassVar[str] = "note-weakness"
    PLANS: ClassVar = frozenset({"due"})


class CloseFields(Value):
    """The document with which it is closed."""

    document: Document


class CloseWeakness(CloseFields, WeaknessCommand):
    """Record that a weakness is mended."""

    NAME: ClassVar[str] = "close-weakness"
