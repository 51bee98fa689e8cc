"""Who emits and who reads an event is found in the code, and no event is without either."""

import pytest

from admission.domain.decider import EVENTS, REGISTERS, STAGES
from tests.house.event_uses import emitters_of, folds_of, projections_of

ROOMS = {f"stages/{name}" for name in STAGES} | {f"registers/{name}" for name in REGISTERS}


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_event_is_emitted_in_some_room_and_folded_in_some(name: str) -> None:
    emitted, folded = emitters_of(EVENTS[name]), folds_of(EVENTS[name])
    assert emitted
    assert set(emitted) <= ROOMS
    assert folded
    assert set(folded) <= ROOMS | {"stages/evolve"}


def test_an_event_beside_another_is_emitted_where_it_is_made() -> None:
    kind = EVENTS["candidacy-opened"]
    assert emitters_of(kind) == ["stages/awareness", "stages/taking_over"]
    assert folds_of(kind) == ["registers/identity", "registers/people"]
    assert projections_of(kind) == ["timeline"]


def test_what_several_rooms_share_is_emitted_by_those_that_use_it() -> None:
    assert "registers/reviews" in emitters_of(EVENTS["steps-held"])
    assert "stages/membership" in emitters_of(EVENTS["candidacy-closed"])


def test_an_event_that_no_state_names_is_folded_with_its_stream() -> None:
    assert folds_of(EVENTS["target-withdrawn"]) == ["registers/targets"]
