"""What happened to units."""

from typing import ClassVar

from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Event
from admission.domain.registers.units import commands as c


class UnitEvent(Event):
    """Something that happened to one unit."""

    unit: UnitId


class UnitFounded(c.FoundFields, UnitEvent):
    """A unit was founded."""

    TYPE: ClassVar[str] = "unit-founded"
    COMMAND: ClassVar = c.FoundUnit


class UnitRenamed(c.NameFields, UnitEvent):
    """A unit was given another name."""

    TYPE: ClassVar[str] = "unit-renamed"
    COMMAND: ClassVar = c.RenameUnit


class UnitRecoded(c.CodeFields, UnitEvent):
    """A unit was given another code."""

    TYPE: ClassVar[str] = "unit-recoded"
    COMMAND: ClassVar = c.RecodeUnit


class UnitAuthorised(c.AuthoriseFields, UnitEvent):
    """A grassroots committee was authorised to decide by itself (Q294 art. 22)."""

    TYPE: ClassVar[str] = "unit-authorised"
    COMMAND: ClassVar = c.AuthoriseUnit


class UnitDeauthorised(c.DeauthoriseFields, UnitEvent):
    """A grassroots committee's authority to decide by itself was revoked (Q294 art. 22)."""

    TYPE: ClassVar[str] = "unit-deauthorised"
    COMMAND: ClassVar = c.DeauthoriseUnit
