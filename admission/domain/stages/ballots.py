"""Votes: the ballots of a meeting, counted against those entitled to vote."""

from enum import StrEnum

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import MeetingId
from admission.domain.kernel.values import Count, Slug, Value


class Matter(StrEnum):
    """What a body votes on."""

    ADMISSION = "admission"
    RECOGNITION = "recognition"
    DELETION = "deletion"


class Ballot(Value):
    """The result for one person at one meeting, secret or by show of card (H06 5.1)."""

    meeting: MeetingId
    in_favour: Count
    against: Count
    blank: Count = 0
    invalid: Count = 0
    secret: bool = True
    document: Document

    @property
    def cast(self) -> int:
        """How many ballots were cast."""
        return self.in_favour + self.against + self.blank + self.invalid


class Above(Value):
    """The bodies between the cell and the authority that the file passes, by their roles."""

    above: tuple[Slug, ...] = ()


class Outcome(Value):
    """What the ballots came to, of how many entitled."""

    entitled: Count
    carried: bool
