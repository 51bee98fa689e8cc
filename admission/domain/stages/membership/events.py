"""What happened once a member was official, and how paths ended or were mended."""

from typing import ClassVar

from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Milestone
from admission.domain.stages.membership import commands as c
from admission.domain.stages.standings import Standing
from admission.domain.stages.steps import StepEvent


class RecognitionAnnounced(c.AnnounceFields, StepEvent):
    """The cell announced the recognition (H06 4.5b)."""

    TYPE: ClassVar[str] = "recognition-announced"
    COMMAND: ClassVar = c.AnnounceRecognition

    def milestones(self) -> tuple[Milestone, ...]:
        """The announcement was made."""
        return (Milestone("recognition-announced", self.on),)


class CandidateWithdrew(c.ExitFields, StepEvent):
    """The candidate withdrew."""

    TYPE: ClassVar[str] = "candidate-withdrew"
    COMMAND: ClassVar = c.Withdraw

    def milestones(self) -> tuple[Milestone, ...]:
        """The path ends."""
        return (Milestone("ended", self.on),)


class CandidateDied(c.ExitFields, StepEvent):
    """The candidate or member died."""

    TYPE: ClassVar[str] = "candidate-died"
    COMMAND: ClassVar = c.RecordDeath

    def milestones(self) -> tuple[Milestone, ...]:
        """The path ends."""
        return (Milestone("ended", self.on),)


class PathEnded(StepEvent):
    """The path ended because the person went elsewhere, or is a member no longer."""

    TYPE: ClassVar[str] = "path-ended"
    standing: Standing

    def milestones(self) -> tuple[Milestone, ...]:
        """The path ends."""
        return (Milestone("ended", self.on),)


class CandidatePlaced(StepEvent):
    """The candidate's cell was divided: the path is of a section of it, since it came there."""

    TYPE: ClassVar[str] = "candidate-placed"
    unit: UnitId


class DecisionCancelled(c.CancelFields, StepEvent):
    """The issuer cancelled its decision: wrong standard or condition (Q294 4.4.1)."""

    TYPE: ClassVar[str] = "decision-cancelled"
    COMMAND: ClassVar = c.CancelDecision

    def milestones(self) -> tuple[Milestone, ...]:
        """The path ends; what rested on the decision no longer stands."""
        return (Milestone("ended", self.on),)


class RedoOrdered(c.RedoFields, StepEvent):
    """Wrong authority or procedure: the faulty steps are done again, the rest kept (Q294 4.4.2)."""

    TYPE: ClassVar[str] = "redo-ordered"
    COMMAND: ClassVar = c.OrderRedo

    def milestones(self) -> tuple[Milestone, ...]:
        """The order was given."""
        return (Milestone("redo-ordered", self.on),)
