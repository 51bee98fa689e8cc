"""Badges for years of party age: which, when, on which ground, once."""

from datetime import date

import pytest

from admission.domain.kernel.messages import Refused
from admission.domain.registers.badges.commands import AwardBadge, WithdrawBadges
from admission.domain.registers.badges.rules import due_on, waits_until
from admission.domain.registers.discipline.commands import (
    DisciplineMember,
    LodgeAppeal,
    ResolveAppeal,
)
from admission.domain.registers.discipline.conduct import Discipline
from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.movements.commands import Arrive, EndMembership
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.rulebooks.entries.members import BadgeWait
from admission.domain.stages.membership.party_age import Counted
from tests.stories.kit import Outcome, Story, given
from tests.stories.organisation import ANOTHER_P, CELL, COMMUNE, PROVINCE, SECOND, P, ask


def member(decided: str | None = "1996-05-19", person: str = P, **fields: object) -> RegisterMember:
    known = {"person": person, "cell": CELL, "decided_on": decided, "official_on": "1997-05-19"}
    return ask(RegisterMember, **{**known, "on": "2020-01-01", **fields})


def award(
    years: int = 30, day: str = "2026-05-19", person: str = P, **fields: object
) -> AwardBadge:
    known = {"person": person, "years": years, "round": day, "body": PROVINCE, "on": "2026-02-01"}
    return ask(AwardBadge, **{**known, **fields})


def ended(ground: str, on: str = "2026-06-01") -> EndMembership:
    return ask(EndMembership, person=P, ground=ground, on=on)


def back() -> Arrive:
    """A member again, by a decision of June 2003."""
    return ask(
        Arrive,
        person=P,
        cell=CELL,
        from_place="Hà Nội",
        standing="official",
        decided_on="2003-06-01",
        official_on="2004-06-01",
        on="2010-01-01",
    )


def due(told: Outcome) -> object:
    """The day that a refusal names."""
    assert isinstance(told.answer, Refused)
    return told.answer.objections[0].values["due"]


def withdrawn() -> WithdrawBadges:
    return ask(WithdrawBadges, person=P, on="2026-07-01")


@pytest.mark.accepts("BDG-01")
@pytest.mark.accepts("BDG-03")
@pytest.mark.accepts("SYS-133")
@pytest.mark.accepts("SYS-134")
def test_a_badge_is_awarded_in_the_round_by_which_the_years_are_full() -> None:
    """On the very day, and at forty again."""
    given(member()).when(award()).records("badge-awarded")
    told = given(member(), award())
    told.when(award(40, "2029-05-19")).refused_only("BDG-01")
    given(member("1986-05-20"), award()).when(award(40, "2026-09-02")).accepted()


@pytest.mark.refuses("BDG-01")
@pytest.mark.parametrize("years", [29, 31, 35, 95])
def test_there_are_badges_only_of_the_years_of_the_rulebook(years: int) -> None:
    """There is none of 35 years (Q294 28.3.1)."""
    given(member("1920-01-01", official_on="1921-01-01")).when(award(years)).refused_only("BDG-01")


def test_a_badge_that_is_not_due_is_refused_with_the_day_on_which_it_is() -> None:
    told = given(member("1996-05-20")).when(award()).refused_only("BDG-01")
    assert due(told) == "2026-05-20"


@pytest.mark.refuses("BDG-03")
def test_badges_are_awarded_in_the_four_rounds_by_the_provincial_committee() -> None:
    given(member()).when(award(day="2026-05-20")).refused_only("BDG-03")
    given(member()).when(award(body=COMMUNE)).refused_only("BDG-03")
    for day in ("2027-02-03", "2026-09-02", "2026-11-07"):
        given(member()).when(award(day=day)).accepted()


@pytest.mark.refuses("SYS-133")
def test_no_badge_is_awarded_twice() -> None:
    """Not under another record of the same person either."""
    given(member(), award()).when(award(day="2026-09-02")).refused_only("SYS-133")
    join = ask(JoinPersons, person=ANOTHER_P, other=P, second=SECOND, on="2026-03-01")
    told = given(member(), award(), join)
    told.when(award(person=ANOTHER_P, day="2026-09-02")).refused_only("SYS-133")


@pytest.mark.refuses("SYS-134")
def test_who_is_no_member_or_of_unknown_party_age_is_awarded_none() -> None:
    given().when(award()).refused_only("SYS-134")
    given(member(None)).when(award()).refused_only("SYS-134")
    given(member(), ended("left", "2026-01-01")).when(award()).refused_only("SYS-134")
    given(member()).when(award(ground="posthumous")).refused_only("SYS-134")


@pytest.mark.accepts("BDG-02")
@pytest.mark.parametrize(
    ("decided", "years"), [("1997-05-19", 30), ("1962-05-19", 65), ("1958-05-19", 70)]
)
def test_who_is_seriously_ill_has_the_badge_earlier(decided: str, years: int) -> None:
    """By twelve months, of seventy years and more by 24 (H06 18.1)."""
    told = given(member(decided, official_on="1998-05-19"))
    told.when(award(years, ground="seriously-ill")).accepted()
    told.when(award(years)).refused_only("BDG-01")


@pytest.mark.refuses("BDG-02")
@pytest.mark.parametrize(
    ("decided", "years"), [("1997-05-20", 30), ("1962-05-20", 65), ("1958-05-20", 70)]
)
def test_no_ground_makes_a_badge_earlier_than_its_months(decided: str, years: int) -> None:
    told = given(member(decided, official_on="1998-05-19"))
    told.when(award(years, ground="seriously-ill")).refused_only("BDG-02")


def test_after_a_death_the_age_counts_to_that_day() -> None:
    """Up to twelve months early (H06 18.2)."""
    late = award(day="2026-11-07", on="2026-10-01", ground="posthumous")
    for decided, told in (("1997-06-01", "accepted"), ("1997-06-02", "refused")):
        died = given(member(decided, official_on="1998-06-02"), ended("died")).when(late)
        died.accepted() if told == "accepted" else died.refused_only("BDG-02")


def test_time_outside_party_life_puts_a_badge_off() -> None:
    """Deleted for a year and registered as a member again: a year later (Q294 4.5.1)."""
    told = given(member(on="2001-01-01"), ended("deleted", "2002-06-01"), back())
    assert told.store.world.person(P).party_age(date(2026, 5, 19)) == (29, 0)
    outcome = told.when(award()).refused_only("BDG-01")
    assert due(outcome) == "2027-05-19"
    told.when(award(day="2027-09-02")).accepted()


@pytest.mark.parametrize(
    ("forms", "until"),
    [
        ((("reprimand", "2024-01-10"),), date(2024, 7, 10)),
        ((("warning", "2024-01-10"),), date(2024, 10, 10)),
        ((("removal", "2024-01-10"),), date(2025, 1, 10)),
        ((("removal", "2022-01-10"), ("reprimand", "2024-01-10")), date(2024, 7, 10)),
        ((("expulsion", "2024-01-10"),), None),
        ((), None),
    ],
)
def test_a_badge_waits_after_discipline(
    forms: tuple[tuple[str, str], ...], until: date | None
) -> None:
    """Six, nine, twelve months; the wait that ends last holds (Q294 28.3.1c)."""
    disciplines = [
        Discipline(form=form, on=date.fromisoformat(on), unit=CELL) for form, on in forms
    ]
    assert waits_until(disciplines, waits()) == until


def disciplined(form: str = "warning", on: str = "2026-01-10") -> DisciplineMember:
    return ask(DisciplineMember, person=P, form=form, body=COMMUNE, on=on)


@pytest.mark.refuses("BDG-04")
def test_a_badge_is_not_awarded_before_the_wait_after_discipline_is_over() -> None:
    """A warning of 10 January: nine months, so the round of September is too early."""
    told = given(member(), disciplined())
    for day in ("2026-05-19", "2026-09-02"):
        outcome = told.when(award(day=day)).refused_only("BDG-04")
        assert due(outcome) == "2026-10-10"


@pytest.mark.accepts("BDG-04")
def test_a_badge_is_awarded_in_the_first_round_after_the_wait() -> None:
    """That of November; a discipline after the round, or one that was lifted, delays nothing."""
    given(member(), disciplined()).when(award(day="2026-11-07")).accepted()
    given(member(), disciplined(on="2026-05-20")).when(award(on="2026-06-01")).accepted()
    appealed = {"person": P, "against": "warning", "decided_on": "2026-01-10", "level": "district"}
    told = ask(LodgeAppeal, **appealed, received_on="2026-01-12", on="2026-01-20")
    lifted = ask(ResolveAppeal, person=P, outcome="lifted", on="2026-03-02")
    given(member(), disciplined(), told, lifted).when(award(on="2026-04-01")).accepted()


def test_a_wait_that_ends_before_the_years_are_full_delays_nothing() -> None:
    counted = Counted(date(1994, 5, 19), date(1994, 5, 19), date(1995, 5, 19))
    assert due_on(counted, 30, date(2024, 5, 19)) == (date(2024, 5, 19), "BDG-01")
    assert due_on(counted, 30, date(2024, 5, 20)) == (date(2024, 5, 20), "BDG-04")


def waits() -> tuple[BadgeWait, ...]:
    book = given().store.world.shelf().get("vn-2025")
    assert book is not None
    return book.rulebook.badge_wait


def awarded_and(ground: str) -> Story:
    return given(member(), award(), ended(ground))


def test_badges_are_withdrawn_from_who_was_expelled_and_stay_with_the_family() -> None:
    awarded_and("expelled").when(withdrawn()).records("badges-withdrawn")
    awarded_and("died").when(withdrawn()).refused_only("OUT-05")
    given(member(), award()).when(withdrawn()).refused_only("OUT-05")
    given(member(), ended("expelled")).when(withdrawn()).refused_only("SYS-18")
