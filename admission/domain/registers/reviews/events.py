"""What happened to reviews of the political standard."""

from typing import ClassVar

from admission.domain.kernel.ids import ReviewId
from admission.domain.kernel.messages import Event
from admission.domain.registers.reviews import commands as c


class StandardReviewEvent(Event):
    """Something that happened to one review."""

    review: ReviewId


class StandardReviewRequested(c.RequestFields, StandardReviewEvent):
    """A review of the political standard of a person was asked for."""

    TYPE: ClassVar[str] = "standard-review-requested"
    COMMAND: ClassVar = c.RequestReview


class StandardReviewConcluded(c.ConcludeFields, StandardReviewEvent):
    """A review was concluded."""

    TYPE: ClassVar[str] = "standard-review-concluded"
    COMMAND: ClassVar = c.ConcludeReview
