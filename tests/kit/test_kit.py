"""Short runs of the kit: nothing that was acknowledged is lost, whatever befalls it."""

from collections.abc import Callable

import pytest

from tests.kit import full_disk, kills, lost_answers, power_cut, races
from tests.kit.figures import Figure

SEED = 20240301


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(lambda: power_cut.run(200, SEED), id="power cuts"),
        pytest.param(lambda: full_disk.run(10, SEED), id="full disks"),
        pytest.param(lambda: lost_answers.run(50, SEED), id="lost answers"),
        pytest.param(lambda: kills.run(10, SEED), id="a writer killed"),
        pytest.param(lambda: kills.run(8, SEED, writers=4), id="four writers killed"),
        pytest.param(lambda: races.run(100, SEED, programs=3), id="races"),
    ],
)
def test_nothing_acknowledged_is_lost_and_nothing_doubled(found: Callable[[], Figure]) -> None:
    figure = found()
    assert figure.times
    assert not figure.failed, figure


def test_without_full_syncing_the_power_cuts_lose_acknowledged_work() -> None:
    """The tool can see what it looks for."""
    figure = power_cut.run(100, SEED, synchronous=1)
    assert figure.failures["acknowledged work lost"] > 0


def test_without_any_syncing_the_power_cuts_damage_files() -> None:
    assert power_cut.run(100, SEED, synchronous=0).failures["file damaged"] > 0
