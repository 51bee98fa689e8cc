"""The figures of the bloc of Quảng Nam come out of its candidates, one by one."""

from collections import Counter
from datetime import date

import pytest

from admission.domain.registers.badges.events import BadgeAwarded
from admission.domain.registers.cards.events import CardDecided
from admission.domain.registers.discipline.events import MemberDisciplined, UnitDisciplined
from admission.domain.registers.movements.events import MembershipEnded
from admission.domain.registers.rankings.events import UnitRanked
from admission.domain.registers.reviews.events import StandardReviewConcluded
from admission.domain.registers.targets.events import TargetAssigned
from admission.domain.registers.units.events import UnitFounded
from admission.domain.stages.awareness.events import PoolEntered
from tests.scenarios.conftest import Told
from tests.scenarios.telling import Telling

YEAR = ("2023-01-01", "2023-12-31")


@pytest.fixture
def story(told: Told) -> Telling:
    return told("quang-nam-bloc-2023")


def test_174_are_admitted_in_2023_of_160_planned(story: Telling) -> None:
    (bloc,) = (unit for unit in story.of(UnitFounded) if unit.kind == "upper-grassroots")
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


def test_166_cards_are_issued_in_2023_114_of_them_first_issues(story: Telling) -> None:
    kinds = Counter(card.kind for card in story.of(CardDecided) if card.on.year == 2023)
    assert kinds["first-issue"] == 114
    assert kinds.total() == 166


def test_a_first_card_is_decided_with_each_recognition(story: Telling) -> None:
    of = {each.candidate: each.person for each in story.of(PoolEntered)}
    recognised = {(of[each.candidate], each.on) for each in story.recognised(*YEAR)}
    first = [card for card in story.of(CardDecided) if card.kind == "first-issue"]
    assert {(card.person, card.on) for card in first if card.on.year == 2023} == recognised


def test_27_badges_are_awarded_in_the_four_rounds_of_2023(story: Telling) -> None:
    rounds = Counter(badge.round for badge in story.of(BadgeAwarded))
    assert rounds.total() == 27
    assert sorted(rounds) == [
        date(2023, 2, 3),
        date(2023, 5, 19),
        date(2023, 9, 2),
        date(2023, 11, 7),
    ]


def test_808_reviews_are_concluded_in_2023(story: Telling) -> None:
    concluded = [each for each in story.of(StandardReviewConcluded) if each.on.year == 2023]
    assert len({each.review for each in concluded}) == 808


def test_64_of_65_organisations_are_ranked_for_2023_and_the_new_one_is_not(
    story: Telling,
) -> None:
    ranked = list(story.of(UnitRanked))
    assert {each.year for each in ranked} == {2023}
    assert Counter(each.rank or each.not_ranked for each in ranked) == {
        "excellent": 5,
        "good": 48,
        "completed": 7,
        "not-completed": 4,
        "newly-founded": 1,
    }


def test_no_organisation_that_was_disciplined_is_good_or_excellent(story: Telling) -> None:
    disciplined = {each.unit for each in story.of(UnitDisciplined)}
    ranks = {each.rank for each in story.of(UnitRanked) if each.unit in disciplined}
    assert ranks == {"completed", "not-completed"}


@pytest.mark.parametrize(("year", "forms"), [(2022, (1, 0)), (2023, (1, 5))])
def test_7_organisations_are_disciplined_6_of_them_in_2023(
    story: Telling, year: int, forms: tuple[int, int]
) -> None:
    found = Counter(each.form for each in story.of(UnitDisciplined) if each.on.year == year)
    assert (found["reprimand"], found["warning"]) == forms


@pytest.mark.parametrize(("year", "forms"), [(2022, (16, 3, 2, 6)), (2023, (24, 4, 3, 12))])
def test_43_members_are_disciplined_in_2023_and_27_the_year_before(
    story: Telling, year: int, forms: tuple[int, int, int, int]
) -> None:
    found = Counter(each.form for each in story.of(MemberDisciplined) if each.on.year == year)
    ended = [each for each in story.of(MembershipEnded) if each.on.year == year]
    assert {each.ground for each in ended} == {"expelled"}
    assert (found["reprimand"], found["warning"], found["removal"], len(ended)) == forms
    assert found.total() + len(ended) == {2022: 27, 2023: 43}[year]
