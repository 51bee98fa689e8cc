"""What holds for every history that the commands can make."""

from typing import Final

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from admission.app.catalogue import decode, encode
from admission.domain.decider import COMMANDS, EVENTS, STAGES, decide, evolve, fold
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Accepted, Command, UnknownReferenceError
from admission.domain.registers.rulebooks.state import Shelf
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.standings import Standing
from admission.domain.stages.steps import StepCommand
from tests.golden.histories import histories
from tests.laws.walks import walks
from tests.stories.erasures import erased
from tests.stories.kit import Store, at_work, given, organisation

Walk = tuple[tuple[Command, ...], tuple[Command, ...]]
WALKS: Final = st.one_of(walks(), walks(), walks(paper=True))
_EXAMPLES: Final = settings(max_examples=150, derandomize=True)


def _walk(walk: Walk) -> Store:
    """Every step that is accepted, recorded; the others leave no trace."""
    begun, steps = walk
    store = given(begun).store
    for command in steps:
        try:
            store.do(command)
        except UnknownReferenceError:
            continue
    return store


@_EXAMPLES
@for_all(WALKS)
def test_folding_history_gives_the_live_state(walk: Walk) -> None:
    store = _walk(walk)
    for stream, history in store.streams.items():
        if stream != ids.RULEBOOKS:  # no walk adopts one, and to read them takes long
            assert fold(stream, history) == store.state(stream)


@_EXAMPLES
@for_all(WALKS)
def test_a_refusal_changes_nothing(walk: Walk) -> None:
    begun, steps = walk
    store = given(begun).store
    for command in steps:
        streams, states = dict(store.streams), dict(store.states)
        try:
            answer = store.do(command)
        except UnknownReferenceError:
            answer = None
        if not isinstance(answer, Accepted):
            assert store.streams == streams
            assert all(store.states[stream] is state for stream, state in states.items())


@_EXAMPLES
@for_all(WALKS)
def test_no_step_is_accepted_in_a_standing_that_it_does_not_name(walk: Walk) -> None:
    begun, steps = walk
    store = given(begun).store
    for command in steps:
        if not isinstance(command, StepCommand):
            store.do(command)
            continue
        standing = store.state(command.candidate).standing
        try:
            answer = store.do(command)
        except UnknownReferenceError:
            assert standing is Standing.UNKNOWN
            continue
        if isinstance(answer, Accepted):
            assert standing in command.STANDINGS
        elif standing not in command.STANDINGS:
            assert answer.codes in (("SYS-01",), ("SYS-06",))


@_EXAMPLES
@for_all(WALKS)
def test_a_command_is_rebuilt_from_its_events_and_decided_again_alike(walk: Walk) -> None:
    store = organisation()
    known = len(store.log)
    log = _walk(walk).log[known:]
    for command, context, answer in log:
        first = answer.events[0].event
        rebuilt = decode(first.TYPE, first.SCHEMA, encode(first)).command()
        assert rebuilt == command
        assert decide(store.world, rebuilt, context) == answer
        store.record(answer, context)


def test_every_command_is_rebuilt_from_its_events_and_decided_again_alike() -> None:
    """Those of the registers and the rare steps, too."""
    asked: set[str] = set()
    for told in (*(given(*told).store for told in histories()), erased().store):
        store = Store()
        for command, context, answer in told.log:
            rebuilt = answer.events[0].event.command()
            assert rebuilt == command
            assert decide(store.world, rebuilt, context) == answer
            store.record(answer, context)
            asked.add(command.NAME)
    assert asked == COMMANDS.keys()


@_EXAMPLES
@for_all(WALKS, st.data())
def test_evolve_believes_any_part_of_a_history(walk: Walk, data: st.DataObject) -> None:
    """A correction may leave out any fact: what follows it still folds."""
    store = _walk(walk)
    for stream, history in store.streams.items():
        if stream.partition("-")[0] not in ("candidate", "person"):
            continue
        left_out = data.draw(st.sets(st.integers(0, len(history) - 1), max_size=3))
        state = fold(stream, (r for at, r in enumerate(history) if at not in left_out))
        if stream.startswith("candidate"):
            open_clocks(state, store.world.rulebook)


@_EXAMPLES
@for_all(WALKS)
def test_clocks_run_from_days_that_were_reached_and_none_runs_after_the_end(walk: Walk) -> None:
    store = _walk(walk)
    calendar = store.world.working_days()
    for stream in store.streams:
        if stream.startswith("candidate"):
            state = store.state(stream)
            for clock in open_clocks(state, store.world.rulebook):
                assert clock.starts in {reached.on for reached in state.milestones.values()}
                assert clock.last_day(calendar).day >= clock.starts


@_EXAMPLES
@for_all(WALKS)
def test_a_person_has_one_open_candidacy_and_it_is_open(walk: Walk) -> None:
    store = _walk(walk)
    for stream in store.streams:
        if stream.startswith("person"):
            candidacy = store.state(stream).candidacy
            if candidacy is not None:
                state = store.state(candidacy)
                assert state.person == stream
    for stream in store.streams:
        if stream.startswith("candidate"):
            state = store.state(stream)
            is_open = store.state(state.person).candidacy == stream
            began = [r for r in store.streams[state.person] if r.event.TYPE == "membership-began"]
            assert is_open == (state.standing not in _OVER and not began)


_OVER: Final = frozenset(
    {
        Standing.LEFT_POOL,
        Standing.REFUSED,
        Standing.WITHDRAWN,
        Standing.DIED,
        Standing.CANCELLED,
        Standing.DELETED,
        Standing.MOVED_AWAY,
        Standing.OFFICIAL_MEMBER,
    }
)


def test_walks_reach_most_events_of_a_path() -> None:
    """The walks are worth something: together they take most kinds of step, late ones too."""
    seen: set[str] = set()
    flagged: set[str] = set()

    @settings(max_examples=500, derandomize=True, database=None)
    @for_all(walks())
    def look(walk: Walk) -> None:
        for history in _walk(walk).streams.values():
            for recorded in history:
                seen.add(recorded.event.TYPE)
                flagged.update(getattr(recorded.event, "late", ()))

    look()
    steps = {COMMANDS[c.NAME] for room in STAGES.values() for c in room}
    of_a_path = {name for name, kind in EVENTS.items() if kind.COMMAND in steps}
    assert len(of_a_path & seen) * 4 >= len(of_a_path) * 3, of_a_path - seen
    assert "DEC-15" in flagged


def _texts(shelf: Shelf) -> list[tuple[str, str | None, str]]:
    """A rulebook also remembers what it was asked, which is no part of it."""
    return [(a.reference, a.unit, a.rulebook.model_dump_json()) for a in shelf.adoptions]


def test_evolve_is_the_step_of_fold() -> None:
    """One event at a time gives what all at once do."""
    store = organisation()
    for stream, history in store.streams.items():
        state = fold(stream, ())
        for recorded in history:
            state = evolve(stream, state, recorded)
        if stream == ids.RULEBOOKS:
            assert _texts(state) == _texts(fold(stream, history)) == _texts(store.world.shelf())
        else:
            assert state == fold(stream, history) == store.state(stream)
    assert at_work().actor
