"""What is asked to have recorded when members come, go, or are members no longer."""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.values import Day, Personal, Province, Slug, Text, Value
from admission.domain.registers.people.commands import PersonCommand

Circumstance = Literal[
    "family-hardship",
    "self-quit",
    "serious-disunity",
    "corruption",
    "serious-crime",
    "less-serious-crime",
]
"""What a re-admission is judged by, beside the ground on which the membership ended."""


class ArriveFields(Value):
    """To which cell, from where, by which letter, as what, since when, with what.

    The province is named where it has a store of its own.
    """

    cell: UnitId
    from_place: Personal[Text]
    from_province: Province | None = None
    document: Document
    standing: Literal["official", "probation"]
    decided_on: Day | None = None
    ceremony_on: Day | None = None
    official_on: Day | None = None
    brought: tuple[Slug, ...] = ()


class Arrive(ArriveFields, PersonCommand):
    """Record that a member came from elsewhere; the path of one on probation is taken over."""

    NAME: ClassVar[str] = "arrive"


class DepartFields(Value):
    """To where, by which letter, with what; the province where it has a store of its own."""

    to_place: Personal[Text]
    to_province: Province | None = None
    document: Document
    given: tuple[Slug, ...] = ()


class Depart(DepartFields, PersonCommand):
    """Record that a member or candidate went elsewhere; a path begun here ends here."""

    NAME: ClassVar[str] = "depart"


class ReplyFields(Value):
    """The paper that came back from there."""

    document: Document


class RecordReply(ReplyFields, PersonCommand):
    """Record the reply from where somebody went."""

    NAME: ClassVar[str] = "record-reply"


class TransferMemberFields(Value):
    """To which cell of this store, by which letter, with what."""

    cell: UnitId
    document: Document
    given: tuple[Slug, ...] = ()


class TransferMember(TransferMemberFields, PersonCommand):
    """Record that a full member went over to another cell of this store."""

    NAME: ClassVar[str] = "transfer-member"


class EndFields(Value):
    """On what ground, in which circumstance, decided by which body, why, and on which paper.

    The circumstance is what the rulebook bars or excuses re-admission for.
    """

    ground: Literal["left", "deleted", "expelled", "died"]
    circumstance: Circumstance | None = None
    body: UnitId | None = None
    reason: Personal[Text] | None = None
    document: Document


class EndMembership(EndFields, PersonCommand):
    """Record that somebody is a member no longer: left, was deleted or expelled, or died."""

    NAME: ClassVar[str] = "end-membership"


class SlipFields(Value):
    """The slip, and whether card and badge were withdrawn; the family of a dead member has them."""

    document: Document
    card_withdrawn: bool = False
    badge_withdrawn: bool = False


class IssueExitSlip(SlipFields, PersonCommand):
    """Record the exit slip of somebody who is a member no longer."""

    NAME: ClassVar[str] = "issue-exit-slip"


class ExitFileFields(Value):
    """The letter with which it was sent."""

    document: Document | None = None


class SendExitFile(ExitFileFields, PersonCommand):
    """Record that slip and file were sent to the committee that keeps them."""

    NAME: ClassVar[str] = "send-exit-file"
