"""What commands and events of a candidate's path have in common."""

from typing import ClassVar

from admission.domain.kernel.ids import CandidateId
from admission.domain.kernel.messages import Command, FlaggedEvent, Step
from admission.domain.kernel.values import Value
from admission.domain.stages.standings import Standing


class OfCandidate(Value):
    """A field that every step has: whose path it belongs to."""

    candidate: CandidateId


class StepCommand(OfCandidate, Step, Command):
    """A step of a candidate's path, accepted only in the standings that it names."""

    STREAM: ClassVar[str] = "candidate"
    STANDINGS: ClassVar[frozenset[Standing]]
    MAY_COME_IN_LATE: ClassVar[bool] = False
    """Whether its day may lie before that of the newest standing: a paper is filed on its own."""


class StepEvent(OfCandidate, Step, FlaggedEvent):
    """A step that was taken, with every input of the decision that let it pass."""
