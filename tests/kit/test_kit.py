"""Short runs of the kit: nothing that was acknowledged is lost, whatever befalls it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from admission.app import handling
from tests.kit import (
    backups,
    drill,
    erasing_in_time,
    erasures,
    full_disk,
    jumping_clock,
    kills,
    lost_answers,
    model_runs,
    outside_log,
    power_cut,
    races,
)
from tests.kit.figures import Figure

SEED = 20240301


@pytest.mark.sqlite_only("the file layer and the recorder of a file")
@pytest.mark.parametrize(
    "found",
    [
        pytest.param(lambda: power_cut.run(200, SEED), id="power cuts"),
        pytest.param(lambda: full_disk.run(10, SEED), id="full disks"),
        pytest.param(lambda: lost_answers.run(50, SEED), id="lost answers"),
        pytest.param(lambda: kills.run(10, SEED), id="a writer killed"),
        pytest.param(lambda: kills.run(8, SEED, writers=4), id="four writers killed"),
        pytest.param(lambda: races.run(100, SEED, programs=3), id="races"),
        pytest.param(lambda: backups.run(3, SEED), id="backups under load"),
        pytest.param(lambda: model_runs.run(200, SEED), id="commands beside a twin"),
    ],
)
def test_nothing_acknowledged_is_lost_and_nothing_doubled(found: Callable[[], Figure]) -> None:
    figure = found()
    assert figure.times
    assert not figure.failed, figure


def test_the_clock_may_jump_and_nothing_is_lost_or_doubled() -> None:
    figure = jumping_clock.run(100, SEED)
    assert figure.times
    assert not figure.failed, figure


@pytest.mark.sqlite_only("the file layer and the recorder of a file")
def test_without_full_syncing_the_power_cuts_lose_acknowledged_work() -> None:
    """The tool can see what it looks for."""
    figure = power_cut.run(100, SEED, synchronous=1)
    assert figure.failures["acknowledged work lost"] > 0


@pytest.mark.sqlite_only("the file layer and the recorder of a file")
def test_without_any_syncing_the_power_cuts_damage_files() -> None:
    assert power_cut.run(100, SEED, synchronous=0).failures["file damaged"] > 0


@pytest.mark.sqlite_only("the file layer and the recorder of a file")
def test_the_twin_sees_a_skew_that_is_recorded_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tool can see what it looks for."""
    monkeypatch.setattr(handling, "is_told", lambda moment, _: not moment.set_back_to)
    assert model_runs.run(1_000, SEED, shrink=False).failed


def test_jumps_of_the_clock_show_a_skew_that_is_recorded_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The tool can see what it looks for."""
    monkeypatch.setattr(handling, "is_told", lambda moment, _: not moment.set_back_to)
    assert jumping_clock.run(100, SEED).failures["skew not recorded, or twice"]


def test_of_who_was_erased_nothing_is_left_and_nothing_comes_back() -> None:
    for figure in erasures.run(6, SEED):
        assert figure.times
        assert not figure.failed, figure


@pytest.mark.sqlite_only("a backup of files; a server has its own means")
def test_nobody_is_readable_fourteen_days_after_asking_to_be_erased() -> None:
    figure = erasing_in_time.run(3, SEED, days=18)
    assert not figure.failed, figure


@pytest.mark.sqlite_only("a backup of files; a server has its own means")
def test_whoever_is_erased_stays_readable_as_long_as_backups_of_the_keys_are_kept() -> None:
    """The tool can see what it looks for."""
    figure = erasing_in_time.run(1, SEED, days=18, destroying=False)
    assert figure.failures["readable after 14 days"] == 1


@pytest.mark.sqlite_only("a backup of files; a server has its own means")
def test_a_store_is_restored_whole_and_an_older_one_is_noticed() -> None:
    figure = drill.run(300, 1, SEED, scenario="hoa-lu-2024-q1")
    assert figure.times
    assert not figure.failed, figure


def test_without_go_it_is_said_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(outside_log.MissingGo, match="apt-get install"):
        outside_log.build(tmp_path)
