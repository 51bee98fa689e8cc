"""What is asked to have recorded about inspections of units, and about what these find."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import FindingId, InspectionId, PersonId, UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Day, Line, Personal, Place, RuleId, Text, Value


class InspectionCommand(Command):
    """Something about one inspection."""

    STREAM: ClassVar[str] = "inspection"
    inspection: InspectionId


class BeginFields(Value):
    """Who inspects which units, and whom of their people, for which days, by which document.

    What is looked at is the log as it is known when this is recorded, whatever comes later. Nobody
    named in `people` is transferred before the end.
    """

    inspected_by: UnitId
    units: Annotated[tuple[UnitId, ...], Field(min_length=1)]
    people: tuple[PersonId, ...] = ()
    first: Day
    last: Day
    programme: Personal[Line] | None = None
    document: Document

    @model_validator(mode="after")
    def _has_days_in_order(self) -> Self:
        if self.last < self.first:
            msg = "the last day of what is inspected is before the first"
            raise ValueError(msg)
        return self


class BeginInspection(BeginFields, InspectionCommand):
    """Begin an inspection of units for a period; the log is looked at as it is known then."""

    NAME: ClassVar[str] = "begin-inspection"


class EndFields(Value):
    """The document that concludes it."""

    document: Document


class EndInspection(EndFields, InspectionCommand):
    """Record that an inspection has ended; what it found goes on by itself."""

    NAME: ClassVar[str] = "end-inspection"


class FindingCommand(Command):
    """Something about one finding."""

    STREAM: ClassVar[str] = "finding"
    finding: FindingId


class FindingFields(Value):
    """What was found in which unit: events by their positions, the rule, the document, in words.

    `person` is whom it is about, who is not transferred while it is open.
    """

    inspection: InspectionId
    unit: UnitId
    person: PersonId | None = None
    events: tuple[Place, ...] = ()
    rule: RuleId | None = None
    text: Personal[Text]
    document: Document | None = None


class RaiseFinding(FindingFields, FindingCommand):
    """Raise a finding of an inspection that is under way."""

    NAME: ClassVar[str] = "raise-finding"


class AnswerFields(Value):
    """What the unit says to it, and on which paper."""

    text: Personal[Text]
    document: Document | None = None


class AnswerFinding(AnswerFields, FindingCommand):
    """Record what the unit answers to a finding; a later answer takes the place of an earlier."""

    NAME: ClassVar[str] = "answer-finding"


class UpholdFields(Value):
    """What is to be done about it by when, and the document that says so."""

    remedy: Personal[Text]
    due: Day
    document: Document


class UpholdFinding(UpholdFields, FindingCommand):
    """Uphold a finding, with a remedy and its last good day."""

    NAME: ClassVar[str] = "uphold-finding"
    PLANS: ClassVar = frozenset({"due"})


class DropFields(Value):
    """Why nothing is left of it."""

    reason: Personal[Text]
    document: Document | None = None


class DropFinding(DropFields, FindingCommand):
    """Drop a finding, also one that was upheld."""

    NAME: ClassVar[str] = "drop-finding"


class RemedyFields(Value):
    """The document with which it is remedied."""

    document: Document


class RemedyFinding(RemedyFields, FindingCommand):
    """Record that an upheld finding is remedied."""

    NAME: ClassVar[str] = "remedy-finding"
