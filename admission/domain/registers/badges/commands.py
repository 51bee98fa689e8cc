"""What is asked to have recorded about badges for years of party age."""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import PersonId, UnitId, derived_id
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Count, Day, Personal, Value

BadgeGround = Literal["party-age", "seriously-ill", "posthumous"]


class BadgesKey(Value):
    """Whose badges: there is one stream for those of each person."""

    person: PersonId

    @property
    def badges(self) -> str:
        """The id of that stream."""
        return derived_id("badges", self.person)


class BadgeCommand(BadgesKey, Command):
    """Something about the badges of one person."""

    STREAM: ClassVar[str] = "badges"


class AwardFields(Value):
    """The badge for how many years, in which round, on which ground, by which committee."""

    years: Count
    round: Day
    ground: Personal[BadgeGround] = "party-age"
    body: UnitId
    document: Document


class AwardBadge(AwardFields, BadgeCommand):
    """Record that a badge was awarded; the decision may be before the day of the round."""

    NAME: ClassVar[str] = "award-badge"
    PLANS: ClassVar = frozenset({"round"})


class WithdrawFields(Value):
    """The paper that withdraws."""

    document: Document


class WithdrawBadges(WithdrawFields, BadgeCommand):
    """Record that the badges of somebody who was expelled or deleted were withdrawn."""

    NAME: ClassVar[str] = "withdraw-badges"
