"""What the bodies of the chain did, from the cell's vote to the ceremony."""

from typing import ClassVar, Literal

from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Milestone
from admission.domain.kernel.values import Day
from admission.domain.stages.admission import commands as c
from admission.domain.stages.ballots import Above, Ballot, Matter, Outcome
from admission.domain.stages.steps import StepEvent


class CellVoteHeld(Ballot, Outcome, Above, StepEvent):
    """The cell voted on admission; carried or not, the vote is a fact (H06 3.6b, 5.1)."""

    TYPE: ClassVar[str] = "cell-vote-held"
    COMMAND: ClassVar = c.HoldCellVote
    authority: UnitId | None = None
    """The authority that the file then goes to."""

    def milestones(self) -> tuple[Milestone, ...]:
        """The cell considered the candidate, and resolved if the vote was carried."""
        considered = Milestone("cell-voted", self.on)
        return (considered, Milestone("cell-resolved", self.on)) if self.carried else (considered,)


_REPORTED = {
    Matter.ADMISSION: "department-reported",
    Matter.RECOGNITION: "recognition-department-reported",
    Matter.DELETION: "recognition-department-reported",
}
_VOTED = {
    Matter.ADMISSION: "grassroots-voted",
    Matter.RECOGNITION: "recognition-grassroots-voted",
    Matter.DELETION: "deletion-grassroots-voted",
}
_RESOLVED = {
    Matter.ADMISSION: "grassroots-resolved",
    Matter.RECOGNITION: "recognition-grassroots-resolved",
    Matter.DELETION: "deletion-grassroots-resolved",
}


class DepartmentReported(c.DepartmentFields, StepEvent):
    """The department committee appraised the cell's resolution and reported (H06 3.6b)."""

    TYPE: ClassVar[str] = "department-reported"
    COMMAND: ClassVar = c.ReportDepartment
    matter: Matter

    def milestones(self) -> tuple[Milestone, ...]:
        """The report on this matter is there."""
        return (Milestone(_REPORTED[self.matter], self.on),)


class GrassrootsVoteHeld(Ballot, Outcome, StepEvent):
    """The grassroots committee voted on the cell's resolution (H06 3.6c)."""

    TYPE: ClassVar[str] = "grassroots-vote-held"
    COMMAND: ClassVar = c.HoldGrassrootsVote
    matter: Matter

    def milestones(self) -> tuple[Milestone, ...]:
        """The committee voted on this matter, and resolved if the vote was carried."""
        voted = Milestone(_VOTED[self.matter], self.on)
        resolved = Milestone(_RESOLVED[self.matter], self.on)
        return (voted, resolved) if self.carried else (voted,)


class DeadlineExtended(c.ExtensionFields, StepEvent):
    """A deadline was extended in a special case (Q294 4.3.1)."""

    TYPE: ClassVar[str] = "deadline-extended"
    COMMAND: ClassVar = c.ExtendDeadline


class _Answered(Ballot, Outcome, StepEvent):
    outcome: Literal["admitted", "refused", "returned"]
    body: UnitId
    COMMAND: ClassVar = c.DecideAdmission


class AdmissionDecided(_Answered):
    """The authority decided to admit; party age counts from the day of signing (Q294 4.5.1)."""

    TYPE: ClassVar[str] = "admission-decided"

    def milestones(self) -> tuple[Milestone, ...]:
        """The authority answered, and the answer is yes."""
        return (Milestone("admission-answered", self.on), Milestone("admission-decided", self.on))


class AdmissionRefused(_Answered):
    """The authority decided not to admit."""

    TYPE: ClassVar[str] = "admission-refused"

    def milestones(self) -> tuple[Milestone, ...]:
        """The authority answered, and the path ends."""
        return (Milestone("admission-answered", self.on), Milestone("ended", self.on))


class DossierReturned(_Answered):
    """The authority returned the file for supplement."""

    TYPE: ClassVar[str] = "dossier-returned"

    def milestones(self) -> tuple[Milestone, ...]:
        """The authority answered."""
        return (Milestone("admission-answered", self.on),)


class DecisionReceived(c.ReceiptFields, StepEvent):
    """The cell received the admission decision (Q294 4.1)."""

    TYPE: ClassVar[str] = "decision-received"
    COMMAND: ClassVar = c.ReceiveDecision

    def milestones(self) -> tuple[Milestone, ...]:
        """The time to the ceremony runs from this day."""
        return (Milestone("decision-received", self.on),)


class CeremonyHeld(c.CeremonyFields, StepEvent):
    """The cell admitted the candidate; the probation term starts on this day (H06 4.2)."""

    TYPE: ClassVar[str] = "ceremony-held"
    COMMAND: ClassVar = c.HoldCeremony
    term_ends: Day
    again: bool = False
    """Re-admission: the person was a member before."""

    def milestones(self) -> tuple[Milestone, ...]:
        """Admission itself, and the day on which the term will have run."""
        return (Milestone("ceremony-held", self.on), Milestone("term-ended", self.term_ends))
