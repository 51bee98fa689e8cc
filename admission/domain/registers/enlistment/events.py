"""What happened to conscripts."""

from typing import ClassVar

from admission.domain.kernel.messages import Event
from admission.domain.registers.enlistment import commands as c


class ConscriptListed(c.ListFields, c.ConscriptKey, Event):
    """A person was put on a unit's enlistment list."""

    TYPE: ClassVar[str] = "conscript-listed"
    COMMAND: ClassVar = c.ListForEnlistment


class EnlistmentDeferred(c.DeferFields, c.ConscriptKey, Event):
    """The enlistment of a person was deferred."""

    TYPE: ClassVar[str] = "enlistment-deferred"
    COMMAND: ClassVar = c.DeferEnlistment


class ConscriptStruck(c.StrikeFields, c.ConscriptKey, Event):
    """A person was taken off the enlistment list."""

    TYPE: ClassVar[str] = "conscript-struck"
    COMMAND: ClassVar = c.StrikeFromEnlistment


class ConscriptUnproposed(c.UnproposedFields, c.ConscriptKey, Event):
    """It was recorded why a conscript was never proposed for admission."""

    TYPE: ClassVar[str] = "conscript-unproposed"
    COMMAND: ClassVar = c.LeaveUnproposed
