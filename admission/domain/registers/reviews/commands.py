"""What is asked to have recorded about reviews of the political standard of a person.

A review is asked for and concluded; what it found is in the document, and nowhere in the program.
"""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import PersonId, ReviewId, UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Personal, Text, Value
from admission.domain.rulebooks.entries.entry import MilestoneName

Purpose = Literal["admission", "recognition", "re-admission", "personnel", "other"]


class ReviewCommand(Command):
    """Something about one review."""

    STREAM: ClassVar[str] = "review"
    review: ReviewId


class RequestFields(Value):
    """Of whom, what for, which body asked; `step` is the milestone that waits for it, if any."""

    person: PersonId
    purpose: Purpose
    asked_by: UnitId
    step: MilestoneName | None = None
    reason: Personal[Text] | None = None
    document: Document | None = None


class RequestReview(RequestFields, ReviewCommand):
    """Ask for a review of the political standard of a person; a step may wait for it."""

    NAME: ClassVar[str] = "request-standard-review"


class ConcludeFields(Value):
    """Which body concluded, and with which document."""

    concluded_by: UnitId
    document: Document


class ConcludeReview(ConcludeFields, ReviewCommand):
    """Record that a review was concluded; what it found stands in the document alone."""

    NAME: ClassVar[str] = "conclude-standard-review"
