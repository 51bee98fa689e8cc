"""What happened to badges for years of party age."""

from typing import ClassVar

from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Event, FlaggedEvent
from admission.domain.registers.badges import commands as c


class BadgeAwarded(c.AwardFields, c.BadgesKey, FlaggedEvent):
    """A badge was awarded to a member of the cell."""

    TYPE: ClassVar[str] = "badge-awarded"
    COMMAND: ClassVar = c.AwardBadge
    cell: UnitId


class BadgesWithdrawn(c.WithdrawFields, c.BadgesKey, Event):
    """The badges of somebody who was expelled or deleted were withdrawn."""

    TYPE: ClassVar[str] = "badges-withdrawn"
    COMMAND: ClassVar = c.WithdrawBadges
