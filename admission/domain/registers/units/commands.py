"""What is asked to have recorded about units: cells, committees and their tree."""

from enum import StrEnum
from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Code, Count, Line, Value


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
    """Something about one unit."""

    STREAM: ClassVar[str] = "unit"
    unit: UnitId


class FoundFields(Value):
    """What a unit is called, its kind, its code, and the unit directly above it."""

    kind: UnitKind
    name: Line
    code: Code | None = None
    parent: UnitId | None = None
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
