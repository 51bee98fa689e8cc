"""Membership cards: decided with the recognition, in batches, handed over, withdrawn."""

from datetime import date

import pytest

from admission.domain.kernel.ids import derived_id
from admission.domain.registers.cards.commands import DecideCard, HandOverCard, WithdrawCard
from admission.domain.registers.corrections.commands import AnnulFact
from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.movements.commands import EndMembership
from admission.domain.registers.people.commands import RegisterMember
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_P,
    CELL,
    HELPER,
    INTRODUCER,
    NEW_GUIDE,
    SECOND,
    P,
    ask,
)
from tests.stories.paths import ceremony_held, recognised

OLD, NEW = "01234567", "001095012345"


def decided(person: str = P, on: str = "2025-12-20", **fields: object) -> DecideCard:
    known = {"person": person, "kind": "first-issue", "batch": on[:7], "on": on}
    return ask(DecideCard, **{**known, **fields})


def handed_over(number: str = NEW, person: str = P, on: str = "2026-01-05") -> HandOverCard:
    return ask(HandOverCard, person=person, number=number, on=on)


def member(person: str = ANOTHER_P, **fields: object) -> RegisterMember:
    known = {"person": person, "cell": CELL, "official_on": "2010-05-19", "on": "2020-01-01"}
    return ask(RegisterMember, **{**known, **fields})


def ended(ground: str, person: str = P, on: str = "2026-03-01") -> EndMembership:
    return ask(EndMembership, person=person, ground=ground, on=on)


def withdrawn(person: str = P, on: str = "2026-03-20") -> WithdrawCard:
    return ask(WithdrawCard, person=person, on=on)


def with_card() -> Story:
    return given(recognised("2025-12-15"), decided(), handed_over())


@pytest.mark.accepts("CRD-01")
@pytest.mark.accepts("CRD-03")
@pytest.mark.accepts("SYS-132")
def test_a_card_is_decided_on_the_day_of_the_recognition_and_handed_over() -> None:
    """Its number, with the zeros that it begins with, is the member's from then on."""
    told = given(recognised("2025-12-15"))
    since = told.store.world.person(P).here_since.isoformat()
    told.when(decided(on=since)).records("card-decided")
    outcome = told.and_(decided(on=since)).when(handed_over(on="2029-01-01"))
    outcome.records("card-handed-over", number=NEW)
    world = outcome.then().store.world
    assert world.cards(P).has_one
    assert world.card_number(NEW).person == P


@pytest.mark.refuses("CRD-01")
def test_nobody_on_probation_has_a_card_decided() -> None:
    """Nor a member on a day before the recognition was signed."""
    given(ceremony_held("2024-12-15")).when(decided()).refused_only("CRD-01")
    told = given(recognised("2025-12-15"))
    before = date.fromordinal(told.store.world.person(P).here_since.toordinal() - 1)
    told.when(decided(on=before.isoformat())).refused_only("CRD-01")


def test_a_batch_is_not_of_a_month_before_the_decision() -> None:
    given(member()).when(decided(ANOTHER_P, "2024-02-01", batch="2024-01")).refused_only("SYS-14")
    given(member()).when(decided(ANOTHER_P, "2024-01-31", batch="2024-02")).accepted()


@pytest.mark.refuses("SYS-130")
def test_one_card_is_decided_at_a_time() -> None:
    given(member(), decided(ANOTHER_P)).when(decided(ANOTHER_P)).refused_only("SYS-130")


@pytest.mark.accepts("SYS-130")
@pytest.mark.accepts("SYS-131")
def test_cards_are_exchanged_and_issued_again() -> None:
    """Also of a member from paper, of whose first card nothing is known."""
    with_card().when(decided(on="2027-01-01", kind="reissue")).accepted()
    given(member()).when(decided(ANOTHER_P, kind="exchange")).accepted()


@pytest.mark.refuses("SYS-131")
def test_a_first_issue_is_the_first_and_an_exchange_is_not() -> None:
    with_card().when(decided(on="2027-01-01")).refused_only("SYS-131")
    given(recognised("2025-12-15")).when(decided(kind="exchange")).refused_only("SYS-131")
    known = member(card_issued_on="2010-09-02")
    given(known).when(decided(ANOTHER_P)).refused_only("SYS-131")


def test_only_a_card_that_was_decided_is_handed_over_and_not_before() -> None:
    given(member()).when(handed_over(person=ANOTHER_P)).refused_only("SYS-18")
    told = given(member(), decided(ANOTHER_P, "2026-01-06"))
    told.when(handed_over(person=ANOTHER_P, on="2026-01-05")).refused_only("SYS-14")


@pytest.mark.refuses("CRD-03")
@pytest.mark.parametrize(
    ("on", "right", "wrong"),
    [
        ("2019-03-01", OLD, NEW),
        ("2024-03-01", OLD, NEW),
        ("2025-09-01", OLD, NEW),
        ("2025-09-02", NEW, OLD),
        ("2026-05-01", NEW, OLD),
    ],
)
def test_a_number_has_the_digits_of_its_decision(on: str, right: str, wrong: str) -> None:
    """Eight to 1 September 2025, twelve since (N38 II.2)."""
    told = given(member(on="2018-01-01"), decided(ANOTHER_P, on))
    told.when(handed_over(right, ANOTHER_P, "2026-06-01")).accepted()
    told.when(handed_over(wrong, ANOTHER_P, "2026-06-01")).refused_only("CRD-03")
    told.when(handed_over(right[1:], ANOTHER_P, "2026-06-01")).refused("CRD-03")


@pytest.mark.refuses("SYS-132")
def test_a_number_is_that_of_one_person() -> None:
    """Of the same person it may stand on the next card, too; once annulled it is free."""
    told = with_card().and_(member(), decided(ANOTHER_P))
    told.when(handed_over(person=ANOTHER_P)).refused_only("SYS-132")
    again = with_card().and_(decided(on="2027-01-01", kind="reissue"))
    again.when(handed_over(on="2027-02-01")).records("card-handed-over")
    cards = derived_id("cards", P)
    annulled = ask(AnnulFact, about=cards, fact=2, second=SECOND, on="2026-02-01")
    told.and_(annulled).when(handed_over(person=ANOTHER_P)).accepted()


def test_two_records_of_one_person_have_the_cards_of_both() -> None:
    """And the number of the one is that of the other."""
    join = ask(JoinPersons, person=INTRODUCER, other=HELPER, second=SECOND, on="2026-02-01")
    told = given(decided(HELPER, kind="exchange"), handed_over(person=HELPER), join)
    assert told.store.world.cards(INTRODUCER).has_one
    next_one = decided(INTRODUCER, "2027-01-01", kind="exchange")
    told.and_(next_one).when(handed_over(person=HELPER, on="2027-02-01")).accepted()
    told.when(decided(HELPER, "2027-01-01")).refused_only("SYS-131")


@pytest.mark.accepts("OUT-05")
@pytest.mark.parametrize("ground", ["expelled", "deleted", "left"])
def test_a_card_is_withdrawn_after_the_end_of_a_membership(ground: str) -> None:
    with_card().and_(ended(ground)).when(withdrawn()).records("card-withdrawn")
    with_card().and_(ended(ground), withdrawn()).when(withdrawn()).refused_only("SYS-07")
    early = withdrawn(on="2026-02-28")
    with_card().and_(ended(ground)).when(early).refused_only("SYS-14")


@pytest.mark.refuses("OUT-05")
def test_a_card_stays_with_a_member_and_with_the_family_of_one_who_died() -> None:
    with_card().when(withdrawn()).refused_only("OUT-05")
    with_card().and_(ended("died")).when(withdrawn()).refused_only("OUT-05")


def test_a_member_from_paper_whose_card_is_not_known_gives_it_back() -> None:
    told = given(ended("expelled", NEW_GUIDE))
    told.when(withdrawn(NEW_GUIDE)).records("card-withdrawn")
