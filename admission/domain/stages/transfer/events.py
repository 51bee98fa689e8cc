"""What happened when a candidate went over to another unit."""

from typing import ClassVar

from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Milestone
from admission.domain.kernel.values import RuleId
from admission.domain.stages.steps import StepEvent
from admission.domain.stages.transfer import commands as c


class CandidateTransferred(c.TransferFields, StepEvent):
    """The candidate went over to another cell; the file goes on by `rule` (H06 3.9, 3.10)."""

    TYPE: ClassVar[str] = "candidate-transferred"
    COMMAND: ClassVar = c.TransferCandidate
    from_unit: UnitId
    rule: RuleId
    former: UnitId | None = None
    """The authority that has the file; None while it is with the old cell or committee."""
    forwards: bool = False
    """Whether that authority has to send it on."""
    as_member: bool = False
    """Whether the person had been admitted."""

    def milestones(self) -> tuple[Milestone, ...]:
        """The transfer; and that the old authority has a file to forward."""
        moved = Milestone("transferred", self.on)
        return (moved, Milestone("file-to-forward", self.on)) if self.forwards else (moved,)


class PathMoved(StepEvent):
    """The path of a full member followed the member to another cell."""

    TYPE: ClassVar[str] = "path-moved"
    unit: UnitId
    from_unit: UnitId

    def milestones(self) -> tuple[Milestone, ...]:
        """The transfer."""
        return (Milestone("transferred", self.on),)


class FileForwarded(c.BodyFields, StepEvent):
    """The old authority sent the file to the new place (H06 3.9b, 3.9c)."""

    TYPE: ClassVar[str] = "file-forwarded"
    COMMAND: ClassVar = c.ForwardFile

    def milestones(self) -> tuple[Milestone, ...]:
        """The file is on its way."""
        return (Milestone("file-forwarded", self.on),)


class FileReceived(c.BodyFields, StepEvent):
    """The authority of the new place received the file (H06 3.9b)."""

    TYPE: ClassVar[str] = "file-received"
    COMMAND: ClassVar = c.ReceiveFile

    def milestones(self) -> tuple[Milestone, ...]:
        """The time to decide runs from this day."""
        return (Milestone("file-received", self.on),)


class DecisionRerouted(c.BodyFields, StepEvent):
    """The authority sent its decision on to the new committee for the ceremony (H06 3.9c)."""

    TYPE: ClassVar[str] = "decision-rerouted"
    COMMAND: ClassVar = c.RerouteDecision

    def milestones(self) -> tuple[Milestone, ...]:
        """The decision is on its way."""
        return (Milestone("decision-rerouted", self.on),)


class DecisionCancelledForTransfer(c.BodyFields, StepEvent):
    """A decision issued too long after the transfer was cancelled (H06 3.9c)."""

    TYPE: ClassVar[str] = "decision-cancelled-for-transfer"
    COMMAND: ClassVar = c.CancelForTransfer


class ReviewRequested(c.RequestFields, StepEvent):
    """The issuer received the new unit's request to review the decision (H06 3.9c)."""

    TYPE: ClassVar[str] = "review-requested"
    COMMAND: ClassVar = c.RequestReview

    def milestones(self) -> tuple[Milestone, ...]:
        """The time to answer runs from this day."""
        return (Milestone("review-requested", self.on),)


class ReviewAnswered(c.ReviewFields, StepEvent):
    """The issuer reviewed its decision (H06 3.9c)."""

    TYPE: ClassVar[str] = "review-answered"
    COMMAND: ClassVar = c.AnswerReview

    def milestones(self) -> tuple[Milestone, ...]:
        """The answer is there."""
        return (Milestone("review-answered", self.on),)


class CandidatePlacedTemporarily(c.TemporaryFields, StepEvent):
    """The candidate is elsewhere for a time; a cell there helps (H06 5.2a)."""

    TYPE: ClassVar[str] = "candidate-placed-temporarily"
    COMMAND: ClassVar = c.PlaceTemporarily

    def milestones(self) -> tuple[Milestone, ...]:
        """The time elsewhere begins."""
        return (Milestone("placed-temporarily", self.on),)
