"""A clock that jumps: order, replay and verify are as ever, and each setting back is recorded."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from admission.domain.kernel.ids import STORE
from tests.app.clocks import NOON, Clock, clerk_by, opened
from tests.app.organisation import DAY, Clerk, command

TEN_YEARS = timedelta(days=3653)
Misuse = Callable[[Clock], None]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def skews(clerk: Clerk) -> list[dict[str, Any]]:
    rows = clerk.admission.recorder.stream_rows(STORE)
    return [json.loads(row.state) for row in rows if row.type == "skew-recorded"]


def test_a_clock_that_was_set_back_is_recorded_once(store: Path) -> None:
    """Before the first record made after it, with both times; and not again while it is behind."""
    clock = Clock()
    with clerk_by(store, clock) as clerk:
        clerk.person()
        (newest,) = clerk.admission.recorder.log_rows(clerk.admission.recorder.head() - 1, 1)
        clock.move(hours=-1)
        for _ in range(3):
            clerk.person()
        (skew,) = skews(clerk)
        times = [row.recorded_at for row in clerk.admission.recorder.iterate()]
    assert skew["last"] == newest.recorded_at
    assert skew["clock"] == "2025-07-15T04:00:03.000000Z"
    assert times == sorted(times)


def test_it_is_recorded_once_also_over_the_opening_of_the_store(store: Path) -> None:
    clock = Clock()
    with clerk_by(store, clock) as clerk:
        clock.move(days=-2)
        clerk.person()
    with clerk_by(store, clock) as clerk:
        clerk.person()
        assert len(skews(clerk)) == 1


def test_a_clock_that_is_set_back_again_is_recorded_again(store: Path) -> None:
    """Whether it caught up in between, or was still behind."""
    clock = Clock()
    with clerk_by(store, clock) as clerk:
        clock.move(hours=-1)
        clerk.person()
        clock.move(minutes=-10)
        clerk.person()
        assert len(skews(clerk)) == 2
        clock.move(hours=3)
        clerk.person()
        clock.move(hours=-1)
        clerk.person()
        assert len(skews(clerk)) == 3


@pytest.mark.parametrize("seconds", [3, 4])
def test_a_clock_that_is_put_right_by_seconds_is_not(store: Path, seconds: int) -> None:
    clock = Clock()
    with clerk_by(store, clock) as clerk:
        clerk.person()
        clock.move(seconds=-seconds)
        clerk.person()
        assert not skews(clerk)


def test_in_a_batch_it_stands_before_the_command_that_noticed(store: Path) -> None:
    clock = Clock()
    with clerk_by(store, clock) as clerk:
        first = command("register-person", person=clerk.new("person"), on=DAY, name="Lê Một")
        second = command("register-person", person=clerk.new("person"), on=DAY, name="Lê Hai")
        clock.move(hours=-1)
        answers = list(
            clerk.admission.handle_many([(each, clerk.act()) for each in (first, second)])
        )
        (skew,) = [row for row in clerk.admission.recorder.iterate() if row.type == "skew-recorded"]
    assert answers[0].positions == (skew.position + 1,)
    assert answers[1].positions == (skew.position + 2,)


def test_a_rehearsal_records_no_skew(store: Path) -> None:
    clock = Clock()
    with clerk_by(store, clock) as clerk:
        item = command("register-person", person=clerk.new("person"), on=DAY, name="Lê Một")
        clock.move(hours=-1)
        clerk.admission.rehearse([(item, clerk.act())])
        assert not skews(clerk)


def test_of_two_programs_one_records_it(store: Path) -> None:
    clock = Clock()
    with clerk_by(store, clock) as clerk, opened(store, clock) as other:
        clock.move(hours=-1)
        clerk.person()
        item = command("register-person", person=clerk.new("person"), on=DAY, name="Lê Một")
        assert other.handle(item, clerk.act()).outcome == "done"
        assert len(skews(clerk)) == 1


def ahead(clock: Clock) -> None:
    clock.at += TEN_YEARS


def behind(clock: Clock) -> None:
    clock.at -= TEN_YEARS


def frozen(clock: Clock) -> None:
    clock.step = timedelta()


def backwards(clock: Clock) -> None:
    clock.step = timedelta(seconds=-20)


@pytest.mark.parametrize(
    ("misuse", "reported"), [(ahead, 0), (behind, 1), (frozen, 0), (backwards, 5)]
)
def test_order_replay_and_rows_are_the_same_by_any_clock(
    tmp_path: Path, misuse: Misuse, reported: int
) -> None:
    """Five people are registered, with the clock ten years off, standing still or running back."""
    with clerk_by(tmp_path / "right.db", Clock()) as clerk:
        expected = _registers(clerk, lambda _: None, Clock())
    clock = Clock(NOON)
    with clerk_by(tmp_path / "wrong.db", clock) as clerk:
        found = _registers(clerk, misuse, clock)
        assert len(skews(clerk)) == reported
        times = [row.recorded_at for row in clerk.admission.recorder.iterate()]
        assert times == sorted(times)
        assert clerk.admission.projector.verify() is None
    assert found == expected


def _registers(clerk: Clerk, misuse: Misuse, clock: Clock) -> list[tuple[str, int, str]]:
    clerk.founds()
    misuse(clock)
    for number in range(5):
        clerk.person(name=f"Lê {'ABCDE'[number]}")
    rows = clerk.admission.recorder.iterate()
    kept = [row for row in rows if row.type != "skew-recorded"]
    return [(row.type, row.version, json.loads(row.state).get("name", "")) for row in kept]
