"""What happened to units."""

from abc import abstractmethod
from typing import ClassVar, Literal

from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Event
from admission.domain.kernel.shares import WHOLE
from admission.domain.kernel.values import Day, Line
from admission.domain.registers.units import commands as c

Shares = tuple[tuple[str, int], ...]
"""Units, each with its share in hundredths of a per cent."""


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
    good_years_by: Literal["rankings", "stated"] = "stated"
    """Whether the good years were read from recorded rankings, or are as the command states."""


class UnitDeauthorised(c.DeauthoriseFields, UnitEvent):
    """A grassroots committee's authority to decide by itself was revoked (Q294 art. 22)."""

    TYPE: ClassVar[str] = "unit-deauthorised"
    COMMAND: ClassVar = c.DeauthoriseUnit


class UnitKindChanged(c.KindFields, UnitEvent):
    """A unit became one of another kind or level."""

    TYPE: ClassVar[str] = "unit-kind-changed"
    COMMAND: ClassVar = c.ChangeUnitKind


class UnitMoved(c.MoveFields, UnitEvent):
    """A unit, with all under it, came under another superior."""

    TYPE: ClassVar[str] = "unit-moved"
    COMMAND: ClassVar = c.MoveUnit


class UnitPlaced(UnitEvent):
    """A unit came under another superior when the one above it was divided."""

    TYPE: ClassVar[str] = "unit-placed"
    parent: UnitId
    divided: UnitId


class SectionFormed(UnitEvent):
    """Those of a divided cell who went to a part form a section: the cell before, then the part."""

    TYPE: ClassVar[str] = "section-formed"
    cell: UnitId
    part: UnitId
    divided_on: Day
    kind: c.UnitKind
    name: Line


class UnitEnding(UnitEvent):
    """An act by which a unit may end."""

    @property
    @abstractmethod
    def succeeded_by(self) -> str | None:
        """The unit that has its place from that day on; None where the unit itself goes on."""

    @property
    @abstractmethod
    def heirs(self) -> Shares:
        """Who has its targets from then on."""


class UnitMerged(c.MergeFields, UnitEnding):
    """A unit ended, and its people and all under it came into another."""

    TYPE: ClassVar[str] = "unit-merged"
    COMMAND: ClassVar = c.MergeUnit

    @property
    def succeeded_by(self) -> str | None:
        """The unit that it was merged into."""
        return self.into

    @property
    def heirs(self) -> Shares:
        """That unit, if they follow."""
        return _whole(self.into, self.targets)


class UnitSplit(c.SplitFields, UnitEnding):
    """A unit was divided."""

    TYPE: ClassVar[str] = "unit-split"
    COMMAND: ClassVar = c.SplitUnit

    @property
    def succeeded_by(self) -> str | None:
        """The first part; None where the unit is a part itself."""
        goes_on = any(part.unit == self.unit for part in self.parts)
        return None if goes_on else self.parts[0].unit

    @property
    def heirs(self) -> Shares:
        """Each part, by its share."""
        return tuple((part.unit, part.share) for part in self.parts)


class LevelAbolished(c.AbolishFields, UnitEvent):
    """Every unit of a level right under this one ended."""

    TYPE: ClassVar[str] = "level-abolished"
    COMMAND: ClassVar = c.AbolishLevel


class UnitDissolved(c.DissolveFields, UnitEnding):
    """A unit ended; `heir` took over its people, its papers and all under it."""

    TYPE: ClassVar[str] = "unit-dissolved"
    COMMAND: ClassVar = c.DissolveUnit
    heir: UnitId

    @property
    def succeeded_by(self) -> str | None:
        """The unit that took over."""
        return self.heir

    @property
    def heirs(self) -> Shares:
        """That unit, if they follow."""
        return _whole(self.heir, self.targets)


class UnitAbolished(UnitEnding):
    """A unit ended with its level; all under it came under its superior."""

    TYPE: ClassVar[str] = "unit-abolished"
    superior: UnitId
    targets: c.TargetRule

    @property
    def succeeded_by(self) -> str | None:
        """Its superior."""
        return self.superior

    @property
    def heirs(self) -> Shares:
        """Its superior, if they follow."""
        return _whole(self.superior, self.targets)


def _whole(heir: str, targets: c.TargetRule) -> Shares:
    return ((heir, WHOLE),) if targets == "follows" else ()
