"""The figures of the bloc of Quảng Nam come out of its candidates, one by one."""

from datetime import date

import pytest

from admission.domain.registers.targets.events import TargetAssigned
from admission.domain.registers.units.events import UnitFounded
from tests.scenarios.conftest import Told
from tests.scenarios.telling import Telling

YEAR = ("2023-01-01", "2023-12-31")


@pytest.fixture
def story(told: Told) -> Telling:
    return told("quang-nam-bloc-2023")


def test_174_are_admitted_in_2023_of_160_planned(story: Telling) -> None:
    (bloc,) = (unit for unit in story.of(UnitFounded) if unit.parent is None)
    planned = {t.period: t.people for t in story.of(TargetAssigned) if t.unit == bloc.unit}
    assert planned["2023"] == 160
    assert len(story.admitted(*YEAR)) == 174


def test_114_are_recognised_in_2023_all_of_them_admitted_in_2022(story: Telling) -> None:
    recognised = story.recognised(*YEAR)
    assert len(recognised) == 114
    admitted = {each.candidate for each in story.admitted("2022-01-01", "2022-12-31")}
    assert {each.candidate for each in recognised} <= admitted


def test_they_are_official_from_the_end_of_the_term_however_late_the_decision(
    story: Telling,
) -> None:
    ceremonies = {each.candidate: each.on for each in story.admitted("2022-01-01", "2022-12-31")}
    for each in story.recognised(*YEAR):
        on = ceremonies[each.candidate]
        assert each.official_on == date(on.year + 1, on.month, on.day)


def test_there_are_65_grassroots_organisations_one_of_them_new(story: Telling) -> None:
    kinds = ("grassroots-committee", "grassroots-cell")
    organisations = [unit for unit in story.of(UnitFounded) if unit.kind in kinds]
    assert len(organisations) == 65
    assert sum(unit.on.year == 2023 for unit in organisations) == 1
