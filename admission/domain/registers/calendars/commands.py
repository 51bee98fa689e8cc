"""What is asked to have recorded about days off and worked Saturdays."""

from typing import Annotated, ClassVar

from pydantic import Field

from admission.domain.kernel import ids
from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Day, Value


class CalendarFields(Value):
    """The days off and the worked days of one year."""

    year: Annotated[int, Field(strict=True, ge=1945, le=2999)]
    days_off: tuple[Day, ...] = ()
    worked_days: tuple[Day, ...] = ()
    document: Document | None = None


class AdoptCalendar(CalendarFields, Command):
    """Adopt the calendar of a year."""

    NAME: ClassVar[str] = "adopt-calendar"
    PLANS: ClassVar = frozenset({"days_off", "worked_days"})
    STREAM: ClassVar[str] = ids.CALENDARS


class AmendCalendar(CalendarFields, Command):
    """Turn working days into days off (`days_off`), and days off into worked ones."""

    NAME: ClassVar[str] = "amend-calendar"
    PLANS: ClassVar = frozenset({"days_off", "worked_days"})
    STREAM: ClassVar[str] = ids.CALENDARS
