"""What happened to inspections and their findings."""

from typing import ClassVar

from admission.domain.kernel.ids import FindingId, InspectionId
from admission.domain.kernel.messages import Event
from admission.domain.registers.inspections import commands as c


class InspectionEvent(Event):
    """Something that happened to one inspection."""

    inspection: InspectionId


class InspectionBegun(c.BeginFields, InspectionEvent):
    """An inspection began; its own position is that to which the log is looked at."""

    TYPE: ClassVar[str] = "inspection-begun"
    COMMAND: ClassVar = c.BeginInspection


class InspectionEnded(c.EndFields, InspectionEvent):
    """An inspection has ended."""

    TYPE: ClassVar[str] = "inspection-ended"
    COMMAND: ClassVar = c.EndInspection


class FindingEvent(Event):
    """Something that happened to one finding."""

    finding: FindingId


class FindingRaised(c.FindingFields, FindingEvent):
    """An inspection found something."""

    TYPE: ClassVar[str] = "finding-raised"
    COMMAND: ClassVar = c.RaiseFinding


class FindingAnswered(c.AnswerFields, FindingEvent):
    """The unit answered."""

    TYPE: ClassVar[str] = "finding-answered"
    COMMAND: ClassVar = c.AnswerFinding


class FindingUpheld(c.UpholdFields, FindingEvent):
    """The finding holds, and is to be remedied."""

    TYPE: ClassVar[str] = "finding-upheld"
    COMMAND: ClassVar = c.UpholdFinding


class FindingDropped(c.DropFields, FindingEvent):
    """Nothing is left of the finding."""

    TYPE: ClassVar[str] = "finding-dropped"
    COMMAND: ClassVar = c.DropFinding


class FindingRemedied(c.RemedyFields, FindingEvent):
    """What was found is remedied."""

    TYPE: ClassVar[str] = "finding-remedied"
    COMMAND: ClassVar = c.RemedyFinding
