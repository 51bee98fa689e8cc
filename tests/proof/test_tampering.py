"""Whatever is changed in a store behind its back is seen; the long run is `tests.kit.tampering`."""

import pytest

from admission.scenarios.chance import Chance
from tests.kit.tampered_store import Target
from tests.kit.tampering import cut_tails, flip_bytes, rebuild_whole_log, tamper_by_sql
from tests.kit.tampers import TAMPERS

_SEED = "merkle"


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Target:
    return Target(tmp_path_factory.mktemp("target"))


def test_an_untouched_store_is_proven(target: Target) -> None:
    target.restore()
    for since in (None, target.older, target.newest):
        assert target.check(since).verdict == "proven"


@pytest.mark.parametrize("name", TAMPERS)
def test_every_class_of_tampering_is_seen_and_named(target: Target, name: str) -> None:
    """With the event and the field where it is one of an event."""
    tally = tamper_by_sql(target, Chance(f"{_SEED} {name}"), name, 2)
    assert tally.missed == ()


def test_bytes_flipped_in_the_file_are_seen_or_change_nothing(target: Target) -> None:
    assert flip_bytes(target, Chance(_SEED), 150).missed == ()


def test_a_log_rebuilt_whole_is_seen_by_an_older_checkpoint(target: Target) -> None:
    assert rebuild_whole_log(target, Chance(_SEED), 4).missed == ()


def test_a_tail_cut_is_seen_by_the_newest_checkpoint_or_refused_at_the_next_append(
    target: Target,
) -> None:
    assert cut_tails(target, Chance(_SEED), 6).missed == ()
