"""What is known of a path from paper."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import ActorId, PersonId, UnitId
from admission.domain.kernel.messages import Milestone
from admission.domain.kernel.partial_days import UNKNOWN, PartialDay, is_exact
from admission.domain.kernel.values import Day, Slug, Value
from admission.domain.stages.ballots import Above
from admission.domain.stages.standings import Standing
from admission.domain.stages.steps import StepEvent
from admission.domain.stages.taking_over.commands import MilestoneKey, TakeOver, TakeOverFields


class Stated(Value):
    """A milestone known from paper: the day as stated, None if unknown, and the last it can be.

    `rulebook` (`id@sha256`) says whose clocks run from it.
    """

    milestone: MilestoneKey
    on: Day
    stated: PartialDay | None = None
    rulebook: str | None = None

    def reached(self) -> Milestone:
        """The milestone."""
        name, _, key = self.milestone.partition("#")
        return Milestone(name, self.on, key, self.text or "", self.rulebook)

    @property
    def text(self) -> str | None:
        """How the day reads, where it is not known to the day; else None."""
        if self.stated is None:
            return UNKNOWN
        return None if is_exact(self.stated) else self.stated


class TakenOver(TakeOverFields, Above, StepEvent):
    """The path was taken over from paper: no step before this day was judged."""

    TYPE: ClassVar[str] = "taken-over"
    COMMAND: ClassVar = TakeOver
    reached: tuple[Stated, ...]
    """All milestones, those of an unknown day as well."""
    since: Day
    """The last day on which the standing can have begun."""
    official_on: Day | None = None
    authority: UnitId | None = None
    """The authority that a file goes to, or that has it; None where no rulebook says which."""
    arrived: bool = False
    """Whether the person came from elsewhere on probation, so that nobody was admitted here."""

    def milestones(self) -> tuple[Milestone, ...]:
        """All that is known to have been reached."""
        return tuple(stated.reached() for stated in self.reached)


class StepStated(StepEvent):
    """A step before the day of the take-over, so that earlier days are answered rightly too."""

    TYPE: ClassVar[str] = "step-stated"
    person: PersonId
    unit: UnitId
    groups: tuple[Slug, ...] = ()
    reached: tuple[Stated, ...]
    standing: Standing | None = None
    """Where the path then stood; None before it is known to have begun."""
    taken_over_on: Day
    document: Document
    vouched_by: ActorId
    arrived: bool = False

    @property
    def stated(self) -> str | None:
        """How the day reads, where it is not known to the day; else None."""
        return self.reached[0].text

    def milestones(self) -> tuple[Milestone, ...]:
        """What the step reached."""
        return tuple(stated.reached() for stated in self.reached)
