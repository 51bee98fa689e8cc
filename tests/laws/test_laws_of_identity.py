"""Joined and parted again gives back the first state, whatever happened in between."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import assume, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from admission.app.catalogue import decode, encode
from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.domain.decider import decide, fold
from admission.domain.kernel.messages import Accepted, Command, UnknownReferenceError
from admission.domain.registers.identity.commands import JoinPersons, PartPersons
from admission.domain.registers.identity.state import evolve
from admission.domain.registers.movements.commands import Arrive, Depart, EndMembership
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.people.state import Person
from admission.domain.stages.awareness.commands import EnterPool
from admission.domain.stages.membership import commands as m
from admission.domain.stages.standings import OPEN
from admission.projections.balance.queries import balance
from admission.projections.due.queries import list_due
from admission.projections.milestones.queries import list_milestones
from admission.projections.movements.queries import members_by_name
from admission.projections.people.queries import find_people, show_person
from admission.projections.pipeline.queries import list_status
from tests.laws.walks import walks
from tests.placing import examples
from tests.projections.histories import History
from tests.projections.rows import connect, rows_of
from tests.stories.kit import TODAY, Store, given
from tests.stories.organisation import ANOTHER_C, ANOTHER_P, CELL, PLACES, SECOND, USUAL, C, P, ask
from tests.stories.paths import entry, recognised
from tests.stories.test_taking_over import taken

Walk = tuple[tuple[Command, ...], tuple[Command, ...]]
_EXAMPLES: Final = settings(max_examples=100, derandomize=True)
_STREAMS: Final = (P, ANOTHER_P, C, ANOTHER_C)
_ENTERED: Final = entry("2017-01-05", person=ANOTHER_P, candidate=ANOTHER_C)
_MEMBER: Final = ask(
    RegisterMember, person=ANOTHER_P, cell=CELL, official_on="2010-05-19", on="2016-01-01"
)
_NO_DAY: Final = ask(RegisterMember, person=ANOTHER_P, cell=CELL, on=TODAY)
_CAME: Final = {"person": ANOTHER_P, "cell": CELL, "from_place": "x"}
_ARRIVED: Final = ask(
    Arrive, **_CAME, standing="official", official_on="2010-05-19", on="2016-11-10"
)
_DEPARTED: Final = ask(Depart, person=ANOTHER_P, to_place="x", on="2017-01-03")
_TAKEN: Final = {"person": ANOTHER_P, "candidate": ANOTHER_C}
OTHERS: Final[tuple[tuple[Command, ...], ...]] = (
    (),
    (_ENTERED,),
    (_ENTERED, ask(m.Withdraw, candidate=ANOTHER_C, on="2017-03-05")),
    (_ENTERED, ask(m.RecordDeath, candidate=ANOTHER_C, on="2017-03-05")),
    (_MEMBER,),
    tuple(recognised("2019-01-20", person=ANOTHER_P, candidate=ANOTHER_C)),
    (_ARRIVED,),
    (_MEMBER, _DEPARTED),
    (_ARRIVED, _DEPARTED),
    (_ARRIVED, ask(EndMembership, person=ANOTHER_P, ground="died", on="2017-01-03")),
    (_NO_DAY,),
    (taken("in-pool", "2017-01-05", **_TAKEN, dates={"pool-entered": "2016"}),),
    (taken("official-member", "2017-01-05", **_TAKEN, dates={"recognised": "2016-05"}),),
    (
        ask(Arrive, **_CAME, standing="probation", ceremony_on="2016-03-03", on="2016-11-10"),
        taken("on-probation", "2017-01-05", **_TAKEN, dates={"ceremony-held": "2016-03-03"}),
    ),
)
"""What the other record may have behind it."""
ENDS: Final[tuple[tuple[Command, ...], ...]] = (
    (),
    (ask(m.Withdraw, on=TODAY), ask(m.CancelDecision, body=USUAL.authority, on=TODAY)),
    (ask(m.RecordDeath, candidate=ANOTHER_C, on=TODAY),),
)
"""How a candidacy may end while the records are joined."""
PAIRS: Final = st.sampled_from(((P, ANOTHER_P), (ANOTHER_P, P)))


def _begun(walk: Walk, other: tuple[Command, ...], steps: int) -> Store:
    """The other's history, the path, and the first of the steps that were tried on it."""
    begun, tried = walk
    store = given(other, begun).store
    for command in tried[:steps]:
        _tried(store, command)
    return store


def _tried(store: Store, command: Command) -> bool:
    try:
        return isinstance(store.do(command), Accepted)
    except UnknownReferenceError:
        return False


def _join(store: Store, kept: str, other: str) -> bool:
    """Whether they are joined, on the first day on which they may be."""
    on = max(store.state(candidate).since for candidate in (C, ANOTHER_C))
    named = {"person": kept, "other": other, "second": SECOND}
    return _tried(store, ask(JoinPersons, **named, on=max(on, date(2017, 1, 5))))


def _part(store: Store, kept: str, other: str) -> None:
    named = {"person": kept, "other": other, "second": SECOND}
    assert _tried(store, ask(PartPersons, **named, on=TODAY))


def _states(store: Store) -> dict[str, Any]:
    return {stream: store.state(stream) for stream in _STREAMS}


@_EXAMPLES
@for_all(walks(), st.sampled_from(OTHERS), st.integers(0, 14), PAIRS)
def test_joined_and_parted_again_gives_back_the_first_state(
    walk: Walk, other: tuple[Command, ...], steps: int, pair: tuple[str, str]
) -> None:
    """Of both people and of all their candidacies; a refusal leaves it as it was."""
    store = _begun(walk, other, steps)
    first = _states(store)
    if _join(store, *pair):
        assert _states(store) != first
        assert {store.state(c).person for c in (C, ANOTHER_C)} <= {pair[0], ""}
        _part(store, *pair)
    assert _states(store) == first


@_EXAMPLES
@for_all(walks(), st.sampled_from(OTHERS), st.sampled_from(ENDS), PAIRS)
def test_steps_taken_while_joined_are_as_if_they_had_never_been_joined(
    walk: Walk, other: tuple[Command, ...], ends: tuple[Command, ...], pair: tuple[str, str]
) -> None:
    """What was accepted of one candidacy stays with it, and with whose it is."""
    store = _begun(walk, other, 0)
    apart = store.copy()
    assume(_join(store, *pair))
    for command in (*walk[1], *ends):
        if not isinstance(command, EnterPool) and _tried(store, command):
            assert _tried(apart, command)
    _part(store, *pair)
    assert _states(store) == _states(apart)


@_EXAMPLES
@for_all(walks(), st.sampled_from(OTHERS), PAIRS)
def test_a_joined_person_is_rebuilt_and_has_one_open_candidacy(
    walk: Walk, other: tuple[Command, ...], pair: tuple[str, str]
) -> None:
    """Folding gives the live state; every command is decided again alike, in either name."""
    store = _begun(walk, other, 0)
    assume(_join(store, *pair))
    known = len(store.log) - 1
    for command in walk[1]:
        _tried(store, command)
    again = given(other, walk[0]).store
    for command, context, answer in store.log[known:]:
        first = answer.events[0].event
        rebuilt = decode(first.TYPE, first.SCHEMA, encode(first)).command()
        assert rebuilt == command
        assert decide(again.world, rebuilt, context) == answer
        again.record(answer)
    for stream in _STREAMS:
        assert fold(stream, store.streams.get(stream, ())) == store.state(stream)
    kept = store.world.person(pair[1])
    assert kept.id == pair[0]
    opened = [c for c in (C, ANOTHER_C) if store.state(c).standing in OPEN]
    assert len(opened) <= 1
    assert kept.candidacy in (*opened, None)
    assert all(store.state(c).person in (pair[0], "") for c in (C, ANOTHER_C))


@_EXAMPLES
@for_all(walks(), st.sampled_from(OTHERS), PAIRS, st.data())
def test_evolve_believes_any_part_of_a_joined_persons_history(
    walk: Walk, other: tuple[Command, ...], pair: tuple[str, str], data: st.DataObject
) -> None:
    """A correction may leave out the joining, or the parting, or what came before."""
    store = _begun(walk, other, 0)
    assume(_join(store, *pair))
    for command in walk[1]:
        _tried(store, command)
    _part(store, *pair)
    for stream in (P, ANOTHER_P):
        history = store.streams[stream]
        left_out = data.draw(st.sets(st.integers(0, len(history) - 1), max_size=3))
        state = Person(stream)
        for at, recorded in enumerate(history):
            state = state if at in left_out else evolve(state, recorded)
        assert state.id == stream


def test_a_joining_whose_parting_is_left_out_counts_once() -> None:
    """On a day between the two, where records were joined a second time from an earlier day."""
    named = {"person": P, "other": ANOTHER_P, "second": SECOND}
    join, part = (ask(kind, **named, on=TODAY) for kind in (JoinPersons, PartPersons))
    history = given(_ENTERED, join, part, join).store.streams[P]
    state = fold(P, (each for each in history if each.event.TYPE != "persons-parted"))
    assert state == fold(P, history)
    assert (state.ids, state.candidacies) == ((P, ANOTHER_P), (ANOTHER_C,))


@contextmanager
def recorded(store: Store) -> Iterator[History]:
    """All that was recorded, in a file."""
    with TemporaryDirectory() as folder, History(Path(folder) / "law.db") as past:
        with past.recorder.writing():
            for _, _, answer in store.log:
                past.write(*answer.events, rulebook=answer.rulebook)
        yield past


def _members(views: Connection, **moment: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """The members of all units, and what came and went in each year."""
    years = ("2009", "2010", "2016", "2017", "2018", "2019", "2020", "2029")
    spans: list[dict[str, Any]] = [
        {"first": f"{year}-01-01", "last": f"{year}-12-31"} for year in years
    ]
    return tuple(balance(views, **span, **moment) for span in spans)


@settings(max_examples=examples(20), derandomize=True)
@for_all(walks(), st.sampled_from(OTHERS), PAIRS)
def test_every_member_counts_once(
    walk: Walk, other: tuple[Command, ...], pair: tuple[str, str]
) -> None:
    """In one record or two, and in two again when they are parted; steps done again aside."""
    tried = tuple(step for step in walk[1] if not isinstance(step, m.OrderRedo))
    store = _begun((walk[0], tried), other, 14)
    assume(_join(store, *pair))
    joined, members_joined = sum(len(answer.events) for _, _, answer in store.log), _count(store)
    _part(store, *pair)
    with recorded(store) as past, past.projector() as projector:
        projector.catch_up()
        with closing(connect(beside(past.path), "read")) as views:
            for known_at, members in ((joined, members_joined), (None, _count(store))):
                moment: dict[str, Any] = {"as_of": "2029-12-31", "known_at": known_at}
                found = members_by_name(views, "2029-12-31", _CELLS, **moment)
                assert sum(found.values()) == members


_CELLS: Final = frozenset(at.cell for at in PLACES)


def _count(store: Store) -> int:
    """How many are members, or on the probation of a path."""
    people = {store.world.person(stream) for stream in store.streams if "person-" in stream}
    return sum(_is_counted(store, person) for person in people)


def _is_counted(store: Store, person: Person) -> bool:
    open_path = store.state(person.candidacy) if person.candidacy else None
    return person.is_member or bool(open_path and open_path.day("ceremony-held"))


@settings(max_examples=examples(12), derandomize=True)
@for_all(walks(), st.sampled_from(OTHERS), st.integers(0, 14), PAIRS)
def test_rows_are_asked_as_they_were_before_joining_and_parting(
    walk: Walk, other: tuple[Command, ...], steps: int, pair: tuple[str, str]
) -> None:
    """And built anew they are those of the live loop."""
    store = _begun(walk, other, steps)
    before = sum(len(answer.events) for _, _, answer in store.log)
    assume(_join(store, *pair))
    _part(store, *pair)
    with recorded(store) as past, past.projector() as projector:
        projector.catch_up()
        assert projector.quarantined() == []
        live = rows_of(projector.path)
        with closing(connect(beside(past.path), "read")) as views:
            now: dict[str, Any] = {"as_of": "2029-12-31", "known_at": None}
            then: dict[str, Any] = {"as_of": "2029-12-31", "known_at": before}
            assert list_status(views, **now) == list_status(views, **then)
            assert list_milestones(views, **now) == list_milestones(views, **then)
            assert list_due(views, **now) == list_due(views, **then)
            assert _members(views, **now) == _members(views, **then)
            assert find_people(views, "dang", **now) == find_people(views, "dang", **then)
            for person in (P, ANOTHER_P):
                assert show_person(views, person, **now) == show_person(views, person, **then)
        projector.rebuild()
        assert rows_of(projector.path) == live
