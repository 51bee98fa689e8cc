"""What happened when a year was ranked."""

from typing import ClassVar

from admission.domain.kernel.messages import Event
from admission.domain.registers.rankings import commands as c


class UnitRanked(c.RankFields, c.UnitKey, Event):
    """An organisation was ranked for a year, or it was said why it is not."""

    TYPE: ClassVar[str] = "unit-ranked"
    COMMAND: ClassVar = c.RankUnit


class MemberRanked(c.RankFields, c.MemberKey, Event):
    """A member was ranked for a year, or it was said why there is no class."""

    TYPE: ClassVar[str] = "member-ranked"
    COMMAND: ClassVar = c.RankMember


class HeadRanked(c.RankFields, c.HeadKey, Event):
    """The head of a unit was ranked for a year, or it was said why there is no class."""

    TYPE: ClassVar[str] = "head-ranked"
    COMMAND: ClassVar = c.RankHead
