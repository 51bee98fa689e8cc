"""The candidacy that is shown of a person: the open one, else that which was recorded last."""

from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import timedelta
from itertools import accumulate
from typing import Final

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from admission.app.projection_file import beside
from admission.domain.decider import fold
from admission.domain.kernel.messages import Command, UnknownReferenceError
from admission.domain.registers.identity.commands import JoinPersons, PartPersons
from admission.domain.registers.people.state import Person
from admission.projections.people.queries import show_person
from tests.laws.test_laws_of_identity import OTHERS, PAIRS, Walk, recorded
from tests.laws.walks import walks
from tests.placing import examples
from tests.projections.rows import connect
from tests.stories.kit import TODAY, Store, given
from tests.stories.organisation import ANOTHER_C, ANOTHER_P, SECOND, C, P, ask

_PARTED: Final = st.sampled_from((None, (), (C,), (ANOTHER_C,)))
"""Whether they are parted again, and which candidacy then goes with the other record."""


def _tried(store: Store, commands: Iterable[Command]) -> None:
    for command in commands:
        with suppress(UnknownReferenceError):
            store.do(command)


def _shown(store: Store, person: str, as_of: str, known_at: int) -> str | None:
    """As the events of the person say that are of the day or before, and were known."""
    said = (r for r in store.streams.get(person, ()) if r.position <= known_at)
    state = fold(person, (r for r in said if r.event.on.isoformat() <= as_of))
    assert isinstance(state, Person)
    if state.joined_into:
        return None
    began = {path: store.streams[path][0].position for path in state.candidacies}
    return state.candidacy or max(began, key=began.__getitem__, default=None)


@settings(max_examples=examples(40), derandomize=True)
@for_all(walks(), st.sampled_from(OTHERS), st.integers(0, 14), PAIRS, _PARTED)
def test_on_any_day_and_at_any_position_it_is_that_of_the_persons_events(
    walk: Walk,
    other: tuple[Command, ...],
    steps: int,
    pair: tuple[str, str],
    named: tuple[str, ...] | None,
) -> None:
    """Of a record by itself, one joined to another, one kept, and two that were parted."""
    store = given(other, walk[0]).store
    records = {"person": pair[0], "other": pair[1], "second": SECOND, "on": TODAY}
    parting = () if named is None else (ask(PartPersons, **records, candidacies=named),)
    _tried(store, (*walk[1][:steps], ask(JoinPersons, **records), *walk[1][steps:], *parting))
    events = [r for person in (P, ANOTHER_P) for r in store.streams.get(person, ())]
    days = {r.event.on + timedelta(days=late) for r in events for late in (-1, 0)}
    ends = list(accumulate(len(answer.events) for _, _, answer in store.log))
    with recorded(store) as past, past.projector() as projector:
        projector.catch_up()
        with closing(connect(beside(past.path), "read")) as views:
            for day, known_at in ((d.isoformat(), at) for d in days for at in ends[-8:]):
                for person in (P, ANOTHER_P):
                    row = show_person(views, person, as_of=day, known_at=known_at)
                    shown = _shown(store, person, day, known_at)
                    assert (row.candidate if row else None) == shown
