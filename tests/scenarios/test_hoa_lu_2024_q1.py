"""The figures of Hoa Lư come out of its candidates, one by one."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.domain.registers.targets.events import TargetAssigned
from admission.domain.stages.admission.events import (
    AdmissionDecided,
    AdmissionRefused,
    CeremonyHeld,
    DossierReturned,
)
from admission.domain.stages.awareness.events import PoolEntered
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.dossier.events import DossierPermitted
from admission.domain.stages.membership.events import CandidateDied, CandidateWithdrew
from admission.projections.balance.queries import balance
from admission.projections.conscripts.queries import count_conscripts
from admission.projections.explain.queries import FIGURES, Balance, explain
from admission.projections.supervisions.queries import list_supervisions
from cli.main import run
from tests.projections.rows import connect
from tests.scenarios.conftest import Lines, Told
from tests.scenarios.telling import Line, Telling

NAME = "hoa-lu-2024-q1"
QUARTER = ("2024-01-01", "2024-03-31")
QUARTER_ENDS = date(2024, 3, 31)
ENLISTMENT = date(2024, 2, 25)
ENDS = date(2024, 6, 30)
OVER = (AdmissionDecided, AdmissionRefused, DossierReturned, CandidateWithdrew, CandidateDied)


@pytest.fixture
def story(told: Told) -> Telling:
    return told(NAME)


def unit(story: Telling, name: str) -> str:
    (found,) = (
        s.id
        for key, s in story.states.items()
        if key[:5] == "unit-" and s.on(date.max).name == name
    )
    assert isinstance(found, str)
    return found


def of_ninh_my(story: Telling, events: Any) -> list[Any]:  # noqa: ANN401 - events of any type
    ninh_my = unit(story, "Đảng ủy xã Ninh Mỹ")
    return [event for event in events if story.under(event.candidate, ninh_my)]


def groups(story: Telling) -> dict[str, tuple[str, ...]]:
    return {event.candidate: event.groups for event in story.of(PoolEntered)}


def target_of(story: Telling, name: str, group: str | None = None) -> int:
    (found,) = (
        assigned.people
        for assigned in story.of(TargetAssigned)
        if assigned.unit == unit(story, name) and assigned.group == group
    )
    assert isinstance(found, int)
    return found


def test_41_are_admitted_in_the_quarter_of_158_planned(story: Telling) -> None:
    assert len(story.admitted(*QUARTER)) == 41
    assert target_of(story, "Huyện ủy Hoa Lư") == 158


def test_every_figure_of_the_balance_of_every_unit_is_the_sum_of_its_people(
    rows: Connection,
) -> None:
    asked = Balance(*QUARTER)
    for row in balance(rows, **asked._asdict(), as_of="2024-06-30").rows:
        for figure in FIGURES["balance"]:
            found = explain(rows, asked, figure=figure, unit=row.unit, as_of="2024-06-30")
            assert found is not None
            assert found.value == getattr(row, figure)
            sums = Counter[str]()
            for line in found.rows:
                sums[line.part] += line.counts or 0
            assert sums == {part: n for part, n in found.parts.items() if n}, (row.name, figure)


def test_the_members_at_the_end_of_the_quarter_are_5197(rows: Connection) -> None:
    """Of what each unit stated for the end of 2023, and of everybody who came and went since."""
    district, *others = balance(rows, first=QUARTER[0], last=QUARTER[1], as_of="2024-06-30").rows
    assert (district.admitted, district.closing) == (41, 5197)
    assert (district.opening_source, district.closing_stated) == ("sum", None)
    assert {row.opening_source for row in others if row.depth == 1} == {"stated"}
    assert district.opening == sum(row.opening or 0 for row in others if row.depth == 1)
    spring = balance(rows, first="2024-04-01", last="2024-06-30", as_of="2024-06-30").rows[0]
    assert spring.opening == 5197


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The rows of a store into which the scenario was loaded."""
    path = tmp_path_factory.mktemp("members") / "store.db"
    assert run(["--db", str(path), "demo", NAME]) == 0
    with closing(connect(beside(path), "read")) as connection:
        yield connection


def test_35_of_them_are_of_the_group_whose_meaning_is_unresolved(story: Telling) -> None:
    of = groups(story)
    admitted = [of[ceremony.candidate] for ceremony in story.admitted(*QUARTER)]
    assert sum("conscript-unresolved" in each for each in admitted) == 35


def test_ninh_my_admits_7_of_13(story: Telling) -> None:
    assert len(of_ninh_my(story, story.admitted(*QUARTER))) == 7
    assert target_of(story, "Đảng ủy xã Ninh Mỹ") == 13


def test_ninh_my_has_4_more_dossiers_open_at_the_end_of_the_quarter(story: Telling) -> None:
    def by_then(kinds: Any) -> set[str]:  # noqa: ANN401 - a type or several
        return {e.candidate for e in of_ninh_my(story, story.of(kinds)) if e.on <= QUARTER_ENDS}

    assert len(by_then(DossierPermitted) - by_then(OVER)) == 4


def test_ninh_my_admits_every_conscript_before_enlistment(story: Telling) -> None:
    of = groups(story)
    conscripts = [
        ceremony
        for ceremony in of_ninh_my(story, story.of(CeremonyHeld))
        if "conscript" in of[ceremony.candidate]
    ]
    assert len(conscripts) == target_of(story, "Đảng ủy xã Ninh Mỹ", "conscript")
    assert all(ceremony.on < ENLISTMENT for ceremony in conscripts)


def test_the_enlistment_list_of_ninh_my_is_admitted_whole_and_for_the_first_year(
    rows: Connection,
) -> None:
    counted = count_conscripts(rows, year=2024, as_of="2024-03-31").rows
    district, ninh_my = ((row.base, row.admitted, row.percent) for row in counted)
    assert district == ninh_my == (5, 5, "100.00")
    assert {row.before_percent for row in counted} == {"66.67"}


def test_three_answer_for_nine_communes_and_one_of_them_is_followed(rows: Connection) -> None:
    before, after = (
        {row.unit: row.supervisor for row in list_supervisions(rows, as_of=day).rows}
        for day in ("2024-02-29", "2024-03-31")
    )
    assert sorted(Counter(before.values()).values()) == [3, 3, 3]
    assert before.keys() == after.keys()
    assert sum(before[unit] != after[unit] for unit in before) == 1
    listed = list_supervisions(rows, as_of="2024-03-31").rows
    assert {row.office for row in listed} == {"standing-committee"}


def test_3_classes_are_held_in_the_quarter_for_185_people(story: Telling) -> None:
    held = [state for key, state in story.states.items() if key.startswith("class-")]
    assert len(held) == 3
    assert sum(len(each.roster) for each in held) == 185
    assert all(date(2024, 1, 1) <= each.starts <= each.issued <= QUARTER_ENDS for each in held)


def test_one_class_is_for_the_youth_union_of_upper_secondary_schools(lines: Lines) -> None:
    ordered = [line for line in lines(NAME) if line["command"] == "order-class"]
    audiences = Counter(line["audience"] for line in ordered)
    assert audiences == {"all": 2, "upper-secondary-youth-union": 1}


def test_the_story_goes_on_after_the_quarter(story: Telling) -> None:
    assert story.admitted("2024-04-01", "2024-04-30")
    assert story.admitted("2024-05-01", "2024-06-30")


def test_at_the_end_clocks_still_run_and_some_are_overdue(story: Telling) -> None:
    calendar = story.world.working_days()
    last_days = [
        clock.last_day(calendar).day
        for key, state in story.states.items()
        if key.startswith("candidate-")
        for clock in open_clocks(state, story.world.rulebook)
    ]
    assert any(last < ENDS for last in last_days)
    assert any(last > ENDS for last in last_days)


def test_without_one_vote_of_a_cell_the_next_step_is_refused_and_40_are_admitted(
    story: Telling, lines: Lines
) -> None:
    candidate = story.admitted(*QUARTER)[0].candidate
    left = [
        line
        for line in lines(NAME)
        if line["command"] != "hold-cell-vote" or line["candidate"] != candidate
    ]
    without = Telling(left)
    path = [line for line in left if line.get("candidate") == candidate]
    certified = next(at for at, line in enumerate(path) if line["command"] == "certify-cv")
    refused = without.refusals[0]
    assert refused.line == path[certified + 1]
    assert refused.codes == ("SYS-01",)
    assert {refusal.line["candidate"] for refusal in without.refusals} == {candidate}
    assert len(without.admitted(*QUARTER)) == 40


def test_with_one_ceremony_moved_to_april_40_are_admitted_by_the_end_of_march(
    lines: Lines,
) -> None:
    told = list(lines(NAME))
    at = next(at for at, line in enumerate(told) if may_be_moved(line, told))
    told[at] = {**told[at], "on": "2024-04-01", "recorded_at": "2024-04-01T02:00:00.000000Z"}
    moved = Telling(sorted(told, key=lambda line: line["recorded_at"]))
    assert moved.refusals == []
    assert len(moved.admitted(*QUARTER)) == 40
    assert len(moved.admitted("2024-01-01", "2024-04-01")) == 41


def may_be_moved(ceremony: Line, told: list[Line]) -> bool:
    """A ceremony late in March that no step recorded by 1 April follows."""
    if ceremony["command"] != "hold-ceremony" or not "2024-03-11" < ceremony["on"] <= "2024-03-31":
        return False
    path = [line for line in told if line.get("candidate") == ceremony["candidate"]]
    after = path[path.index(ceremony) + 1 :]
    return all(line["on"] >= "2024-04-01" for line in after)
