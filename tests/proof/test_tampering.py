"""Whatever is changed in a store behind its back is seen; long runs by `make endurance`."""

import pytest

from admission.scenarios.chance import Chance
from tests.kit.tampered_store import Target
from tests.kit.tampering import cut_tails, flip_bytes, rebuild_whole_log, tamper_by_sql
from tests.kit.tampers import TAMPERS, TAMPERS_OF_A_FILE

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
    tally = tamper_by_sql(target, Chance(f"{_SEED} {name}"), name, 1)
    assert tally.missed == ()


@pytest.mark.sqlite_only("tampering with what a file alone has")
@pytest.mark.parametrize("name", TAMPERS_OF_A_FILE)
def test_every_class_of_tampering_with_what_a_file_alone_has_is_seen(
    target: Target, name: str
) -> None:
    assert tamper_by_sql(target, Chance(f"{_SEED} {name}"), name, 1).missed == ()


@pytest.mark.sqlite_only("tampering with what a file alone has")
def test_bytes_flipped_in_the_file_are_seen_or_change_nothing(target: Target) -> None:
    assert flip_bytes(target, Chance(_SEED), 60).missed == ()


@pytest.mark.sqlite_only("tampering with what a file alone has")
def test_a_name_in_the_schema_that_is_no_text_any_more_is_not_judged(target: Target) -> None:
    """SQLite repeats it when it complains, and Python cannot decode the complaint."""
    target.put(target.whole.replace(b"CREATE TABLE events", b"CREATE \xc5ABLE events"))
    assert target.check().verdict == "cannot judge"


def test_a_log_rebuilt_whole_is_seen_by_an_older_checkpoint(target: Target) -> None:
    assert rebuild_whole_log(target, Chance(_SEED), 4).missed == ()


def test_a_tail_cut_is_seen_by_the_newest_checkpoint_or_refused_at_the_next_append(
    target: Target,
) -> None:
    assert cut_tails(target, Chance(_SEED), 6).missed == ()
