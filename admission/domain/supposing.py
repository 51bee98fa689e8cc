"""Past steps decided again, as if another rulebook had been in force, and what would differ.

Each step is decided on what stood before it, and whatever was done before stays done: so only what
the rulebook itself says of a step is told, and not what would have followed from it. What a step
derives from the rulebook, such as the end of a term, is taken on to the steps after it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from admission.domain.decider import as_it_was, decide
from admission.domain.kernel import ids
from admission.domain.kernel.messages import (
    Accepted,
    Context,
    Event,
    Objection,
    Recorded,
    UnknownReferenceError,
)
from admission.domain.registers.corrections.later import derived_anew
from admission.domain.registers.rulebooks.state import SupposedShelf
from admission.domain.stages.admission.events import CellVoteHeld, GrassrootsVoteHeld
from admission.domain.stages.ballots import Matter
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.chain import quorum_of
from admission.domain.stages.evolve import evolve
from admission.domain.stages.probation.events import RecognitionVoteHeld
from admission.domain.stages.steps import StepCommand, StepEvent
from admission.domain.stages.taking_over.events import StepStated, TakenOver
from admission.domain.world import World

_VOTES: Final = (CellVoteHeld, GrassrootsVoteHeld, RecognitionVoteHeld)
_NOT_IRREGULAR: Final = "SYS-09"
"""An irregular act that would have been none."""


class Change(StrEnum):
    """What would have become of a step otherwise."""

    REFUSED = "refused"
    LATER = "later"
    NOT_CARRIED = "not-carried"
    LATE = "late"
    LET_IN = "let-in"
    CARRIED = "carried"
    IN_TIME = "in-time"


class Step(NamedTuple):
    """A fact of a path as it stands, and what was true of the act of recording it."""

    fact: Recorded
    context: Context


class Difference(NamedTuple):
    """One thing that would have become otherwise, by which rules.

    `day`: of a step that would have had to wait, the first on which it could have been taken; of
    one refused by a deadline, the last good one.
    """

    change: Change
    rules: tuple[str, ...]
    day: date | None = None


class DecidedAgain(NamedTuple):
    """A step, the unit of the candidate before it, and what would have become otherwise.

    `differences` is None where the rulebook is not in force on the day of the step.
    """

    candidate: str
    fact: Recorded
    unit: str
    differences: tuple[Difference, ...] | None


class _Judged(NamedTuple):
    """What a step comes to: the event, if there can be one, and what refuses it, by code."""

    event: Event | None
    refusing: dict[str, Objection]


def decided_again(
    world: World,
    shelf: SupposedShelf,
    candidate: str,
    path: Sequence[Step],
    asked: Callable[[date], bool],
) -> Iterator[DecidedAgain]:
    """The judged steps of a path whose day is asked for, each decided under the other rulebook.

    `path` are the facts of the candidate in their order, `world` everything around them. A step
    differs only if it does so from what it comes to now under the rulebook of its day: what was
    learnt since is held against neither.
    """
    supposed = world.supposing({ids.RULEBOOKS: shelf})
    state = Candidate(candidate)
    for at, (recorded, context) in enumerate(path):
        event, fact = recorded.event, _as_if_under(shelf, recorded)
        differences: tuple[Difference, ...] | None = None
        if _is_judged(event) and shelf.instead.rulebook.covers(event.on):
            differences = ()
            now = _judged(supposed, state, event, context)
            if now.event is None or vars(now.event) != vars(event):
                was = _judged(world, _before(candidate, path[:at]), event, context)
                differences = tuple(_differences(event, was, now, shelf))
                fact = _as_derived(state, fact, was, now)
        if _is_judged(event) and asked(event.on):
            unit = state.unit or getattr(event, "unit", "")
            yield DecidedAgain(candidate, recorded, unit, differences)
        state = evolve(state, fact)


def _is_judged(event: Event) -> bool:
    """Whether a fact is a step that was decided; what paper says of a path was not."""
    return event.COMMAND is not None and issubclass(event.COMMAND, StepCommand)


def _before(candidate: str, path: Sequence[Step]) -> Candidate:
    state = Candidate(candidate)
    for step in path:
        state = evolve(state, step.fact)
    return state


def _as_if_under(shelf: SupposedShelf, recorded: Recorded) -> Recorded:
    """A fact whose clocks run by the other rulebook, where that would have been in force."""
    book, reference, event = shelf.instead.rulebook, shelf.instead.reference, recorded.event
    if isinstance(event, TakenOver | StepStated):
        reached = tuple(
            each.model_copy(update={"rulebook": reference}) if book.covers(each.on) else each
            for each in event.reached
        )
        return recorded._replace(event=event.model_copy(update={"reached": reached}))
    if recorded.rulebook is None or not book.covers(event.on):
        return recorded
    return recorded._replace(rulebook=reference)


def _judged(world: World, state: Candidate, event: Event, context: Context) -> _Judged:
    command = event.command()
    here = world.supposing({state.id: state})
    if command is None:
        return _Judged(event, {})
    try:
        answer = decide(here, command, context)
        if isinstance(answer, Accepted):
            return _Judged(answer.events[0].event, {})
        refusing = {each.code: each for each in answer.objections}
        answer = as_it_was(here, command, context)
    except UnknownReferenceError:
        return _Judged(None, {})
    return _Judged(answer.events[0].event if isinstance(answer, Accepted) else None, refusing)


def _as_derived(state: Candidate, fact: Recorded, was: _Judged, now: _Judged) -> Recorded:
    """The fact with what it derives from the other rulebook, if the path goes on as it went."""
    if was.event is None or now.event is None:
        return fact
    read = fact._replace(event=derived_anew(fact.event, was.event, now.event))
    same = evolve(state, read).standing is evolve(state, fact).standing
    return read if same else fact


def _differences(
    stands: Event, was: _Judged, now: _Judged, shelf: SupposedShelf
) -> Iterator[Difference]:
    known = {*was.refusing, _NOT_IRREGULAR}
    new = [each for code, each in now.refusing.items() if code not in known]
    if new:
        yield _refused(new)
    old = was.event or stands
    if new or now.event is None or not isinstance(old, StepEvent):
        return
    yield from _voted(old, now.event, shelf)
    yield from _flagged(old, now.event)


def _refused(new: Sequence[Objection]) -> Difference:
    rules = tuple(each.code for each in new)
    days = [str(each.values["first"]) for each in new if "first" in each.values]
    if len(days) == len(new):
        return Difference(Change.LATER, rules, date.fromisoformat(max(days)))
    missed = [str(each.values["last"]) for each in new if "last" in each.values]
    last = date.fromisoformat(min(missed)) if len(missed) == len(new) else None
    return Difference(Change.REFUSED, rules, last)


def _flagged(old: StepEvent, new: Event) -> Iterator[Difference]:
    assert isinstance(new, StepEvent)  # noqa: S101 - for the type checker
    late = tuple(code for code in new.late if code not in old.late)
    if late:
        yield Difference(Change.LATE, late)
    if old.against_rules and not new.against_rules:
        yield Difference(Change.LET_IN, old.against_rules)
    in_time = tuple(code for code in old.late if code not in new.late)
    if in_time:
        yield Difference(Change.IN_TIME, in_time)


def _voted(old: Event, new: Event, shelf: SupposedShelf) -> Iterator[Difference]:
    """A vote that another majority would have carried, or not."""
    if not isinstance(old, _VOTES) or not isinstance(new, _VOTES) or old.carried == new.carried:
        return
    body = "grassroots" if isinstance(old, GrassrootsVoteHeld) else "cell"
    quorum = quorum_of(shelf.instead.rulebook, body, _matter(old), old.on)
    rules = (quorum.rule if quorum else "DEC-11",)
    yield Difference(Change.CARRIED if new.carried else Change.NOT_CARRIED, rules)


def _matter(vote: CellVoteHeld | GrassrootsVoteHeld | RecognitionVoteHeld) -> Matter:
    if isinstance(vote, GrassrootsVoteHeld):
        return vote.matter
    return Matter(vote.proposal) if isinstance(vote, RecognitionVoteHeld) else Matter.ADMISSION
