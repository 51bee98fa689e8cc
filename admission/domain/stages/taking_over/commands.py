"""What is asked to have recorded of a path that began on paper."""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import ActorId, CandidateId, PersonId, UnitId
from admission.domain.kernel.messages import Command, Origin
from admission.domain.kernel.partial_days import PartialDay
from admission.domain.kernel.values import Count, Province, Slug, Value

MilestoneKey = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*(:[a-z0-9-]+)?(#[a-z0-9-]+)?$", max_length=120),
]
"""A milestone such as `ceremony-held`, `paper:application`, `verification-answered#father`."""

StandingTakenOver = Literal[
    "in-pool",
    "certified",
    "dossier-open",
    "cv-certified",
    "returned",
    "cell-vote-failed",
    "cell-resolved",
    "committee-vote-failed",
    "committee-resolved",
    "awaiting-ceremony",
    "on-probation",
    "recognition-vote-failed",
    "recognition-cell-resolved",
    "recognition-committee-vote-failed",
    "recognition-committee-resolved",
    "deletion-cell-resolved",
    "deletion-committee-resolved",
    "official-member",
]
"""Where a path may stand when it is taken over: anywhere that is not its end."""


class StatedDate(Value):
    """When a milestone was reached, as exact as is known; without `on`, the day is unknown."""

    milestone: MilestoneKey
    on: PartialDay | None = None


class TakeOverFields(Value):
    """Whose path, in which cell, where it stands, the dates known, the paper, who vouches for it.

    What the next steps ask after may be named as well: the groups counted in, who helps, guides and
    introduced, which union, who decided, and how many votes on recognition failed. A candidate who
    came from a province with a store of its own names it, and the letter as the document.
    """

    person: PersonId
    unit: UnitId
    standing: StandingTakenOver
    dates: tuple[StatedDate, ...] = ()
    document: Document
    vouched_by: ActorId
    groups: tuple[Slug, ...] = ()
    helper: PersonId | None = None
    introducers: tuple[PersonId, ...] = ()
    union: Literal["youth-union", "trade-union"] | None = None
    cadre: bool = False
    decided_by: UnitId | None = None
    guide: PersonId | None = None
    failed_votes: Count = 0
    from_province: Province | None = None


class TakeOver(TakeOverFields, Command):
    """Take a path over from paper, at any standing; what lies before this day is not judged."""

    NAME: ClassVar[str] = "take-over"
    STREAM: ClassVar[str] = "candidate"
    ORIGIN: ClassVar[Origin] = Origin.PAPER
    candidate: CandidateId
