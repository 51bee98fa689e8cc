"""Party age: from the signature of the admission decision, once official."""

from datetime import date
from typing import Any

import pytest

from admission.domain.registers.people.commands import RegisterMember
from admission.domain.stages.earlier import Membership
from admission.domain.stages.membership.party_age import PartyAge, counted
from tests.stories.kit import given
from tests.stories.organisation import ANOTHER_P, CELL, P, ask
from tests.stories.paths import ceremony_held, decided, received, recognised

SIGNED, OFFICIAL = date(2024, 8, 25), date(2025, 9, 15)


def party_age(on: date, **known: Any) -> PartyAge | None:  # noqa: ANN401 - any of the days
    found = counted(**known)
    return found.age(on) if found else None


def ended(decided: str | None, on: str, **said: Any) -> Membership:  # noqa: ANN401 - as above
    known = {"counts_from": decided, "ended_on": on, "ended_as": "deleted"}
    return Membership.model_validate({**known, **said})


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


@pytest.mark.computes("AGE-03")
@pytest.mark.parametrize(
    ("earlier", "since", "at_least"),
    [
        ([ended("2010-01-01", "2014-08-25")], date(2020, 1, 2), False),
        ([ended("2010-01-01", "2014-08-25", stated="2010")], date(2020, 1, 2), True),
        (
            [ended("2000-01-01", "2002-01-01"), ended("2005-01-01", "2014-08-25")],
            date(2013, 1, 1),
            False,
        ),
        ([ended(None, "2014-08-25")], SIGNED, True),
        ([ended("2000-01-01", "2002-01-01"), ended(None, "2014-08-25")], date(2022, 8, 25), True),
    ],
)
def test_who_was_readmitted_counts_from_the_first_decision_less_the_gaps(
    earlier: list[Membership], since: date, *, at_least: bool
) -> None:
    """In days, from each end to the next decision (Q294 4.5.1, 4.5.2); an unknown day: least."""
    found = counted(official_on=OFFICIAL, decided_on=SIGNED, earlier=earlier)
    assert found is not None
    assert (found.since, found.at_least) == (since, at_least)


def test_a_paper_that_names_the_first_decision_has_the_gap_end_when_official() -> None:
    """Registered anew with the decision of before the end: away until official at the latest."""
    past = [ended("2010-01-01", "2014-09-15")]
    found = counted(official_on=OFFICIAL, decided_on=date(2010, 1, 1), earlier=past)
    assert found is not None
    assert found.days_away == (OFFICIAL - date(2014, 9, 15)).days


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
