"""Rows brought up by single commands are those that the log gives when it is read from nothing."""

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from admission.app.bootstrap import create_store, open_admission
from admission.app.envelope import Act
from admission.app.facts import News
from admission.app.intake import Line, read_line
from admission.scenarios import SCENARIOS
from tests.app.organisation import clerk_at

SINGLE = 1_200


def told(name: str) -> list[Line]:
    lines = (json.dumps(line) for line in SCENARIOS[name]())
    return [read_line(line, number) for number, line in enumerate(lines, start=1)]


def act(line: Line) -> Act:
    return Act(line.id, line.actor or "", role=line.role, recorded_at=line.recorded_at)


def test_single_commands_leave_the_rows_of_a_rebuild(tmp_path: Path) -> None:
    """Events handed over as they were written say what they say when they are read again."""
    story = told("hoa-lu-2024-q1")
    store = tmp_path / "store.db"
    create_store(store, demonstration=True, began=story[0].recorded_at)
    with open_admission(store) as admission:
        setting = islice(story, len(story) - SINGLE)
        for answer in admission.handle_many((line.command, act(line)) for line in setting):
            assert answer.outcome == "done"
        for line in story[-SINGLE:]:
            assert admission.handle(line.command, act(line)).outcome == "done"
        assert {one.behind_by for one in admission.projector.status()} == {0}
        assert admission.projector.verify() is None


def test_rows_that_another_program_brought_further_are_left_as_they_are(place: Path) -> None:
    """It saw a newer log than this one did, and had its turn first."""
    create_store(place, demonstration=True)
    with open_admission(place) as admission:
        behind = admission.recorder.head() - 1
        assert admission.projector._run(behind) == 0
        assert {one.behind_by for one in admission.projector.status()} == {0}


def test_rows_of_what_others_recorded_just_before_are_made_along_with_its_own(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes first makes both; the other finds them made, and reads nothing again."""
    create_store(place)
    with clerk_at(place) as slow, clerk_at(place) as fast:
        fast.person()
        late = slow.admission.projector.take_in
        waiting: list[Sequence[News]] = []
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(slow.admission.projector, "take_in", waiting.append)
            slow.person()
        for one in (slow, fast):
            monkeypatch.setattr(one.admission.projector, "catch_up", pytest.fail)
        fast.person()
        assert {one.behind_by for one in fast.admission.projector.status()} == {0}
        late(*waiting)
        monkeypatch.undo()
        assert fast.admission.projector.verify() is None
