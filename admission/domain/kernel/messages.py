"""Commands, events, and the answers to commands."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, NamedTuple, Self

from admission.domain.kernel.documents import Consent, Irregular
from admission.domain.kernel.ids import is_only
from admission.domain.kernel.values import Day, RuleId, Value, trusted


class Origin(StrEnum):
    """How a fact came into the store."""

    LIVE = "live"
    PAPER = "paper"
    IMPORT = "import"
    DEMO = "demo"


class Context(NamedTuple):
    """What is true of the act of recording; the application supplies it, nothing is looked up.

    `today` is the organisation's day, `actor` the id of a person or account.
    """

    today: date
    actor: str


class Milestone(NamedTuple):
    """A dated point on the path that clocks, waits, gates and counts refer to.

    `key` tells apart several of one kind that run at once, such as verifications. Where the day is
    not known to the day, `stated` says how it reads, and `on` is the last day that can be meant.
    """

    name: str
    on: date
    key: str = ""
    stated: str = ""
    rulebook: str | None = None
    """The rulebook whose clocks run from it, where it is not the one that decided."""


class Command(Value):
    """What somebody asks to have recorded: `on` is the day it took effect in the world."""

    NAME: ClassVar[str]
    ORIGIN: ClassVar[Origin] = Origin.LIVE
    """How such a fact comes into a store that is in live use."""
    STREAM: ClassVar[str]
    """The field that names the stream the command is about, or the stream itself."""
    PLANS: ClassVar[frozenset[str]] = frozenset()
    """The fields that say what is planned: their days may lie ahead."""
    on: Day

    @property
    def stream(self) -> str:
        """The id of the stream that the command is about."""
        stream: str = self.STREAM if is_only(self.STREAM) else getattr(self, self.STREAM)
        return stream


Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""From the fields of a stored event of one schema to those of the next, as Python has JSON."""


class Event(Value):
    """What happened, past and complete; the stored type name is `TYPE`, for ever."""

    TYPE: ClassVar[str]
    SCHEMA: ClassVar[int] = 1
    UPCASTERS: ClassVar[Mapping[int, Upcaster]] = {}
    """From each earlier schema, by its number, to the next."""
    COMMAND: ClassVar[type[Command] | None] = None
    """The command whose inputs the event holds whole; None for an event beside such a one."""
    on: Day

    @classmethod
    def of(cls, command: Command, **derived: Any) -> Self:  # noqa: ANN401 - fields of any type
        """The event that holds every input of a command, and what was derived from it."""
        values = vars(command)
        inputs = {name: values[name] for name in _shared(cls, type(command))}
        return trusted(cls, {**inputs, **derived})

    def command(self) -> Command | None:
        """The command that this event was decided from, rebuilt from the event alone."""
        kind = self.COMMAND
        if kind is None:
            return None
        values = vars(self)
        return trusted(kind, {name: values[name] for name in _shared(type(self), kind)})

    @property
    def whose(self) -> str | None:
        """The person whom it is about, where that is not the one whom its command is about."""
        return None

    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones that this event reaches."""
        return ()


@cache
def _shared(event: type[Event], command: type[Command]) -> tuple[str, ...]:
    return tuple(name for name in command.model_fields if name in event.model_fields)


class Step(Value):
    """What every step of a candidate's path may carry beside its own fields."""

    consents: tuple[Consent, ...] = ()
    irregular: Irregular | None = None


class FlaggedEvent(Event):
    """What happened, and where it left the rules: late by these, against these (an irregular act).

    A decision of a register, which no breach lets pass, has them only since a correction of what
    it rests on.
    """

    late: tuple[RuleId, ...] = ()
    against_rules: tuple[RuleId, ...] = ()


class Recorded(NamedTuple):
    """An event with the part of its envelope that folding may use."""

    event: Event
    rulebook: str | None = None
    """`id@sha256` of the rulebook that decided."""
    position: int = 0
    version: int = 0
    """Its place in its stream, from 1."""


class Entered(NamedTuple):
    """How a fact came in: by whom, on which day of the organisation, about whom.

    `places` are all that its command wrote, this fact among them: stream and place in it.
    """

    actor: str
    on: date
    subject: str | None
    places: tuple[tuple[str, int], ...]


class Objection(NamedTuple):
    """One reason against a command: the rule, the values that clash, the article it rests on.

    The sentence for people is made elsewhere, from `code` and `values`; `says` is the one of a
    rulebook that has its own.
    """

    code: str
    values: dict[str, str | int]
    source: str = ""
    says: str = ""


class Written(NamedTuple):
    """An event and the stream it goes to."""

    stream: str
    event: Event


class Accepted(NamedTuple):
    """The facts to record, the first of which holds the command's inputs."""

    events: tuple[Written, ...]
    rulebook: str | None = None
    subject: str | None = None
    """The person that the act is about, where it is about one."""


class Refused(NamedTuple):
    """Every objection against the command."""

    objections: tuple[Objection, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all objections, in the order found, each once."""
        return tuple(dict.fromkeys(objection.code for objection in self.objections))


class UnknownReferenceError(LookupError):
    """A command names something that the store does not hold."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.stream = stream
