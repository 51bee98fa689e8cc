"""Members were screened or disciplined, and appealed."""

from typing import ClassVar

from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import RuleId
from admission.domain.registers.discipline import commands as c
from admission.domain.registers.people.events import PersonEvent


class MemberListed(c.ScreeningFields, PersonEvent):
    """A member of the cell `unit` was listed for screening."""

    TYPE: ClassVar[str] = "member-listed"
    COMMAND: ClassVar = c.ListForScreening
    unit: UnitId


class MemberEducated(c.EducationFields, PersonEvent):
    """The education of a member who is listed began."""

    TYPE: ClassVar[str] = "member-educated"
    COMMAND: ClassVar = c.EducateMember


class MemberKept(c.KeepFields, PersonEvent):
    """A screening was concluded, and the member stays."""

    TYPE: ClassVar[str] = "member-kept"
    COMMAND: ClassVar = c.KeepMember


class MemberDisciplined(c.MemberDisciplineFields, PersonEvent):
    """A member of the cell `unit`, perhaps on probation, was disciplined."""

    TYPE: ClassVar[str] = "member-disciplined"
    COMMAND: ClassVar = c.DisciplineMember
    unit: UnitId
    probationer: bool = False


class UnitDisciplined(c.UnitDisciplineFields, Event):
    """An organisation was disciplined."""

    TYPE: ClassVar[str] = "unit-disciplined"
    COMMAND: ClassVar = c.DisciplineUnit


class AppealLodged(c.AppealFields, PersonEvent):
    """Somebody of the cell `unit` appealed; `late` by these rules."""

    TYPE: ClassVar[str] = "appeal-lodged"
    COMMAND: ClassVar = c.LodgeAppeal
    unit: UnitId
    late: tuple[RuleId, ...] = ()


class AppealResolved(c.ResolutionFields, PersonEvent):
    """An appeal was resolved; `restored`: the person is a member of `cell` again."""

    TYPE: ClassVar[str] = "appeal-resolved"
    COMMAND: ClassVar = c.ResolveAppeal
    restored: bool = False
    late: tuple[RuleId, ...] = ()


class UnitAppealLodged(c.UnitAppealFields, Event):
    """An organisation appealed; `late` by these rules."""

    TYPE: ClassVar[str] = "unit-appeal-lodged"
    COMMAND: ClassVar = c.LodgeUnitAppeal
    late: tuple[RuleId, ...] = ()


class UnitAppealResolved(c.UnitResolutionFields, Event):
    """The appeal of an organisation was resolved."""

    TYPE: ClassVar[str] = "unit-appeal-resolved"
    COMMAND: ClassVar = c.ResolveUnitAppeal
    late: tuple[RuleId, ...] = ()


class RecordCleared(c.ClearanceFields, PersonEvent):
    """The record of a crime was cleared."""

    TYPE: ClassVar[str] = "record-cleared"
    COMMAND: ClassVar = c.ClearRecord
