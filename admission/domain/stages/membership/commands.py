"""What is asked to have recorded once a member is official, and how any path ends or is mended."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import MeetingId, UnitId
from admission.domain.kernel.values import Personal, Text, Value
from admission.domain.rulebooks.entries.entry import MilestoneName
from admission.domain.stages.standings import OPEN, PROBATION, Standing
from admission.domain.stages.steps import StepCommand

_DECIDED = PROBATION | {Standing.AWAITING_CEREMONY, Standing.OFFICIAL_MEMBER}


class AnnounceFields(Value):
    """The cell meeting at which the decision was announced."""

    meeting: MeetingId | None = None
    document: Document | None = None


class AnnounceRecognition(AnnounceFields, StepCommand):
    """Record that the cell announced the recognition."""

    NAME: ClassVar[str] = "announce-recognition"
    STANDINGS: ClassVar = frozenset({Standing.OFFICIAL_MEMBER})


class ExitFields(Value):
    """Why, and on which paper."""

    reason: Personal[Text] | None = None
    document: Document


class Withdraw(ExitFields, StepCommand):
    """Record that the candidate withdrew."""

    NAME: ClassVar[str] = "withdraw"
    STANDINGS: ClassVar = OPEN


class RecordDeath(ExitFields, StepCommand):
    """Record that the candidate or member died."""

    NAME: ClassVar[str] = "record-death"
    STANDINGS: ClassVar = OPEN | {Standing.OFFICIAL_MEMBER}


class CancelFields(Value):
    """Which committee cancels, and on what ground."""

    body: UnitId
    reason: Personal[Text]
    document: Document


class CancelDecision(CancelFields, StepCommand):
    """Cancel a decision that rested on a wrong standard or condition; the name is struck."""

    NAME: ClassVar[str] = "cancel-decision"
    STANDINGS: ClassVar = _DECIDED


class RedoFields(Value):
    """Which steps were faulty and are done again; the others are kept."""

    steps: tuple[MilestoneName, ...]
    body: UnitId
    reason: Personal[Text]
    document: Document


class OrderRedo(RedoFields, StepCommand):
    """Order the faulty steps, and only those, to be done again."""

    NAME: ClassVar[str] = "order-redo"
    STANDINGS: ClassVar = (OPEN | {Standing.OFFICIAL_MEMBER}) - {
        Standing.IN_POOL,
        Standing.CERTIFIED,
    }
