"""The yearly classes of organisations, of members and of heads."""

import pytest

from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.rankings.commands import RankHead, RankMember, RankUnit
from admission.domain.registers.units.commands import AuthoriseUnit, FoundUnit
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    CELL,
    COMMITTEE,
    COMMUNE,
    GUIDE,
    HELPER,
    NOBODY,
    OTHER_COMMUNE,
    PROVINCE,
    SECOND,
    P,
    a_,
    ask,
    person_registered,
)

ON = "2025-12-20"


def unit(**fields: object) -> RankUnit:
    known = {"unit": COMMITTEE, "by": COMMUNE, "year": 2025, "on": ON}
    rank = {} if "not_ranked" in fields else {"rank": "good"}
    return ask(RankUnit, **{**known, **rank, **fields})


def member(**fields: object) -> RankMember:
    known = {"person": GUIDE, "unit": CELL, "by": COMMITTEE, "year": 2025, "on": ON}
    return ask(RankMember, **{**known, "rank": "excellent", **fields})


def head(**fields: object) -> RankHead:
    known = {"person": GUIDE, "unit": CELL, "by": COMMITTEE, "year": 2025, "on": ON}
    return ask(RankHead, **{**known, "rank": "good", **fields})


def good_years(*ranks: str) -> Story:
    """The committee was ranked so for the years up to 2024, oldest first."""
    first = 2025 - len(ranks)
    return given(
        unit(year=first + at, on=f"{first + at + 1}-01-20", rank=rank)
        for at, rank in enumerate(ranks)
    )


def authorised(**fields: object) -> AuthoriseUnit:
    known = {"unit": COMMITTEE, "members": 101, "good_years": 3, "on": "2025-07-15"}
    return ask(AuthoriseUnit, **{**known, **fields})


def test_an_organisation_a_member_and_a_head_are_ranked_each_once_a_year() -> None:
    """A head has a class as a member beside it; the next year there is another."""
    ranked = given(unit(), member()).when(head()).records("head-ranked", rank="good").then()
    for again in (unit(rank="excellent"), member(rank="good"), head(rank="completed")):
        ranked.when(again).refused_only("SYS-07")
    ranked.when(unit(year=2026, on="2026-12-20")).records("unit-ranked", year=2026)


@pytest.mark.accepts("SYS-165")
def test_who_is_not_ranked_is_said_with_the_reason() -> None:
    """Newly founded organisations have no class."""
    new = unit(not_ranked="newly-founded")
    given().when(new).records("unit-ranked", rank=None, not_ranked="newly-founded")


@pytest.mark.refuses("SYS-165")
def test_a_class_and_a_reason_for_none_exclude_each_other() -> None:
    """One of the two is said; points are of a class."""
    given().when(unit(rank="good", not_ranked="newly-founded")).refused_only("SYS-165")
    given().when(unit(rank=None)).refused_only("SYS-165")
    pointless = unit(not_ranked="newly-founded", score_hundredths=8000)
    given().when(pointless).refused_only("SYS-165")


@pytest.mark.accepts("RNK-01")
def test_the_class_is_the_one_that_the_points_give_or_a_worse_one() -> None:
    """Excellent from 90, good from 70, completed from 50 points (Q366 art. 11)."""
    for points, rank in ((9000, "excellent"), (7000, "good"), (5000, "completed")):
        given().when(unit(score_hundredths=points, rank=rank)).accepted()
    given().when(unit(score_hundredths=4999, rank="not-completed")).accepted()
    given().when(unit(score_hundredths=9500, rank="completed")).accepted()


@pytest.mark.refuses("RNK-01")
def test_the_class_is_none_better_than_the_points_give() -> None:
    """One hundredth of a point short is short."""
    for points, rank in ((8999, "excellent"), (6999, "good"), (4999, "completed")):
        given().when(unit(score_hundredths=points, rank=rank)).refused_only("RNK-01")


def test_before_the_thresholds_were_in_force_points_say_nothing() -> None:
    """They are of 30 August 2025."""
    before = {"year": 2024, "score_hundredths": 6000}
    given().when(unit(**before, on="2025-08-29")).accepted()
    given().when(unit(**before, on="2025-08-30")).refused_only("RNK-01")


@pytest.mark.accepts("SYS-166")
def test_an_organisation_is_ranked_from_above_and_a_member_by_the_unit_too() -> None:
    """The top of the store has nothing above it here."""
    given().when(unit(by=PROVINCE)).accepted()
    given().when(unit(unit=PROVINCE, by=PROVINCE)).accepted()
    given().when(member(by=CELL)).accepted()


@pytest.mark.refuses("SYS-166")
def test_nobody_is_ranked_by_a_unit_beside_it() -> None:
    """Nor does an organisation rank itself."""
    given().when(unit(by=COMMITTEE)).refused_only("SYS-166")
    given().when(unit(by=OTHER_COMMUNE)).refused_only("SYS-166")
    given().when(member(by=OTHER_COMMUNE)).refused_only("SYS-166")
    given().when(unit(by=a_("unit", 99))).unknown(a_("unit", 99))


@pytest.mark.accepts("SYS-167")
def test_members_are_ranked() -> None:
    """And heads among them."""
    given().when(member()).records("member-ranked", person=GUIDE)
    given().when(head()).accepted()


@pytest.mark.refuses("SYS-167")
def test_somebody_who_never_was_a_member_is_not_ranked() -> None:
    """Registered, and no more than that; nor somebody who is not registered."""
    known = given(person_registered(a_("person", 77)))
    known.when(member(person=a_("person", 77))).refused_only("SYS-167")
    given().when(member(person=NOBODY)).unknown(NOBODY)


def test_a_year_in_which_the_unit_was_not_there_is_not_ranked() -> None:
    """Nor one that has not begun."""
    new = a_("unit", 70)
    founded = ask(
        FoundUnit, unit=new, kind="cell", name="Chi bộ mới", parent=COMMITTEE, on="2025-02-01"
    )
    told = given(founded)
    told.when(unit(unit=new, by=COMMITTEE, year=2024)).refused_only("SYS-14")
    told.when(unit(unit=new, by=COMMITTEE)).accepted()
    given().when(unit(year=2026)).refused_only("SYS-14")
    given().when(unit(on="2026-01-20"), today=ON).refused_only("SYS-02")


def test_a_person_with_two_names_is_ranked_once() -> None:
    """Under the name joined it is the name kept; what was said before they were joined stands."""
    other = a_("person", 78)
    joined = ask(JoinPersons, person=GUIDE, other=other, second=SECOND, born="1970-05-05", on=ON)
    told = given(person_registered(other), joined)
    ranked = told.when(member(person=other)).accepted()
    assert ranked.then().store.world.ranking_of("member", GUIDE, 2025) is not None
    ranked.then().when(member()).refused_only("SYS-07")


def test_good_years_are_read_from_the_rankings_where_there_are_any() -> None:
    """Whatever the command states: three good years are three, and two are two (Q294 22)."""
    three = good_years("good", "excellent", "good")
    three.when(authorised(good_years=0)).records("unit-authorised", good_years_by="rankings")
    weak = good_years("good", "completed", "good")
    weak.when(authorised()).refused_only("DEC-08")
    good_years("excellent", "good", "not-completed").when(authorised()).refused_only("DEC-08")


def test_good_years_are_as_stated_where_a_year_is_not_recorded() -> None:
    """It is marked; yet no year that was recorded as worse counts as good."""
    given().when(authorised()).records(good_years_by="stated")
    good_years("good", "good").when(authorised()).records(good_years_by="stated")
    good_years("good", "good").when(authorised(good_years=2)).refused_only("DEC-08")
    this_year = given(unit(year=2023, on="2024-01-20", rank="completed"))
    this_year.when(authorised()).refused_only("DEC-08")


def test_a_class_decided_later_says_nothing_of_the_day() -> None:
    """The committee was authorised in July by what was known to be decided by then."""
    told = given(unit(year=2024, on="2025-08-01", rank="completed"))
    told.when(authorised()).records(good_years_by="stated")


def test_the_world_says_how_somebody_was_ranked() -> None:
    """As a member and as a head apart; None where nothing was decided."""
    world = given(member(), head()).store.world
    found = {who: world.ranking_of(who, GUIDE, 2025) for who in ("member", "head")}
    assert {who: ranking and ranking.rank for who, ranking in found.items()} == {
        "member": "excellent",
        "head": "good",
    }
    assert world.ranking_of("member", HELPER, 2025) is None
    assert world.ranking_of("member", P, 2025) is None
