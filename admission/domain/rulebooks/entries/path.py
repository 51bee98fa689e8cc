"""The path: papers, verifications, orders, clocks, waits, gates, holds, probation."""

from typing import Literal

from admission.domain.kernel.dates import TimeUnit
from admission.domain.kernel.values import Count, Line, RuleId, Slug, Value
from admission.domain.rulebooks.entries.entry import Entry, Flag, MilestoneName


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
