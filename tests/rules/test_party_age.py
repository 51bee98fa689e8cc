"""Party age: from the signature of the admission decision, once official."""

from datetime import date

import pytest

from admission.domain.registers.people.commands import RegisterMember
from admission.domain.stages.membership.party_age import PartyAge, party_age
from tests.stories.kit import given
from tests.stories.organisation import ANOTHER_P, CELL, P, ask
from tests.stories.paths import ceremony_held, decided, received, recognised

SIGNED, OFFICIAL = date(2024, 8, 25), date(2025, 9, 15)


@pytest.mark.computes("AGE-01")
@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2025, 9, 14), None),
        (date(2025, 9, 15), PartyAge(1, 0)),
        (date(2025, 9, 24), PartyAge(1, 0)),
        (date(2025, 9, 25), PartyAge(1, 1)),
        (date(2026, 8, 24), PartyAge(1, 11)),
        (date(2026, 8, 25), PartyAge(2, 0)),
        (date(2054, 8, 25), PartyAge(30, 0)),
    ],
)
def test_it_counts_from_the_signature_once_official(on: date, age: PartyAge | None) -> None:
    """Decision of 25 August 2024, ceremony of 15 September 2024 (Q294 4.5.1)."""
    assert party_age(on, official_on=OFFICIAL, decided_on=SIGNED) == age


@pytest.mark.computes("AGE-02")
def test_where_the_decision_is_lost_the_card_counts() -> None:
    """And where there is neither it is not known (H06 5.3)."""
    card = date(2025, 12, 1)
    on = date(2026, 12, 1)
    assert party_age(on, official_on=OFFICIAL, decided_on=None, card_issued_on=card) == (1, 0)
    assert party_age(on, official_on=OFFICIAL, decided_on=None) is None


def test_time_outside_party_life_does_not_count() -> None:
    """It is taken off, down to nothing (Q294 4.5.1)."""
    on = date(2026, 8, 25)
    assert party_age(on, official_on=OFFICIAL, decided_on=SIGNED, months_away=5) == (1, 7)
    assert party_age(on, official_on=OFFICIAL, decided_on=SIGNED, months_away=99) == (0, 0)


def test_a_members_age_is_that_of_the_decision_however_late_the_recognition() -> None:
    """From the path itself, without a date of its own."""
    story = given(recognised("2025-12-15"))
    person, candidate = story.store.world.person(P), story.candidate()
    signed, official = candidate.day("admission-decided"), candidate.official_on
    assert signed is not None
    assert official is not None
    assert person.party_age(official) == party_age(
        official, official_on=official, decided_on=signed
    )
    assert person.party_age(signed) is None
    for path in (decided, received, ceremony_held):
        assert given(path("2025-12-15")).store.world.person(P).party_age(official) is None


def test_a_decision_of_august_a_ceremony_of_september() -> None:
    """Signed on 25 August 2024, held on 15 September 2024: two dates, two counts (AGE-04)."""
    path = [*ceremony_held("2024-09-15", days={"decision": "2024-08-25"})]
    story = given(path)
    assert story.candidate().day("admission-decided") == SIGNED
    assert story.candidate().day("term-ended") == OFFICIAL


def test_a_member_known_from_paper_has_the_age_of_the_paper() -> None:
    """The decision's day where it is known, else the card's (H06 5.3)."""
    member = ask(
        RegisterMember,
        person=ANOTHER_P,
        cell=CELL,
        official_on="2010-05-19",
        card_issued_on="2010-09-02",
        on="2020-01-01",
    )
    person = given(member).store.world.person(ANOTHER_P)
    assert person.party_age(date(2020, 9, 2)) == (10, 0)
