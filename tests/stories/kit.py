"""Given facts, when one command, then facts or refusal codes: on a store in memory.

`given(...)` takes commands, which must be accepted, and whole paths such as `ceremony_held(on=…)`;
`.when(command)` decides one more; `.records(...)`, `.accepted(...)`, `.refused(code)` look at it.
"""

# ruff: noqa: ANN401 - a story may give any field of any command
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from admission.domain.decider import decide, evolve, fold
from admission.domain.kernel.ids import derived_id
from admission.domain.kernel.messages import (
    Accepted,
    Command,
    Context,
    Entered,
    Event,
    Recorded,
    Refused,
    UnknownReferenceError,
)
from admission.domain.registers.corrections.events import Correction
from admission.domain.registers.corrections.resting import named_by
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.standings import Standing
from admission.domain.world import World
from tests.stories.organisation import CLERK, C, founding

TODAY: Final = date(2029, 12, 31)
Told = Command | Iterable[Command]
"""A command, or several in their order."""


class Store:
    """Streams of recorded events, and their states, in memory."""

    def __init__(self) -> None:
        self.streams: dict[str, tuple[Recorded, ...]] = {}
        self.states: dict[str, Any] = {}
        self.acts: dict[tuple[str, int], Entered] = {}
        self.log: tuple[tuple[Command, Context, Accepted], ...] = ()

    def copy(self) -> "Store":
        """The same facts, to go on from."""
        other = Store()
        other.streams, other.states, other.log = dict(self.streams), dict(self.states), self.log
        other.acts = dict(self.acts)
        return other

    def state(self, stream: str) -> Any:
        """The state of a stream as it stands."""
        if stream not in self.states:
            self.states[stream] = fold(stream, ())
        return self.states[stream]

    @property
    def world(self) -> World:
        """What decisions look at."""
        return World(self.state, lambda stream: len(self.streams.get(stream, ())), self, derived_id)

    def history(self, stream: str) -> tuple[Recorded, ...]:
        """Every event of a stream."""
        return self.streams.get(stream, ())

    def entered(self, stream: str, version: int) -> Entered:
        """How an event came in."""
        return self.acts[stream, version]

    def resting_on(self, things: Sequence[str]) -> tuple[str, ...]:
        """The candidates whose steps name any of these things."""
        return tuple(
            stream
            for stream, history in self.streams.items()
            if any(not set(things).isdisjoint(named_by(each.event)) for each in history)
        )

    def record(self, accepted: Accepted, context: Context | None = None) -> None:
        """Append the events of an accepted command."""
        context = context or at_work()
        places = []
        for stream, event in accepted.events:
            position = sum(map(len, self.streams.values())) + 1
            before = self.streams.get(stream, ())
            recorded = Recorded(event, accepted.rulebook, position, len(before) + 1)
            self.streams[stream] = (*before, recorded)
            if isinstance(event, Correction):
                self.states[stream] = fold(stream, self.streams[stream])
            else:
                self.states[stream] = evolve(stream, self.state(stream), recorded)
            places.append((stream, recorded.version))
        subject = accepted.subject
        act = Entered(context.actor, context.today, subject, tuple(places))
        self.acts.update(dict.fromkeys(places, act))

    def do(self, command: Command, context: Context | None = None) -> Accepted | Refused:
        """Decide a command, and record what it comes to."""
        context = context or at_work()
        answer = decide(self.world, command, context)
        if isinstance(answer, Accepted):
            self.record(answer, context)
            self.log = (*self.log, (command, context, answer))
        return answer


def at_work(today: date | str = TODAY, actor: str = CLERK) -> Context:
    """The circumstances of an act of recording."""
    day = today if isinstance(today, date) else date.fromisoformat(today)
    return Context(today=day, actor=actor)


@lru_cache(maxsize=1)
def _organisation() -> Store:
    store = Store()
    for command in founding():
        _must(store, command)
    return store


def organisation() -> Store:
    """A store that holds the ready-made organisation."""
    return _organisation().copy()


def _must(store: Store, command: Command) -> None:
    answer = store.do(command)
    assert isinstance(answer, Accepted), f"{command.NAME} of {command.on}: {answer}"


def _flat(told: Iterable[Told]) -> Iterator[Command]:
    for each in told:
        if isinstance(each, Command):
            yield each
        else:
            yield from each


class Story:
    """What is given: a store in which things have happened."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def and_(self, *told: Told) -> "Story":
        """The same story, and then these, which are accepted."""
        store = self.store.copy()
        for command in _flat(told):
            _must(store, command)
        return Story(store)

    def when(self, told: Told, *, today: date | str = TODAY, actor: str = CLERK) -> "Outcome":
        """The last of these is asked for; those before it are given."""
        *before, command = _flat((told,))
        story = self.and_(*before)
        context = at_work(today, actor)
        try:
            answer: Accepted | Refused | UnknownReferenceError = decide(
                story.store.world, command, context
            )
        except UnknownReferenceError as unknown:
            answer = unknown
        return Outcome(story.store, command, answer, context)

    def candidate(self, candidate: str = C) -> Candidate:
        """The candidate as the story leaves it."""
        state: Candidate = self.store.state(candidate)
        return state


def given(*told: Told) -> Story:
    """A story in the ready-made organisation in which these have happened."""
    return Story(organisation()).and_(*told)


class Outcome:
    """What became of a command."""

    def __init__(
        self,
        store: Store,
        command: Command,
        answer: Accepted | Refused | UnknownReferenceError,
        context: Context,
    ) -> None:
        self.store = store
        self.command = command
        self.answer = answer
        self.context = context

    @property
    def event(self) -> Event:
        """The first of the events recorded."""
        assert isinstance(self.answer, Accepted), self.answer
        return self.answer.events[0].event

    def accepted(self, late: tuple[str, ...] = (), against: tuple[str, ...] = ()) -> "Outcome":
        """It was accepted, with these flags and no others."""
        event = self.event
        assert getattr(event, "late", ()) == late, event
        assert getattr(event, "against_rules", ()) == against, event
        return self

    def records(self, event_type: str = "", **fields: Any) -> "Outcome":
        """It was accepted, as an event of this type with these fields."""
        event = self.event
        assert event_type in ("", event.TYPE)
        assert {name: getattr(event, name) for name in fields} == fields
        return self

    def refused(self, code: str) -> "Outcome":
        """It was refused, this rule among the reasons."""
        assert isinstance(self.answer, Refused), f"{code} does not object: {self.answer}"
        assert code in self.answer.codes, self.answer
        return self

    def refused_only(self, *codes: str) -> "Outcome":
        """It was refused by these rules, and no others."""
        assert isinstance(self.answer, Refused), self.answer
        assert self.answer.codes == codes, self.answer
        return self

    def late(self, code: str) -> "Outcome":
        """It was accepted, flagged as late by this rule."""
        assert code in getattr(self.event, "late", ()), self.event
        return self

    def not_carried(self, code: str) -> "Outcome":
        """It was accepted as a fact, but by this rule there is no resolution."""
        assert getattr(self.event, "carried", None) is False, code
        return self

    def carried(self) -> "Outcome":
        """It was accepted, and there is a resolution."""
        assert getattr(self.event, "carried", None) is True, self.event
        return self

    def unknown(self, stream: str) -> None:
        """It names something that is not in the store."""
        assert isinstance(self.answer, UnknownReferenceError), self.answer
        assert self.answer.stream == stream

    def leaves(self, standing: Standing, candidate: str = C) -> Story:
        """It was accepted, and the candidate then stands so; the story may go on."""
        story = self.then()
        assert story.candidate(candidate).standing is standing
        return story

    def then(self) -> Story:
        """The story goes on from what was recorded."""
        assert isinstance(self.answer, Accepted), self.answer
        store = self.store.copy()
        store.record(self.answer, self.context)
        return Story(store)
