"""What happened to the calendar."""

from typing import ClassVar

from admission.domain.kernel.messages import Event
from admission.domain.registers.calendars import commands as c


class CalendarAdopted(c.CalendarFields, Event):
    """The calendar of a year was adopted."""

    TYPE: ClassVar[str] = "calendar-adopted"
    COMMAND: ClassVar = c.AdoptCalendar


class CalendarAmended(c.CalendarFields, Event):
    """Days of an adopted calendar were swapped."""

    TYPE: ClassVar[str] = "calendar-amended"
    COMMAND: ClassVar = c.AmendCalendar
