"""While two writers work, the leader of a trio is handed over, then dies: nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import run
from tests.cluster.trio import Trio
from tests.cluster.writers import Outcome, outcome_of

pytestmark = pytest.mark.cluster

Told = Callable[[str, Outcome], None]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Say what was measured, past the capture."""

    def say(what: str, outcome: Outcome) -> None:
        with capsys.disabled():
            print(f"\n{what}: {outcome}")  # noqa: T201 - the figures of docs/benchmarks.md

    return say


def test_a_switchover_loses_and_doubles_nothing(trio: Trio, store: Path, told: Told) -> None:
    trio.until_whole()
    outcome = outcome_of(store, trio.switchover)
    told("switchover", outcome)
    assert outcome.acknowledged > 20
    assert outcome.failed == 0
    proven(store)


def test_a_node_that_dies_loses_and_doubles_nothing(trio: Trio, store: Path, told: Told) -> None:
    """It comes back as a standby, with the history of the others."""
    dead = trio.until_whole()

    def dies() -> None:
        trio.crash(dead)
        trio.until_led_by_another_than(dead)

    try:
        outcome = outcome_of(store, dies)
    finally:
        trio.start(dead)
    told("node crash", outcome)
    assert outcome.acknowledged > 20
    assert outcome.failed == 0
    assert trio.until_whole() != dead
    proven(store)


def proven(store: Path) -> None:
    """Every event is the one that the log holds, and the rows are what the events say."""
    assert run(["--db", str(store), "audit", "verify"]) == 0
    assert run(["--db", str(store), "projections", "verify"]) == 0
