"""What is asked to have recorded about periods: that all of one is recorded, or that it is not."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import UnitId, derived_id
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Day, Personal, Text, Value


class ConfirmationKey(Value):
    """The unit that speaks, for itself and all under it."""

    unit: UnitId

    @property
    def confirmation(self) -> str:
        """The id of the stream of the unit's confirmations."""
        return derived_id("confirmation", self.unit)


class ConfirmationCommand(ConfirmationKey, Command):
    """Something about the periods of one unit."""

    STREAM: ClassVar[str] = "confirmation"


class ConfirmFields(Value):
    """The day to whose end all is recorded; what was not recorded by then did not happen."""

    through: Day
    document: Document | None = None


class ConfirmPeriod(ConfirmFields, ConfirmationCommand):
    """Confirm that all is recorded to the end of a day, nil included."""

    NAME: ClassVar[str] = "confirm-period"


class ReopenFields(Value):
    """The first day that is open again, and why."""

    first: Day
    reason: Personal[Text]
    document: Document | None = None


class ReopenPeriod(ReopenFields, ConfirmationCommand):
    """Take a confirmation back from a day on, for something is missing."""

    NAME: ClassVar[str] = "reopen-period"
