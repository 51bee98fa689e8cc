"""What happened to the periods of units."""

from typing import ClassVar

from admission.domain.kernel.messages import Event
from admission.domain.registers.confirmations import commands as c


class PeriodConfirmed(c.ConfirmFields, c.ConfirmationKey, Event):
    """A unit confirmed that all is recorded to the end of a day."""

    TYPE: ClassVar[str] = "period-confirmed"
    COMMAND: ClassVar = c.ConfirmPeriod


class PeriodReopened(c.ReopenFields, c.ConfirmationKey, Event):
    """A unit took its confirmation back from a day on."""

    TYPE: ClassVar[str] = "period-reopened"
    COMMAND: ClassVar = c.ReopenPeriod
