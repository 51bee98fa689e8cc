"""What happened between the ceremony and the recognition."""

from typing import ClassVar, Literal

from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Milestone
from admission.domain.kernel.values import Day
from admission.domain.stages.ballots import Above, Ballot, Outcome
from admission.domain.stages.probation import commands as c
from admission.domain.stages.steps import StepEvent


class GuideChanged(c.GuideFields, StepEvent):
    """The cell assigned another guide (H06 3.10)."""

    TYPE: ClassVar[str] = "guide-changed"
    COMMAND: ClassVar = c.ChangeGuide


class ProbationExtended(c.ExtendProbationFields, StepEvent):
    """Probation goes on until `term_ends`."""

    TYPE: ClassVar[str] = "probation-extended"
    COMMAND: ClassVar = c.ExtendProbation
    term_ends: Day

    def milestones(self) -> tuple[Milestone, ...]:
        """The extension, and the day on which the term will have run."""
        return (
            Milestone("probation-extended", self.on),
            Milestone("term-ended", self.term_ends),
        )


class RecognitionVoteHeld(Ballot, Outcome, Above, StepEvent):
    """The cell voted on recognition or deletion (H06 4.5a, 4.6)."""

    TYPE: ClassVar[str] = "recognition-vote-held"
    COMMAND: ClassVar = c.VoteRecognition
    proposal: Literal["recognition", "deletion"]

    def milestones(self) -> tuple[Milestone, ...]:
        """The cell considered the case, and resolved if the vote was carried."""
        considered = Milestone("recognition-considered", self.on)
        resolved = Milestone(f"{self.proposal}-cell-resolved", self.on)
        return (considered, resolved) if self.carried else (considered,)


class _Answered(Ballot, Outcome, StepEvent):
    outcome: Literal["recognised", "deleted", "returned"]
    body: UnitId
    COMMAND: ClassVar = c.DecideRecognition


class MemberRecognised(_Answered):
    """The authority recognised the member, official from the end of the term (Q294 4.2.2)."""

    TYPE: ClassVar[str] = "member-recognised"
    official_on: Day

    def milestones(self) -> tuple[Milestone, ...]:
        """The authority answered, by date of signature."""
        return (Milestone("recognition-answered", self.on), Milestone("recognised", self.on))


class MemberDeleted(_Answered):
    """The authority deleted the probationary member's name (Q294 4.2.1)."""

    TYPE: ClassVar[str] = "member-deleted"

    def milestones(self) -> tuple[Milestone, ...]:
        """The authority answered, and the path ends."""
        return (
            Milestone("recognition-answered", self.on),
            Milestone("member-deleted", self.on),
            Milestone("ended", self.on),
        )


class RecognitionReturned(_Answered):
    """The authority returned the case to the cell."""

    TYPE: ClassVar[str] = "recognition-returned"

    def milestones(self) -> tuple[Milestone, ...]:
        """The authority answered."""
        return (Milestone("recognition-answered", self.on),)
