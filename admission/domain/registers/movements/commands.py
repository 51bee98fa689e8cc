"""What is asked to have recorded when members come, go, or are members no longer."""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.values import Day, Personal, Slug, Text, Value
from admission.domain.registers.people.commands import PersonCommand


class ArriveFields(Value):
    """To which cell, from where, by which letter, as what, since when, with what."""

    cell: UnitId
    from_place: Personal[Text]
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
    """To where, by which letter, with what."""

    to_place: Personal[Text]
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
    """On what ground, why, and on which paper."""

    ground: Literal["left", "deleted", "expelled", "died"]
    reason: Personal[Text] | None = None
    document: Document


class EndMembership(EndFields, PersonCommand):
    """Record that somebody is a member no longer: left, was deleted or expelled, or died."""

    NAME: ClassVar[str] = "end-membership"
