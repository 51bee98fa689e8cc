"""The frozen model of a rulebook: every number with its citation, confidence and days of force.

A rulebook file is TOML. Each `[[table]]` below is a list of dated entries; an entry is in force
from its own `from` to its own `to`, or as long as the file where it has none. `reading.read` makes
a `Rulebook` of a file's text; docs/reference/rulebook-format.md describes every table and field.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Literal, TypeVar

from pydantic import ConfigDict, Field, StringConstraints

from admission.domain.kernel.dates import TimeUnit
from admission.domain.kernel.values import Count, Day, Line, RuleId, Slug, Text, Value

MilestoneName = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*(:[a-z0-9-]+)?$")]
"""A milestone of the path, such as `cell-resolved`, or `paper:<id>` for the filing of a paper."""

DayOfYear = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
"""A day of every year, `MM-DD`."""

Flag = Annotated[bool, Field(strict=True)]
"""Written `true` or `false`, without quotes."""


class PersonClass(StrEnum):
    """What somebody is to the register: who may be erased, and when, goes by that.

    Relatives, and others who are only registered, are `outside`.
    """

    OUTSIDE = "outside"
    APPLICANT = "applicant"
    NOT_ADMITTED = "not-admitted"
    MEMBER = "member"
    FORMER_MEMBER = "former-member"


class Rank(StrEnum):
    """The class of a year, best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    NOT_COMPLETED = "not-completed"


Ranked = Literal["organisation", "member", "head"]
"""As what somebody or something is ranked."""


class Effect(StrEnum):
    """What a breach of a rule does; nothing, where the organisation does not have the rule."""

    REFUSE = "refuse"
    CONSENT = "consent"
    LATE = "late"
    NONE = "none"


class Confidence(StrEnum):
    """How well a number is known: seen in the source, second hand, recalled, or inferred."""

    SEEN = "S"
    SECOND_HAND = "2"
    RECALLED = "R"
    INFERRED = "I"


class Entry(Value):
    """One dated provision: its rule, where it stands written, and how sure we are of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    rule: RuleId
    source: Line
    confidence: Confidence
    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    assumed: Flag = False
    """The text cited was not the one of that time, which was not read: its value is taken over."""
    note: Line | None = None

    def in_force(self, on: date) -> bool:
        """Whether this entry, taken alone, holds on a day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


class Age(Entry):
    """Ages at the cell's vote, in completed years.

    Counted by day: up to the day before the birthday after `max_years`. Counted by month: to the
    end of the month of that `max_years` birthday; the lower bound is always the birthday itself.
    Without `max_years` nobody is too old.
    """

    min_years: Count
    max_years: Count | None = None
    counted: Literal["day", "month"]


class Schooling(Entry):
    """A level of schooling that suffices, with the paper and the gate that it then asks for."""

    level: Literal["literate", "primary", "lower-secondary", "upper-secondary"]
    paper: Slug | None = None
    gate: Slug | None = None


class Place(Entry):
    """A ground to be admitted at a place, and the months that it must last there."""

    basis: Slug
    at_least_months: Count = 0
    less_than_months: Count | None = None


class Certificate(Entry):
    """Who may issue the certificate of the awareness class."""

    issuers: tuple[Slug, ...]


class Way(Entry):
    """One way to be introduced: so many full members, and the resolution of a union, if any."""

    members: Count
    union: Slug | None = None
    max_age_years: Count | None = None
    max_age_years_of_cadres: Count | None = None


class Acquaintance(Entry):
    """How long an introducing member and the candidate must have been in one unit together."""

    months: Count
    replacement_months: Count = 0


class Waiver(Value):
    """A ground on which a paper or a verification is not asked for."""

    ground: Slug
    rule: RuleId
    partial: Flag = False
    """A partial waiver leaves the rest of the verification to be done."""


class Paper(Entry):
    """A paper of the file: who issues it, before which milestone it must be there."""

    id: Slug
    stage: Slug
    form: Line | None = None
    issuer: Slug
    needed_for: MilestoneName | None = None
    after: tuple[MilestoneName, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    redo_when_stale: Flag = False
    """Whether a dossier renewed after its time needs the paper again."""


class Verification(Entry):
    """Whose particulars are verified; `required` ones are asked for of everybody."""

    relations: tuple[Slug, ...]
    required: tuple[Slug, ...]
    waivers: tuple[Waiver, ...] = ()


class Order(Entry):
    """Milestones that must have been reached before another."""

    step: MilestoneName
    needs: tuple[MilestoneName, ...]


class Extension(Value):
    """By how much a deadline may be extended, in its own unit, and how often."""

    rule: RuleId
    at_most: Count
    times: Count = 1


class Deadline(Entry):
    """From the latest of `start` to `end`, at most `amount`; the day it starts on is day 0."""

    start: tuple[MilestoneName, ...]
    end: MilestoneName
    amount: Count
    unit: TimeUnit
    by: Slug
    """Whose act ends the clock: candidate, cell, department, grassroots, authority, guide …"""
    what: Line
    extension: Extension | None = None
    shown_in_due: Flag = True
    chain_step: Literal["department", "grassroots"] | None = None
    """Set: the clock runs only where the candidate's chain of bodies has this step."""
    superseded_by: tuple[MilestoneName, ...] = ()
    """The clock runs no longer once one of these milestones is reached."""
    begun_before: MilestoneName | None = None
    """Set: the clock runs only where this milestone was reached before the entry's own `from`."""


class Transfer(Entry):
    """How long after a person's transfer decision an authority may still decide on the file."""

    decision_within: Count
    unit: TimeUnit


class Wait(Entry):
    """Not `before` until `amount` has passed since `after`; the day it is full is good."""

    after: MilestoneName
    before: MilestoneName
    amount: Count
    unit: TimeUnit


class Gate(Entry):
    """A human judgement that a step waits for, met by a document; never decided by the program."""

    id: Slug
    stage: Slug
    before: MilestoneName
    document: Line
    asked: Literal["always", "over-age", "schooling", "when-raised"]
    min_days: Count = 0
    by: Slug


class Hold(Entry):
    """Steps that wait while a question of a cause is open, and the clocks that stand still."""

    cause: Slug
    steps: tuple[MilestoneName, ...]
    stops: tuple[MilestoneName, ...] = ()
    """The clocks that end with one of these milestones."""


class Quorum(Entry):
    """How many of the entitled must be in favour: `numerator/denominator`, or more than that."""

    body: Slug
    matters: tuple[Literal["admission", "recognition", "deletion"], ...]
    numerator: Annotated[int, Field(strict=True, ge=1, le=100)]
    denominator: Annotated[int, Field(strict=True, ge=1, le=100)]
    strict: Flag = False
    """True: more than the fraction; False: at least the fraction."""

    def carried(self, in_favour: int, entitled: int) -> bool:
        """Whether a vote is carried, in whole numbers: `3*for >= 2*n`, or `2*for > n`."""
        left, right = in_favour * self.denominator, entitled * self.numerator
        return left > right if self.strict else left >= right

    def needed(self, entitled: int) -> int:
        """The fewest votes that carry."""
        whole, rest = divmod(entitled * self.numerator, self.denominator)
        return whole + 1 if self.strict or rest else whole


class Entitled(Entry):
    """Which grounds take an absent person out of the number that a majority is counted of."""

    body: Literal["cell", "committee"]
    grounds: tuple[Slug, ...]


class Chain(Entry):
    """The bodies that a file passes, by the kind of unit; the first entry that fits is taken."""

    cell: Slug
    under: Slug | None = None
    """Kind of the nearest committee above that is not a department committee; None fits any."""
    over: Slug | None = None
    """Kind of the committee above that one; None fits any."""
    department: Flag | None = None
    authorised: Flag | None = None
    steps: tuple[Literal["cell", "department", "grassroots"], ...]
    authority: Slug
    """Kind of the unit that decides, looked for from the cell upwards."""
    meeting: Slug
    """Kind of meeting in which it decides."""
    quorum: Slug
    """The `body` of the quorum that its decision needs."""


class Probation(Entry):
    """The length of probation, since when, by at least and at most how much it is extended, once.

    Where `starts` was never reached, it runs from the ceremony.
    """

    months: Count
    starts: MilestoneName = "ceremony-held"
    extendable_by_months: Count = 0
    extendable_at_least_months: Count = 1


class Attempts(Entry):
    """After how many votes without a majority a case goes to the authority without resolution."""

    votes: Count


class Authorisation(Entry):
    """When a grassroots committee may be authorised to decide by itself."""

    more_than_members: Count
    good_years: Count


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


class Counting(Entry):
    """What a figure counts: the milestone, and what a cancelled decision does to its period."""

    figure: Literal["admitted", "recognised", "certified"]
    milestone: MilestoneName
    cancelled: Literal["uncounted", "kept"] = "uncounted"


class Confirmation(Entry):
    """How often units confirm that all is recorded, and within how many days of a period's end."""

    every: Literal["quarter", "half-year", "year"]
    by: tuple[Slug, ...]
    """Kinds of units."""
    within_days: Count


class Erasure(Entry):
    """Whether people of a class may be erased: so many years after they came into it, or never."""

    who: PersonClass
    kept_years: Count | None = None


class ErasureTime(Entry):
    """How long each part of an erasure may take, from the request: the old keys are gone last."""

    answer_within_working_days: Count
    carry_out_within_days: Count
    old_keys_gone_within_days: Count


class Discipline(Entry):
    """The forms of discipline of some; those of `by_cell` a cell may decide by itself."""

    of: Literal["member", "probationer", "organisation"]
    forms: tuple[Slug, ...]
    by_cell: tuple[Slug, ...] = ()


class Screening(Entry):
    """The grounds on which a member is screened; when the cell concludes after educating."""

    grounds: tuple[Slug, ...]
    months: Count


class Appeal(Entry):
    """How long one may appeal, from receipt, and how long a level may take, from the appeal."""

    level: Literal["district", "province", "central"]
    lodged_within_working_days: Count
    resolved_within_working_days: Count


class ExitFile(Entry):
    """How long the file of somebody who is a member no longer may take, from the exit slip."""

    within_working_days: Count


class Readmission(Entry):
    """Who may be admitted again, after how long, how often.

    `after_cleared_months` is of those in `cleared_first`, since their record was cleared. `never`:
    on which grounds or in which circumstances nobody is; but `excuses` outweigh them.
    """

    after_months: Count
    after_cleared_months: Count
    cleared_first: tuple[Slug, ...]
    never: tuple[Slug, ...]
    excuses: tuple[Slug, ...]
    times: Count


E = TypeVar("E", bound=Entry)


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


def in_force(entries: Iterable[E], on: date) -> tuple[E, ...]:
    """Those of the entries that hold on a day, in the order of the file."""
    return tuple(entry for entry in entries if entry.in_force(on))


def digest(text: str) -> str:
    """The SHA-256 of a rulebook's text, in hex: what `id@sha256` in every later event refers to."""
    return sha256(text.encode()).hexdigest()
