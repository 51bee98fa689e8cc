"""What is asked to have recorded when a candidate goes over to another unit."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.values import Day, Personal, Text, Value
from admission.domain.stages.standings import BEFORE_DECISION, OPEN, Standing
from admission.domain.stages.steps import StepCommand

_AT_AUTHORITY = frozenset({Standing.CELL_RESOLVED, Standing.COMMITTEE_RESOLVED})
_DECIDED = frozenset({Standing.AWAITING_CEREMONY})


class TransferFields(Value):
    """To which cell, by whose letter, since when ordered, and what goes along.

    `ordered_on` is the day of the person's transfer decision, that of the transfer where it is not
    given; `sent_up` says that the authority of the old place has the file; the comments, of
    somebody on probation, are those of the committees on the self-review and of the guide.
    """

    unit: UnitId
    body: UnitId
    ordered_on: Day | None = None
    sent_up: bool = False
    review_comment: Document | None = None
    guide_comment: Document | None = None
    document: Document


class TransferCandidate(TransferFields, StepCommand):
    """Record that a candidate, perhaps on probation, went over to a cell of another place."""

    NAME: ClassVar[str] = "transfer-candidate"
    STANDINGS: ClassVar = OPEN


class BodyFields(Value):
    """Which committee acts, and by which letter."""

    body: UnitId
    document: Document


class ForwardFile(BodyFields, StepCommand):
    """Record that the old authority sent the file, with its decision if any, to the new place."""

    NAME: ClassVar[str] = "forward-file"
    STANDINGS: ClassVar = _AT_AUTHORITY | _DECIDED


class ReceiveFile(BodyFields, StepCommand):
    """Record that the authority of the new place received the file, to decide on it."""

    NAME: ClassVar[str] = "receive-file"
    STANDINGS: ClassVar = _AT_AUTHORITY


class RerouteDecision(BodyFields, StepCommand):
    """Record that the authority of both places sent its decision on to the new one."""

    NAME: ClassVar[str] = "reroute-decision"
    STANDINGS: ClassVar = _DECIDED


class CancelForTransfer(BodyFields, StepCommand):
    """Cancel a decision that came too long after the transfer; the file waits to be forwarded."""

    NAME: ClassVar[str] = "cancel-for-transfer"
    STANDINGS: ClassVar = _DECIDED


class RequestFields(BodyFields):
    """Through which authority the new unit asks, and for which defects."""

    defects: Personal[Text]


class RequestReview(RequestFields, StepCommand):
    """Record that the issuer received a request to review its decision, before the ceremony."""

    NAME: ClassVar[str] = "request-review"
    STANDINGS: ClassVar = _DECIDED


class ReviewFields(BodyFields):
    """Whether the decision stands as it is."""

    stands: bool


class AnswerReview(ReviewFields, StepCommand):
    """Record what the issuer found: the decision stands, or is cancelled or mended first."""

    NAME: ClassVar[str] = "answer-review"
    STANDINGS: ClassVar = _DECIDED


class TemporaryFields(Value):
    """At which cell, and until when as planned."""

    cell: UnitId
    until: Day | None = None
    document: Document


class PlaceTemporarily(TemporaryFields, StepCommand):
    """Record that a candidate works or studies for a time where another cell helps."""

    NAME: ClassVar[str] = "place-temporarily"
    STANDINGS: ClassVar = BEFORE_DECISION
    PLANS: ClassVar = frozenset({"until"})
