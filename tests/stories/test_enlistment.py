"""Conscripts: who is on which unit's enlistment list, deferred, struck off, or never proposed."""

import pytest

from admission.domain.kernel.messages import Accepted, Command
from admission.domain.registers.enlistment import commands as c
from admission.domain.registers.identity.commands import JoinPersons
from tests.stories.kit import given
from tests.stories.organisation import (
    ANOTHER_P,
    COMMUNE,
    INTRODUCER,
    NOBODY,
    OTHER_COMMUNE,
    SECOND,
    P,
    a_,
    ask,
)
from tests.stories.paths import in_pool

ON = "2025-01-10"
ENLISTS = "2025-02-25"


def listed(person: str = P, **fields: object) -> c.ListForEnlistment:
    known = {"person": person, "round": "2025", "unit": COMMUNE, "enlists": ENLISTS, "on": ON}
    return ask(c.ListForEnlistment, **{**known, **fields})


def deferred(**fields: object) -> c.DeferEnlistment:
    known = {"person": P, "round": "2025", "on": "2025-01-20", "reason": "đang học"}
    return ask(c.DeferEnlistment, **{**known, **fields})


def struck(**fields: object) -> c.StrikeFromEnlistment:
    known = {"person": P, "round": "2025", "on": "2025-01-20", "reason": "ghi nhầm"}
    return ask(c.StrikeFromEnlistment, **{**known, **fields})


def unproposed(**fields: object) -> c.LeaveUnproposed:
    known = {"person": P, "round": "2025", "on": "2025-01-20", "reason": "không có nguyện vọng"}
    return ask(c.LeaveUnproposed, **{**known, **fields})


@pytest.mark.accepts("SYS-120")
def test_a_person_is_listed_for_a_day_that_may_lie_ahead() -> None:
    """The list is a fact of its day; who is on it may be a member already."""
    told = given().when(listed(), today=ON).records("conscript-listed", unit=COMMUNE, round="2025")
    assert isinstance(told.answer, Accepted)
    assert told.answer.subject == P
    given().when(listed(INTRODUCER)).accepted()
    given().when(listed(round="2025-2", enlists="2025-08-20")).accepted()


@pytest.mark.refuses("SYS-120")
def test_the_day_of_enlistment_is_of_the_year_of_its_round() -> None:
    """The list itself may be of the year before."""
    given().when(listed(enlists="2026-02-25")).refused_only("SYS-120")
    given().when(listed(on="2024-12-28")).accepted()


def test_nobody_is_called_up_twice_in_one_round() -> None:
    """By whichever unit; in another round, or once struck off, it is another matter."""
    story = given(listed())
    story.when(listed(on="2025-01-11")).refused_only("SYS-07")
    story.when(listed(unit=OTHER_COMMUNE, on="2025-01-11")).refused_only("SYS-07")
    story.when(listed(round="2026", enlists="2026-02-25", on="2026-01-10")).accepted()
    moved = story.and_(struck())
    moved.when(listed(unit=OTHER_COMMUNE, on="2025-01-21")).accepted()
    moved.when(listed(unit=OTHER_COMMUNE, on="2025-01-19")).refused_only("SYS-14")


def test_nobody_is_called_up_under_two_names() -> None:
    """What is said of a person goes to the list on which that person stands."""
    told = {"reason": "trùng người", "second": SECOND, "on": "2025-01-12"}
    joined = ask(JoinPersons, person=P, other=ANOTHER_P, **told)
    story = given(listed(ANOTHER_P), joined)
    story.when(listed(P, on="2025-01-13")).refused_only("SYS-07")
    answer = story.when(deferred(person=P)).accepted().answer
    assert isinstance(answer, Accepted)
    assert answer.events[0].stream == listed(ANOTHER_P).conscript
    assert answer.subject == P


def test_days_unknown_people_and_units_that_cannot_be() -> None:
    given().when(listed(on="2025-02-26")).refused_only("SYS-14")
    given().when(listed(on="1999-12-31")).refused("SYS-14")
    given(listed()).when(deferred(on="2025-02-26")).refused_only("SYS-14")
    given(listed()).when(deferred(on="2025-01-09")).refused_only("SYS-14")
    given(listed()).when(struck(on="2025-01-09")).refused_only("SYS-14")
    given().when(listed(NOBODY)).unknown(NOBODY)
    given().when(listed(unit=a_("unit", 99))).unknown(a_("unit", 99))


@pytest.mark.parametrize("act", [deferred(), struck(), unproposed()], ids=lambda act: act.NAME)
def test_only_who_is_on_the_list_is_deferred_struck_off_or_explained(act: Command) -> None:
    given().when(act).refused_only("SYS-18")
    given(listed()).when(act).accepted()


def test_somebody_is_deferred_once() -> None:
    story = given(listed(), deferred())
    story.when(deferred(on="2025-01-21")).refused_only("SYS-07")
    story.when(struck(on="2025-01-21")).accepted()


@pytest.mark.accepts("SYS-121")
def test_it_is_said_why_nobody_proposed_a_conscript() -> None:
    given(listed()).when(unproposed()).records("conscript-unproposed", round="2025")


@pytest.mark.refuses("SYS-121")
def test_of_a_member_or_a_candidate_nobody_says_that_there_was_no_proposal() -> None:
    given(listed(INTRODUCER)).when(unproposed(person=INTRODUCER)).refused_only("SYS-121")
    given(listed(), in_pool("2025-01-15")).when(unproposed()).refused_only("SYS-121")
