"""An official member's decision is cancelled: what was given for the membership comes back."""

from datetime import date
from typing import Final

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.registers.badges.commands import WithdrawBadges
from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.movements.commands import Arrive
from admission.domain.stages.membership import commands as m
from tests.stories import test_badges as b
from tests.stories import test_cards as k
from tests.stories.kit import Story, given
from tests.stories.organisation import ANOTHER_C, ANOTHER_P, CELL, COMMUNE, SECOND, C, P, ask
from tests.stories.paths import recognised
from tests.stories.test_corrections import annul, place
from tests.stories.test_taking_over import taken

STRUCK: Final = "2026-03-01"
OF_LONG_AGO: Final = {"admission-decided": "1995-02", "ceremony-held": "1995", "recognised": "1996"}


def cancel(on: str = STRUCK, candidate: str = C) -> m.CancelDecision:
    return ask(m.CancelDecision, body=COMMUNE, candidate=candidate, on=on)


def struck() -> Story:
    """A member with a card, and then none who ever was one."""
    return k.with_card().and_(cancel())


def with_badge() -> Story:
    """A member taken over from paper, with the badge of thirty years."""
    member = taken("official-member", dates=OF_LONG_AGO, decided_by=COMMUNE)
    return given(member, b.award())


def badges_back(on: str = "2026-06-02") -> WithdrawBadges:
    return ask(WithdrawBadges, person=P, on=on)


@pytest.mark.accepts("OUT-05")
def test_the_card_of_a_cancelled_membership_is_withdrawn_once_and_not_before() -> None:
    struck().when(k.withdrawn()).records("card-withdrawn")
    struck().when(k.withdrawn(on="2026-02-28")).refused_only("SYS-14")
    struck().and_(k.withdrawn()).when(k.withdrawn()).refused_only("SYS-07")


@pytest.mark.accepts("OUT-05")
def test_the_badges_of_a_cancelled_membership_are_withdrawn() -> None:
    told = with_badge()
    told.when(badges_back()).refused_only("OUT-05")
    told.and_(cancel("2026-06-01")).when(badges_back()).records("badges-withdrawn")


@pytest.mark.refuses("OUT-05")
def test_when_the_cancelling_is_annulled_the_card_stays_with_the_member() -> None:
    told = struck()
    back = told.and_(annul(place(told, m.CancelDecision)))
    back.when(k.withdrawn()).refused_only("OUT-05")


@pytest.mark.refuses("CRD-01")
def test_a_card_that_was_decided_is_not_handed_over_once_the_name_is_struck() -> None:
    """It is given up with the withdrawal; on a day before it could still be handed over."""
    told = given(recognised("2025-12-15"), k.decided(), cancel())
    told.when(k.handed_over(on=STRUCK)).refused_only("CRD-01")
    told.when(k.handed_over(on="2026-02-28")).accepted()
    told.and_(k.withdrawn()).when(k.handed_over(on="2026-04-01")).refused_only("SYS-18")


@pytest.mark.accepts("CRD-01")
def test_a_card_is_handed_over_while_the_membership_lasts() -> None:
    given(recognised("2025-12-15"), k.decided()).when(k.handed_over(on=STRUCK)).accepted()


def back_from_elsewhere() -> Arrive:
    """A member of thirty years by the round of September 2026."""
    elsewhere = {"from_place": "Hà Nội", "standing": "official", "on": "2026-07-01"}
    days = {"decided_on": "1996-05-20", "official_on": "1997-05-20"}
    return ask(Arrive, person=P, cell=CELL, **elsewhere, **days)


def long_ago(*after: Command) -> Story:
    """Struck in 2022 with a card, and what was recorded then."""
    card = (k.decided(on="2022-06-20"), k.handed_over(k.OLD, on="2022-07-05"))
    return given(recognised("2022-06-15"), *card, cancel("2022-09-01"), *after)


def admitted_again(told: Story) -> Story:
    return told.and_(recognised("2025-11-15", candidate=ANOTHER_C))


def test_the_party_age_of_somebody_admitted_later_counts_from_that_decision_alone() -> None:
    """A cancelled membership never was one: it lends no years, and takes none."""
    person = admitted_again(long_ago()).store.world.person(P)
    assert person.counted is not None
    assert person.decided_on is not None
    assert person.counted.since == person.counted.first == person.decided_on
    assert person.decided_on > date(2022, 9, 1)
    assert person.counted.days_away == 0


@pytest.mark.accepts("SYS-131")
def test_somebody_admitted_later_has_a_first_card_again() -> None:
    told = admitted_again(long_ago(k.withdrawn(on="2022-09-20")))
    told.when(k.decided(on="2025-12-01")).accepted()
    told.when(k.decided(on="2025-12-01", kind="exchange")).refused_only("SYS-131")


def test_the_card_of_before_is_still_withdrawn_after_a_later_admission() -> None:
    admitted_again(long_ago()).when(k.withdrawn(on="2025-12-01")).records("card-withdrawn")


@pytest.mark.accepts("SYS-133")
def test_a_badge_of_a_cancelled_membership_is_no_award() -> None:
    """Somebody of the same years by another membership may have it."""
    told = with_badge().and_(cancel("2026-06-01"), badges_back())
    again = told.and_(back_from_elsewhere())
    again.when(b.award(day="2026-09-02", on="2026-08-01")).records("badge-awarded")


def test_under_another_name_of_the_person_the_card_is_withdrawn_as_well() -> None:
    join = ask(JoinPersons, person=ANOTHER_P, other=P, second=SECOND, on="2026-03-02")
    told = struck().and_(join)
    told.when(k.withdrawn(ANOTHER_P)).records("card-withdrawn")
    assert told.store.world.person(ANOTHER_P).cancelled == told.store.world.person(P).cancelled
