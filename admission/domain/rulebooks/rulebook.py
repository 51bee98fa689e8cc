"""The frozen model of a rulebook: every number with its citation, confidence and days of force.

A rulebook file is TOML. Each `[[table]]` is a list of dated entries (`entries/`); an entry is in
force from its own `from` to its own `to`, or as long as the file where it has none. `reading.read`
makes a `Rulebook` of a file's text; docs/reference/rulebook-format.md describes every table.
"""

from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from pydantic import ConfigDict, Field

from admission.domain.kernel.values import Day, Line, RuleId, Slug, Text, Value
from admission.domain.rulebooks.entries.bodies import Authorisation, Chain, Entitled, Quorum
from admission.domain.rulebooks.entries.candidates import (
    Acquaintance,
    Age,
    Certificate,
    Place,
    Schooling,
    Way,
)
from admission.domain.rulebooks.entries.discipline import (
    Appeal,
    Discipline,
    ExitFile,
    Readmission,
    Screening,
)
from admission.domain.rulebooks.entries.members import (
    Badge,
    BadgeEarly,
    BadgeRound,
    BadgeWait,
    Card,
    PartyAge,
    RankingRate,
    RankingScore,
)
from admission.domain.rulebooks.entries.path import (
    Attempts,
    Deadline,
    Gate,
    Hold,
    Order,
    Paper,
    Probation,
    Transfer,
    Verification,
    Wait,
)
from admission.domain.rulebooks.entries.records import Confirmation, Counting, Erasure, ErasureTime


class Effect(StrEnum):
    """What a breach of a rule does; nothing, where the organisation does not have the rule."""

    REFUSE = "refuse"
    CONSENT = "consent"
    LATE = "late"
    NONE = "none"


class Rulebook(Value):
    """One issue of the regulations, in force from `first` to `last`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: Slug
    title: Line
    first: Day = Field(alias="from")
    last: Day | None = Field(default=None, alias="to")
    extends: Slug | None = None
    about: Text | None = None
    effects: dict[RuleId, Effect] = Field(default_factory=dict)
    sentences: dict[RuleId, Line] = Field(default_factory=dict)
    """What a rule asks for, in words, for rules that are this rulebook's own."""
    age: tuple[Age, ...] = ()
    schooling: tuple[Schooling, ...] = ()
    place: tuple[Place, ...] = ()
    certificate: tuple[Certificate, ...] = ()
    way: tuple[Way, ...] = ()
    acquaintance: tuple[Acquaintance, ...] = ()
    paper: tuple[Paper, ...] = ()
    verification: tuple[Verification, ...] = ()
    order: tuple[Order, ...] = ()
    deadline: tuple[Deadline, ...] = ()
    transfer: tuple[Transfer, ...] = ()
    wait: tuple[Wait, ...] = ()
    gate: tuple[Gate, ...] = ()
    hold: tuple[Hold, ...] = ()
    quorum: tuple[Quorum, ...] = ()
    entitled: tuple[Entitled, ...] = ()
    chain: tuple[Chain, ...] = ()
    probation: tuple[Probation, ...] = ()
    attempts: tuple[Attempts, ...] = ()
    authorisation: tuple[Authorisation, ...] = ()
    ranking_score: tuple[RankingScore, ...] = ()
    ranking_rate: tuple[RankingRate, ...] = ()
    party_age: tuple[PartyAge, ...] = ()
    card: tuple[Card, ...] = ()
    badge: tuple[Badge, ...] = ()
    badge_round: tuple[BadgeRound, ...] = ()
    badge_early: tuple[BadgeEarly, ...] = ()
    badge_wait: tuple[BadgeWait, ...] = ()
    counting: tuple[Counting, ...] = ()
    confirmation: tuple[Confirmation, ...] = ()
    erasure: tuple[Erasure, ...] = ()
    erasure_time: tuple[ErasureTime, ...] = ()
    discipline: tuple[Discipline, ...] = ()
    screening: tuple[Screening, ...] = ()
    appeal: tuple[Appeal, ...] = ()
    exit_file: tuple[ExitFile, ...] = ()
    readmission: tuple[Readmission, ...] = ()

    def covers(self, on: date) -> bool:
        """Whether the rulebook is in force on a day."""
        return self.first <= on and (self.last is None or on <= self.last)

    def nearest(self, on: date) -> date:
        """The day itself, or else the first or the last day of the rulebook."""
        return max(self.first, on if self.last is None else min(on, self.last))

    def deadlines_to(self, ends: frozenset[str]) -> tuple[Deadline, ...]:
        """The deadlines that end with one of these milestones."""
        found = self._found.get(ends)
        if found is None:
            found = tuple(deadline for deadline in self.deadline if deadline.end in ends)
            self._found[ends] = found
        return found

    @cached_property
    def _found(self) -> dict[frozenset[str], tuple[Deadline, ...]]:
        return {}

    def effect(self, rule: str) -> Effect:
        """What a breach of a rule does; refusal, unless the rulebook says otherwise."""
        return self.effects.get(rule, Effect.REFUSE)


def digest(text: str) -> str:
    """The SHA-256 of a rulebook's text, in hex: what `id@sha256` in every later event refers to."""
    return sha256(text.encode()).hexdigest()
