"""What is asked to have recorded when organisations, members and heads are ranked for a year."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import PersonId, UnitId, derived_id
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Value
from admission.domain.rulebooks.entries.members import Rank, Ranked

Year = Annotated[int, Field(strict=True, ge=1945, le=2999)]
"""A calendar year."""

ScoreHundredths = Annotated[int, Field(strict=True, ge=0, le=10_000)]
"""Hundredths of a point, of at most 100 points: 9250 is 92.5."""


class NotRanked(StrEnum):
    """Why somebody or something is not ranked for a year."""

    NEWLY_FOUNDED = "newly-founded"
    NEWLY_ADMITTED = "newly-admitted"
    EXEMPT = "exempt"
    SUSPENDED = "suspended"
    OTHER = "other"


def ranking_id(who: Ranked, subject: str, year: int) -> str:
    """The id of a ranking's stream: there is one for each unit or person, as what, and year."""
    return derived_id("ranking", who, subject, str(year))


class RankFields(Value):
    """For which year, which class or why none, how many points, by which body, on which paper."""

    year: Year
    rank: Rank | None = None
    not_ranked: NotRanked | None = None
    score_hundredths: ScoreHundredths | None = None
    by: UnitId
    document: Document


class UnitKey(Value):
    """The unit that is ranked."""

    WHO: ClassVar[Ranked] = "organisation"
    unit: UnitId


class MemberKey(Value):
    """Who is ranked, and in which unit."""

    WHO: ClassVar[Ranked] = "member"
    person: PersonId
    unit: UnitId


class HeadKey(Value):
    """Who is ranked as the head of which unit."""

    WHO: ClassVar[Ranked] = "head"
    person: PersonId
    unit: UnitId


class RankUnit(RankFields, UnitKey, Command):
    """Rank an organisation for a year, or say why it is not ranked."""

    NAME: ClassVar[str] = "rank-unit"
    STREAM: ClassVar[str] = "ranking"

    @property
    def ranking(self) -> str:
        """The id of the ranking's stream."""
        return ranking_id(self.WHO, self.unit, self.year)


class OfPerson(Command):
    """A ranking of a person."""

    STREAM: ClassVar[str] = "ranking"
    WHO: ClassVar[Ranked]
    person: PersonId
    year: Year

    @property
    def ranking(self) -> str:
        """The id of the ranking's stream, as the person is named here."""
        return ranking_id(self.WHO, self.person, self.year)


class RankMember(RankFields, MemberKey, OfPerson):
    """Rank a member for a year, or say why there is no class."""

    NAME: ClassVar[str] = "rank-member"


class RankHead(RankFields, HeadKey, OfPerson):
    """Rank the head of a unit for a year, or say why there is no class."""

    NAME: ClassVar[str] = "rank-head"
