"""What holds for every correction of every history that the commands can make."""

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from admission.app.catalogue import decode, encode
from admission.domain.decider import decide, fold
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Accepted, Command, UnknownReferenceError
from admission.domain.registers.corrections.commands import AnnulFact, CorrectFact
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.registers.meetings.commands import HoldMeeting
from admission.domain.registers.people.commands import RegisterMember, RegisterPerson
from admission.domain.stages.admission.events import CellVoteHeld
from tests.laws.walks import walks
from tests.stories.kit import Store, at_work, given
from tests.stories.organisation import ANOTHER_C, GUIDE, INTRODUCER, SECOND, C, P, ask

Walk = tuple[tuple[Command, ...], tuple[Command, ...]]
_EXAMPLES: Final = settings(max_examples=100, derandomize=True, deadline=None)
_TRIES: Final = 4
_TOO_YOUNG: Final = date(2014, 2, 28)


def _walked(walk: Walk) -> Store:
    begun, steps = walk
    store = given(begun).store
    for command in steps:
        try:
            store.do(command)
        except UnknownReferenceError:
            continue
    return store


def _corrections(store: Store, data: st.DataObject) -> list[Command]:
    """One of what a candidate, a person, a meeting has: annulled, moved, or otherwise."""
    meetings = sorted(stream for stream in store.streams if ids.kind_of(stream) == "meeting")
    paths = [stream for stream in (C, C, C, ANOTHER_C, P, P) if stream in store.streams]
    streams = (*paths, INTRODUCER, GUIDE, *meetings[-2:])
    stream = data.draw(st.sampled_from(streams))
    place = data.draw(st.integers(1, len(store.streams[stream])))
    said = {"about": stream, "fact": place, "second": SECOND, "on": "2029-01-01"}
    command = store.streams[stream][place - 1].event.command()
    found: list[Command] = [ask(AnnulFact, **said)]
    if command is not None and not isinstance(command, AnnulFact | CorrectFact):
        days = data.draw(st.integers(-40, 40))
        moved = command.model_copy(update={"on": command.on + timedelta(days=days)})
        found.append(ask(CorrectFact, **said, replacement=moved))
    if isinstance(command, RegisterPerson):
        found += [_born_otherwise(command, data)] * 3
    if isinstance(command, RegisterMember | HoldMeeting):
        found += [ask(CorrectFact, **said, replacement=_otherwise(command, data))] * 3
    return found


def _otherwise(command: RegisterMember | HoldMeeting, data: st.DataObject) -> Command:
    """A member of another day, perhaps after all that is told; a body of more who were away."""
    if isinstance(command, RegisterMember):
        day = data.draw(st.sampled_from((date(2028, 1, 1), date(2015, 6, 1))))
        return command.model_copy(update={"official_on": day.isoformat(), "on": day})
    summoned = command.roll.summoned + data.draw(st.integers(0, 20))
    return command.model_copy(
        update={"roll": command.roll.model_copy(update={"summoned": summoned})}
    )


def _born_otherwise(command: RegisterPerson, data: st.DataObject) -> Command:
    """Too young for every walk, or too old, or unknown; a citizen or not."""
    known: dict[str, Any] = {
        "born": data.draw(st.sampled_from((_TOO_YOUNG, date(1930, 1, 1), None))),
        "citizen": data.draw(st.sampled_from((True, False, None))),
        "on": date(2016, 1, 1),
    }
    right = command.model_copy(update=known)
    said = {"about": command.person, "fact": 1, "second": SECOND, "on": "2029-01-01"}
    return ask(CorrectFact, **said, replacement=right)


def _taken_back(store: Store, stream: str) -> Command:
    place = len(store.streams[stream])
    while store.streams[stream][place - 1].event.COMMAND is None:
        place -= 1
    return ask(AnnulFact, about=stream, fact=place, second=SECOND, on="2029-01-02")


@_EXAMPLES
@for_all(walks(), st.data())
def test_a_correction_taken_back_leaves_every_state_as_it_was(
    walk: Walk, data: st.DataObject
) -> None:
    store = _walked(walk)
    for _ in range(_TRIES):
        command = data.draw(st.sampled_from(_corrections(store, data)))
        before = {stream: store.state(stream) for stream in store.streams}
        if not isinstance(store.do(command), Accepted):
            continue
        for stream, history in store.streams.items():
            if stream != ids.RULEBOOKS:
                assert fold(stream, history) == store.state(stream)
        if data.draw(st.booleans()):
            continue  # it stays, and others come on top of it
        back = store.do(_taken_back(store, command.stream))
        assert isinstance(back, Accepted), back
        for stream, state in before.items():
            assert store.state(stream) == state, stream


@_EXAMPLES
@for_all(walks(), st.data())
def test_of_a_birth_corrected_and_corrected_back_nothing_is_left(
    walk: Walk, data: st.DataObject
) -> None:
    """The steps that rest on it are flagged, and are not any more."""
    store = _walked(walk)
    registered = store.streams[P][0].event.command()
    assert isinstance(registered, RegisterPerson)
    before = {stream: store.state(stream) for stream in store.streams}
    wrong = _born_otherwise(registered, data)
    assert isinstance(store.do(wrong), Accepted)
    if store.state(P).born == _TOO_YOUNG:
        for each in as_they_stand(store.streams[C]):
            if isinstance(each.event, CellVoteHeld):
                assert "ELG-01" in each.event.against_rules
    back = ask(CorrectFact, about=P, fact=1, replacement=registered, second=SECOND, on="2029-01-02")
    assert isinstance(store.do(back), Accepted)
    for stream, state in before.items():
        assert store.state(stream) == state, stream


@_EXAMPLES
@for_all(walks(), st.data())
def test_a_correction_is_rebuilt_and_decided_again_alike(walk: Walk, data: st.DataObject) -> None:
    store = _walked(walk)
    for _ in range(_TRIES):
        command = data.draw(st.sampled_from(_corrections(store, data)))
        answer = decide(store.world, command, at_work())
        if not isinstance(answer, Accepted):
            continue
        first = answer.events[0].event
        rebuilt = decode(first.TYPE, first.SCHEMA, encode(first)).command()
        assert rebuilt == command
        assert rebuilt is not None
        assert decide(store.world, rebuilt, at_work()) == answer
        store.record(answer, at_work())
