"""What happened to people, beside the steps of their candidacies."""

from typing import ClassVar, Literal

from admission.domain.kernel.ids import CandidateId, PersonId, ThingId, UnitId
from admission.domain.kernel.messages import Event
from admission.domain.kernel.partial_days import PartialDay
from admission.domain.kernel.values import Slug
from admission.domain.registers.people import commands as c
from admission.domain.registers.people.holds import Terms
from admission.domain.stages.standings import Standing

AgeDay = PartialDay | Literal["unknown"] | None
"""From when party age counts, where the rulebook says that it is not the admission decision."""


class PersonEvent(Event):
    """Something that happened to one person."""

    person: PersonId


class PersonRegistered(c.PersonFields, PersonEvent):
    """A person was registered."""

    TYPE: ClassVar[str] = "person-registered"
    COMMAND: ClassVar = c.RegisterPerson


class MemberRegistered(c.MemberFields, PersonEvent):
    """A person was a full member already; known from paper."""

    TYPE: ClassVar[str] = "member-registered"
    COMMAND: ClassVar = c.RegisterMember
    counts_from: AgeDay = None


class CandidacyOpened(PersonEvent):
    """The person's candidacy began; there is one open at a time."""

    TYPE: ClassVar[str] = "candidacy-opened"
    candidate: CandidateId
    stated: PartialDay | None = None
    """How the day reads where it is known from paper, and not to the day."""


class CandidacyClosed(PersonEvent):
    """The person's candidacy ended, and with it the membership of the cell `member_of`, if any."""

    TYPE: ClassVar[str] = "candidacy-closed"
    candidate: CandidateId
    standing: Standing
    member_of: UnitId | None = None


class StepsHeld(Terms, PersonEvent):
    """A question about the person was opened, and holds steps until it has ended."""

    TYPE: ClassVar[str] = "steps-held"
    hold: ThingId
    cause: Slug


class HoldLifted(PersonEvent):
    """A question about the person has ended, and holds nothing any more."""

    TYPE: ClassVar[str] = "hold-lifted"
    hold: ThingId


class MembershipBegan(PersonEvent):
    """The person became a full member, official from `official_on`; None is an unknown day."""

    TYPE: ClassVar[str] = "membership-began"
    candidate: CandidateId
    cell: UnitId
    stated: PartialDay | Literal["unknown"] | None = None
    """As of `CandidacyOpened`."""
    decided_on: PartialDay | None = None
    official_on: PartialDay | None = None
    counts_from: AgeDay = None
