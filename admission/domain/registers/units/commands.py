"""What is asked to have recorded about units: cells, committees and their tree."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.shares import WHOLE
from admission.domain.kernel.values import Code, Count, Line, Province, Value


class UnitKind(StrEnum):
    """Kinds of unit, from the top of the tree to its cells."""

    CENTRAL = "central"
    DIRECTLY_UNDER_CENTRAL = "directly-under-central"
    UPPER_GRASSROOTS = "upper-grassroots"
    GRASSROOTS_COMMITTEE = "grassroots-committee"
    DEPARTMENT_COMMITTEE = "department-committee"
    GRASSROOTS_CELL = "grassroots-cell"
    CELL = "cell"


class UnitCommand(Command):
    """Something about one unit; it may be recorded before its day, and hides until then."""

    STREAM: ClassVar[str] = "unit"
    PLANS: ClassVar[frozenset[str]] = frozenset({"on"})
    unit: UnitId


class FoundFields(Value):
    """What a unit is called, its kind, its code, and the unit directly above it.

    A unit that came from a province with a store of its own names it, and rests on the letter.
    """

    kind: UnitKind
    name: Line
    code: Code | None = None
    parent: UnitId | None = None
    from_province: Province | None = None
    document: Document | None = None


class FoundUnit(FoundFields, UnitCommand):
    """Found a unit under its superior."""

    NAME: ClassVar[str] = "found-unit"


class NameFields(Value):
    """The new name, and the paper that gives it."""

    name: Line
    document: Document | None = None


class RenameUnit(NameFields, UnitCommand):
    """Give a unit another name."""

    NAME: ClassVar[str] = "rename-unit"


class CodeFields(Value):
    """The new code, and the paper that gives it."""

    code: Code
    document: Document | None = None


class RecodeUnit(CodeFields, UnitCommand):
    """Give a unit another code."""

    NAME: ClassVar[str] = "recode-unit"


class AuthoriseFields(Value):
    """The members and the good years on which a grassroots committee is let decide by itself."""

    members: Count
    good_years: Count
    document: Document


class AuthoriseUnit(AuthoriseFields, UnitCommand):
    """Authorise a grassroots committee to decide on admissions by itself."""

    NAME: ClassVar[str] = "authorise-unit"


class DeauthoriseFields(Value):
    """The paper that revokes."""

    document: Document


class DeauthoriseUnit(DeauthoriseFields, UnitCommand):
    """Revoke a grassroots committee's authority to decide by itself."""

    NAME: ClassVar[str] = "deauthorise-unit"


class KindFields(Value):
    """The new kind, and the paper that gives it."""

    kind: UnitKind
    document: Document | None = None


class ChangeUnitKind(KindFields, UnitCommand):
    """Make a unit one of another kind or level."""

    NAME: ClassVar[str] = "change-unit-kind"


TargetRule = Literal["stays", "follows"]
"""What becomes of a unit's targets: they stay behind with it, or follow its people."""


class MoveFields(Value):
    """The superior that the unit stands under from now on."""

    parent: UnitId
    document: Document | None = None


class MoveUnit(MoveFields, UnitCommand):
    """Put a unit, with all under it and its targets, under another superior."""

    NAME: ClassVar[str] = "move-unit"


class MergeFields(Value):
    """The unit that goes on for both, and what becomes of the targets of the one that ends."""

    into: UnitId
    targets: TargetRule
    document: Document | None = None


class MergeUnit(MergeFields, UnitCommand):
    """End a unit and put its people and all under it into another, new or old."""

    NAME: ClassVar[str] = "merge-unit"


class Part(Value):
    """What one part of a divided unit gets: units under it by list, of its targets a share.

    `share` counts in hundredths of a per cent: those of all parts make 10,000.
    """

    unit: UnitId
    units: tuple[UnitId, ...] = ()
    share: Annotated[int, Field(ge=0, le=WHOLE)]


class SplitFields(Value):
    """The parts; what no list names stays where the unit goes on, else goes to the first of them.

    So do its people; who goes to another part is said of each (`place-person`).
    """

    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    document: Document | None = None


class SplitUnit(SplitFields, UnitCommand):
    """Divide a unit; it goes on where it is one of the parts itself, otherwise it ends."""

    NAME: ClassVar[str] = "split-unit"


class AbolishFields(Value):
    """The units that make the level, and what becomes of their targets."""

    units: Annotated[tuple[UnitId, ...], Field(min_length=1)]
    targets: TargetRule
    document: Document | None = None


class AbolishLevel(AbolishFields, UnitCommand):
    """End every unit of a level right under this one, and put all under them under this one."""

    NAME: ClassVar[str] = "abolish-level"


class DissolveFields(Value):
    """Who takes over its people and papers (its superior, if nobody is named), and its targets.

    A unit that went to a province with a store of its own names it, and rests on the letter.
    """

    successor: UnitId | None = None
    targets: TargetRule
    to_province: Province | None = None
    document: Document | None = None


class DissolveUnit(DissolveFields, UnitCommand):
    """End a unit."""

    NAME: ClassVar[str] = "dissolve-unit"
