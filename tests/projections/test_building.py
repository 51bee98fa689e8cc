"""The rows of a long log are built by two processes; what becomes of the second changes no row."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from admission.app import building
from admission.app.second_process import SecondProcess
from admission.domain.registers.units.events import UnitDeauthorised
from tests.projections.histories import PAPER, History
from tests.projections.rows import rows_of
from tests.projections.steps import CELL, Of, day


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[History]:
    """Streams of which both processes get some, in a log that counts as long."""
    monkeypatch.setattr(building, "_MANY", 1)
    monkeypatch.setattr(building, "can_help", lambda: True)
    with History(tmp_path / "long.db") as past:
        past.adopt("small")
        for number in range(1, 33):
            one = Of(number)
            past.write_many([one.entered("2024-01-01"), one.helped("2024-02-01", number)])
            past.write_many([one.entered("2023-12-01"), one.certified("2024-03-01")])
        unfit = UnitDeauthorised(unit=CELL, on=day("2024-01-01"), document=PAPER)
        past.write_many([(Of(1).id, unfit), (Of(8).id, unfit)])
        yield past


def _without_a_module(_: str, *rest: str, key: bytes | None) -> SecondProcess:
    return SecondProcess("admission.no_such", *rest, key=key)


def live_rows(past: History) -> dict[str, list[tuple[object, ...]]]:
    with past.projector("live", batch=7) as live:
        live.catch_up()
        return rows_of(live.path)


def only_those(past: History) -> set[str]:
    return {file.name for file in past.path.parent.iterdir()}


def test_two_processes_build_the_rows_of_the_live_loop(past: History) -> None:
    """And what cannot be taken in is set aside by both."""
    expected = live_rows(past)
    told: list[tuple[int, int]] = []
    with past.projector() as projector:
        projector.rebuild(lambda done, of: told.append((done, of)))
        assert rows_of(projector.path) == expected
        aside = {each.position for each in projector.quarantined()}
        assert projector.verify() is None
    head = past.recorder.head()
    assert aside == {head - 1, head}
    assert told[-1] == (head, head)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_the_first_builds_alone_what_the_second_does_not(
    past: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = live_rows(past)
    monkeypatch.setattr(building, "SecondProcess", _without_a_module)
    with past.projector() as projector:
        projector.rebuild()
        assert rows_of(projector.path) == expected


def test_a_rebuild_that_is_broken_off_ends_the_second_and_leaves_nothing(
    past: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[SecondProcess] = []

    def start(*arguments: str, key: bytes | None) -> SecondProcess:
        started.append(SecondProcess(*arguments, key=key))
        return started[0]

    def break_off(*_: Any) -> None:  # noqa: ANN401 - whatever is told
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "SecondProcess", start)
    with past.projector() as projector:
        projector.catch_up()
        before, files = rows_of(projector.path), only_those(past)
        with pytest.raises(KeyboardInterrupt):
            projector.rebuild(break_off)
        assert rows_of(projector.path) == before
        assert only_those(past) == files
    assert started[0]._process.returncode is not None


def test_what_the_second_does_is_half_of_the_streams(
    past: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    part = tmp_path / "part"
    building.help_build(str(past.path), str(part), str(past.recorder.head()), "")
    streams = {row[1] for row in rows_of(part)["timeline"]}
    assert streams == {Of(number).id for number in range(1, 33) if number % 16 >= 8}
