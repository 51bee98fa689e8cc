"""What happened to targets."""

from typing import ClassVar

from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import Count
from admission.domain.registers.targets import commands as c


class TargetAssigned(c.AssignFields, c.TargetKey, Event):
    """A target was assigned; `people` is what it asks for, a per cent rounded up."""

    TYPE: ClassVar[str] = "target-assigned"
    COMMAND: ClassVar = c.AssignTarget
    people: Count


class TargetRevised(c.AssignFields, c.TargetKey, Event):
    """A target was replaced by another figure."""

    TYPE: ClassVar[str] = "target-revised"
    COMMAND: ClassVar = c.ReviseTarget
    people: Count


class TargetWithdrawn(c.WithdrawFields, c.TargetKey, Event):
    """A target was withdrawn."""

    TYPE: ClassVar[str] = "target-withdrawn"
    COMMAND: ClassVar = c.WithdrawTarget
