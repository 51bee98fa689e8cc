"""Ages at the cell's vote and levels of schooling, in every rulebook."""

from datetime import date

import pytest

from admission.domain.rulebooks.entries.candidates import Age
from admission.domain.stages.ages import is_over_age, is_under_age, last_good_day
from tests.stories.kit import given
from tests.stories.organisation import WITHOUT_COMMITTEE, a_, person_registered
from tests.stories.paths import cell_vote, day, decision, entry, later, paper, ready_for_cell_vote

VOTES = ("2018-06-15", "2023-06-15", "2025-12-15", "2026-05-15", "2026-12-15")
SOMEBODY = a_("person", 30)


@pytest.mark.parametrize("vote", VOTES)
def test_at_the_cells_vote_a_candidate_is_at_least_eighteen(vote: str) -> None:
    """ELG-01: Q294 1.1.1."""
    birthday = day(vote).replace(year=day(vote).year - 18)
    for born, too_young in (
        (later(birthday, -1), False),
        (birthday, False),
        (later(birthday, 1), True),
    ):
        who = person_registered(SOMEBODY, born=born, on="2015-01-01")
        story = given(who, ready_for_cell_vote(vote, person=SOMEBODY))
        outcome = story.when(cell_vote(vote))
        if too_young:
            outcome.refused_only("ELG-01")
        else:
            outcome.accepted()


@pytest.mark.parametrize("vote", VOTES)
def test_sixty_is_counted_by_month(vote: str) -> None:
    """ELG-01, ELG-02: good until the end of the month of the sixtieth birthday (Q294 1.1)."""
    first = day(vote).replace(day=1, year=day(vote).year - 60)
    for born, too_old in ((later(first, 29), False), (first, False), (later(first, -1), True)):
        who = person_registered(SOMEBODY, born=born)
        path = ready_for_cell_vote(vote, person=SOMEBODY, at=WITHOUT_COMMITTEE)
        story = given(who, path, cell_vote(vote, WITHOUT_COMMITTEE))
        outcome = story.when(decision(later(vote, 20), WITHOUT_COMMITTEE))
        if too_old:
            outcome.refused_only("ELG-02")
        else:
            outcome.accepted()


def test_who_turns_sixty_after_the_vote_is_not_over_age() -> None:
    """The age is that of the day on which the cell considers (Q294 1.1.1)."""
    who = person_registered(SOMEBODY, born="1965-12-20")
    path = ready_for_cell_vote("2025-12-31", person=SOMEBODY, at=WITHOUT_COMMITTEE)
    story = given(who, path, cell_vote("2025-12-31", WITHOUT_COMMITTEE))
    story.when(decision("2026-01-20", WITHOUT_COMMITTEE)).accepted()


def _age(counted: str) -> Age:
    return Age.model_validate(
        {
            "rule": "ELG-01",
            "source": "x",
            "confidence": "S",
            "min_years": 18,
            "max_years": 60,
            "counted": counted,
        }
    )


@pytest.mark.parametrize(
    ("counted", "born", "last"),
    [
        ("month", "1965-12-20", "2025-12-31"),
        ("month", "1964-02-29", "2024-02-29"),
        ("month", "1965-02-01", "2025-02-28"),
        ("day", "1965-12-20", "2026-12-19"),
        ("day", "1964-02-29", "2025-02-28"),
    ],
)
def test_the_last_good_day(counted: str, born: str, last: str) -> None:
    """By day: before the sixty-first birthday; by month: the month of the sixtieth."""
    age = _age(counted)
    assert last_good_day(age, day(born)) == day(last)
    assert not is_over_age((age,), day(born), day(last))
    assert is_over_age((age,), day(born), later(last, 1))


def test_who_was_born_on_a_leap_day_is_eighteen_on_the_first_of_march() -> None:
    """Unless the year has that day again."""
    age = _age("month")
    assert is_under_age(age, date(2008, 2, 29), date(2026, 2, 28))
    assert not is_under_age(age, date(2008, 2, 29), date(2026, 3, 1))


@pytest.mark.parametrize("vote", VOTES)
@pytest.mark.parametrize(
    ("level", "area", "objects"),
    [
        ("none", True, "ELG-03"),
        ("literate", True, "ELG-05"),
        ("literate", False, "ELG-05"),
        ("primary", False, "ELG-04"),
        ("primary", True, None),
        ("lower-secondary", False, None),
        ("upper-secondary", False, None),
    ],
)
def test_schooling(vote: str, level: str, *, area: bool, objects: str | None) -> None:
    """ELG-03 to ELG-05: lower-secondary school; primary or less only in special areas."""
    who = person_registered(SOMEBODY, schooling=level)
    path = ready_for_cell_vote(vote, person=SOMEBODY, at=WITHOUT_COMMITTEE)
    in_a_special_area = (paper("special-area", later(vote, -5)),) if area else ()
    ready = given(who, path, in_a_special_area)
    voted = ready.when(cell_vote(vote, WITHOUT_COMMITTEE))
    if level == "literate" and area:
        voted = voted.then().when(decision(later(vote, 20), WITHOUT_COMMITTEE))
    if objects:
        voted.refused_only(objects)
    else:
        voted.accepted()


@pytest.mark.parametrize(("months", "good"), [(11, False), (12, True), (13, True), (None, False)])
@pytest.mark.parametrize("basis", ["study", "secondment", "contract"])
def test_a_place_takes_those_who_stay_twelve_months(
    basis: str, months: int | None, *, good: bool
) -> None:
    """ELG-11: H06 6.2."""
    outcome = given().when(entry("2025-08-04", basis=basis, basis_months=months))
    if good:
        outcome.accepted()
    else:
        outcome.refused_only("ELG-11")


@pytest.mark.parametrize(("months", "good"), [(11, True), (12, False), (None, True)])
def test_a_short_contract_leaves_a_worker_at_the_residence(
    months: int | None, *, good: bool
) -> None:
    """ELG-11: H06 6.2."""
    outcome = given().when(entry("2025-08-04", basis="residence", basis_months=months))
    if good:
        outcome.accepted()
    else:
        outcome.refused_only("ELG-11")
