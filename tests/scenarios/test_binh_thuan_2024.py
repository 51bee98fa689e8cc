"""The figures of Bình Thuận come out of its units and candidates, one by one."""

from collections import Counter

import pytest

from admission.domain.registers.rankings.events import UnitRanked
from admission.domain.registers.stated.events import FigureStated
from admission.domain.registers.targets.events import TargetAssigned
from admission.domain.registers.tasks.events import TaskAssigned, TaskCompleted
from admission.domain.registers.units.events import UnitFounded
from admission.domain.stages.admission.events import CeremonyHeld
from tests.scenarios.conftest import Lines, Told
from tests.scenarios.telling import Telling

NAME = "binh-thuan-2024"
YEAR = ("2024-01-01", "2024-12-31")


@pytest.fixture
def story(told: Told) -> Telling:
    return told(NAME)


def founded(story: Telling, kind: str) -> list[UnitFounded]:
    return [unit for unit in story.of(UnitFounded) if unit.kind == kind]


def test_2070_are_admitted_in_2024_of_1980_planned(story: Telling) -> None:
    (province,) = founded(story, "directly-under-central")
    planned = {t.period: t.people for t in story.of(TargetAssigned) if t.unit == province.unit}
    assert planned["2024"] == 1980
    assert len(story.admitted(*YEAR)) == 2070


def test_one_ceremony_is_not_counted_for_its_decision_was_cancelled(story: Telling) -> None:
    held = [ceremony for ceremony in story.of(CeremonyHeld) if ceremony.on.year == 2024]
    assert len(held) == len(story.admitted(*YEAR)) + 1


def test_the_plan_is_handed_down_whole(story: Telling) -> None:
    (province,) = founded(story, "directly-under-central")
    handed = [t.people for t in story.of(TargetAssigned) if t.unit != province.unit]
    assert len(handed) == len(founded(story, "upper-grassroots"))
    assert sum(handed) == 1980


def test_there_are_698_grassroots_organisations(story: Telling) -> None:
    kinds = Counter(str(unit.kind) for unit in story.of(UnitFounded))
    assert kinds["grassroots-committee"] == 239
    assert kinds["grassroots-cell"] == 459
    assert kinds["department-committee"] == 16
    assert kinds["cell"] == 2163


def test_121_communes_of_10_districts_are_among_the_committees(story: Telling) -> None:
    communes = [unit for unit in founded(story, "grassroots-committee") if unit.code]
    assert len({unit.code for unit in communes}) == len(communes) == 121
    assert len({unit.parent for unit in communes}) == 10


def test_three_organisations_are_founded_in_firms_in_2024(story: Telling) -> None:
    new = [unit for unit in story.of(UnitFounded) if unit.on.year == 2024]
    assert [str(unit.kind) for unit in new] == ["grassroots-cell"] * 3


def test_three_organisations_were_planned_and_three_are_reported_founded(story: Telling) -> None:
    goals = {task.task: task.goal for task in story.of(TaskAssigned)}
    (done,) = story.of(TaskCompleted)
    assert done.reached == goals[done.task] == 3
    founded = max(unit.on for unit in story.of(UnitFounded) if unit.on.year == 2024)
    assert done.on > founded


def test_one_school_of_37_members_is_ranked_excellent(story: Telling) -> None:
    (ranked,) = story.of(UnitRanked)
    (stated,) = story.of(FigureStated)
    assert (ranked.rank, ranked.year) == ("excellent", 2024)
    assert (stated.unit, stated.number) == (ranked.unit, 37)


def test_the_aims_for_2025_are_2000_admissions_and_75_per_cent_good(story: Telling) -> None:
    (province,) = founded(story, "directly-under-central")
    planned = {t.period: t.people for t in story.of(TargetAssigned) if t.unit == province.unit}
    (aim,) = (task for task in story.of(TaskAssigned) if task.due.year == 2025)
    assert planned["2025"] == 2000
    assert (aim.unit, aim.goal, aim.rank) == (province.unit, 75, "good")


def test_a_candidate_takes_some_twenty_steps(lines: Lines) -> None:
    told = lines(NAME)
    steps = Counter(line["candidate"] for line in told if "candidate" in line)
    admitted = {line["candidate"] for line in told if line["command"] == "hold-ceremony"}
    median = sorted(steps[candidate] for candidate in admitted)[len(admitted) // 2]
    assert 18 <= median <= 25
