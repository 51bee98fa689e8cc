"""What a rulebook says of members and organisations: rankings, party age, cards, badges."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import StringConstraints

from admission.domain.kernel.values import Count, Slug
from admission.domain.rulebooks.entries.entry import Entry, MilestoneName

DayOfYear = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
"""A day of every year, `MM-DD`."""


class Rank(StrEnum):
    """The class of a year, best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    NOT_COMPLETED = "not-completed"


Ranked = Literal["organisation", "member", "head"]
"""As what somebody or something is ranked."""


class RankingScore(Entry):
    """The fewest points, of 100, for each class; fewer than for the last are none of them."""

    excellent: Count
    good: Count
    completed: Count


class RankingRate(Entry):
    """Of which classes together the share of one is taken, and how great it may be, if limited.

    A limit on members holds in each grassroots organisation.
    """

    who: Ranked
    rank: Rank
    of: tuple[Rank, ...]
    at_most_percent: Count | None = None


class PartyAge(Entry):
    """The milestone from whose day the age of a membership counts, once it is official."""

    counts_from: MilestoneName


class Card(Entry):
    """How many digits the number of a membership card has, by the day of the card's decision."""

    digits: Count


class Badge(Entry):
    """After how many years of party age a badge is awarded."""

    years: tuple[Count, ...]


class BadgeRound(Entry):
    """On which days of a year badges are awarded, and by which kinds of units."""

    days: tuple[DayOfYear, ...]
    by: tuple[Slug, ...]


class BadgeEarly(Entry):
    """On what ground badges of so many years or more are awarded how much earlier, at most."""

    ground: Slug
    from_years: Count = 0
    months: Count


class BadgeWait(Entry):
    """How long somebody under a form of discipline waits for a badge, from the discipline on."""

    form: Slug
    months: Count
