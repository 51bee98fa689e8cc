"""What is asked to have recorded when members are screened or disciplined, and when they appeal."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import PersonId, UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Day, Personal, Slug, Text, Value
from admission.domain.registers.discipline.conduct import Form, Level, Measure, Result, UnitForm
from admission.domain.registers.people.commands import PersonCommand


class ScreeningFields(Value):
    """On which ground of the rulebook, by which paper of the cell."""

    ground: Slug
    reason: Personal[Text] | None = None
    document: Document


class ListForScreening(ScreeningFields, PersonCommand):
    """List a member whom the cell screens."""

    NAME: ClassVar[str] = "list-for-screening"


class EducationFields(Value):
    """Who helps the member, from this day on."""

    helper: PersonId
    document: Document | None = None


class EducateMember(EducationFields, PersonCommand):
    """Begin to educate a member who is listed: the time to conclude runs from this day."""

    NAME: ClassVar[str] = "educate-member"


class KeepFields(Value):
    """The conclusion of the cell."""

    document: Document


class KeepMember(KeepFields, PersonCommand):
    """Conclude a screening: the member stays; a deletion is recorded by `end-membership`."""

    NAME: ClassVar[str] = "keep-member"


class MemberDisciplineFields(Value):
    """Which form, decided by which body, why, on which paper."""

    form: Form
    body: UnitId
    reason: Personal[Text] | None = None
    document: Document


class DisciplineMember(MemberDisciplineFields, PersonCommand):
    """Record that a member was disciplined; an expulsion is recorded by `end-membership`."""

    NAME: ClassVar[str] = "discipline-member"


class UnitDisciplineFields(Value):
    """Which form, decided by which body above the unit, why, on which paper."""

    unit: UnitId
    form: UnitForm
    body: UnitId
    reason: Personal[Text] | None = None
    document: Document


class DisciplineUnit(UnitDisciplineFields, Command):
    """Record that an organisation was disciplined; its end after that by `dissolve-unit`."""

    NAME: ClassVar[str] = "discipline-unit"
    STREAM: ClassVar[str] = "unit"


class AppealTimes(Value):
    """When the decision was made and received, and who resolves the appeal."""

    decided_on: Day
    received_on: Day
    level: Level
    document: Document


class AppealFields(AppealTimes):
    """Against which decision, when it was made and received, and who resolves the appeal."""

    against: Measure


class LodgeAppeal(AppealFields, PersonCommand):
    """Record that somebody appealed against a discipline or a deletion."""

    NAME: ClassVar[str] = "lodge-appeal"


class UnitAppealFields(AppealTimes):
    """Of which organisation, against which decision, made and received when, who resolves it."""

    unit: UnitId
    against: UnitForm


class LodgeUnitAppeal(UnitAppealFields, Command):
    """Record that an organisation appealed against its discipline."""

    NAME: ClassVar[str] = "lodge-unit-appeal"
    STREAM: ClassVar[str] = "unit"


class UnitResolutionFields(Value):
    """What becomes of the decision about the organisation: `form` where it is changed."""

    unit: UnitId
    outcome: Result
    form: UnitForm | None = None
    document: Document


class ResolveUnitAppeal(UnitResolutionFields, Command):
    """Record that the appeal of an organisation was resolved: upheld, changed or lifted."""

    NAME: ClassVar[str] = "resolve-unit-appeal"
    STREAM: ClassVar[str] = "unit"


class ResolutionFields(Value):
    """What becomes of the decision: `form` where it is changed, `cell` of a membership restored.

    `gap`: the time between does not count as membership.
    """

    outcome: Result
    form: Form | None = None
    cell: UnitId | None = None
    gap: bool = True
    document: Document


class ResolveAppeal(ResolutionFields, PersonCommand):
    """Record that an appeal was resolved: the decision upheld, changed or lifted."""

    NAME: ClassVar[str] = "resolve-appeal"


class ClearanceFields(Value):
    """The paper by which the record of a crime is cleared."""

    document: Document


class ClearRecord(ClearanceFields, PersonCommand):
    """Record that somebody's criminal record was cleared, on the day of that."""

    NAME: ClassVar[str] = "clear-record"
