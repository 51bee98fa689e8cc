"""What is asked to have recorded between the ceremony and the recognition."""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import PersonId, UnitId
from admission.domain.kernel.values import Count, Length, Personal, Text, Value
from admission.domain.stages.ballots import Ballot
from admission.domain.stages.standings import PROBATION, Standing
from admission.domain.stages.steps import StepCommand


class GuideFields(Value):
    """The new guide, and the written comment that the outgoing one handed over."""

    guide: PersonId
    comment: Document | None = None
    reason: Personal[Text] | None = None
    document: Document


class ChangeGuide(GuideFields, StepCommand):
    """Assign another full member to guide the probationary member."""

    NAME: ClassVar[str] = "change-guide"
    STANDINGS: ClassVar = PROBATION


class ExtendProbationFields(Value):
    """By how many months probation is extended."""

    months: Count
    reason: Personal[Text]
    document: Document


class ExtendProbation(ExtendProbationFields, StepCommand):
    """Extend probation, where the rulebook lets it be extended."""

    NAME: ClassVar[str] = "extend-probation"
    STANDINGS: ClassVar = frozenset({Standing.ON_PROBATION, Standing.RECOGNITION_VOTE_FAILED})
    months: Length


class VoteRecognition(Ballot, StepCommand):
    """Record the cell's vote on recognising a probationary member, or on deletion."""

    NAME: ClassVar[str] = "vote-recognition"
    STANDINGS: ClassVar = frozenset({Standing.ON_PROBATION, Standing.RECOGNITION_VOTE_FAILED})
    proposal: Literal["recognition", "deletion"] = "recognition"


class DecideRecognition(Ballot, StepCommand):
    """Record the authority's answer: recognised, deleted, or returned."""

    NAME: ClassVar[str] = "decide-recognition"
    STANDINGS: ClassVar = PROBATION - {Standing.ON_PROBATION}
    outcome: Literal["recognised", "deleted", "returned"]
    body: UnitId
