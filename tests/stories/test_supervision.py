"""Supervision: who answers for which unit, from when to when."""

import pytest

from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.supervision import commands as c
from admission.domain.registers.units.commands import MergeUnit
from tests.stories.kit import given
from tests.stories.organisation import (
    ANOTHER_P,
    CLERK,
    COMMUNE,
    GUIDE,
    HELPER,
    NOBODY,
    OTHER_COMMUNE,
    SECOND,
    P,
    a_,
    ask,
)

ON = "2025-01-10"


def assigned(supervisor: str = HELPER, **fields: object) -> c.AssignSupervisor:
    known = {"unit": COMMUNE, "supervisor": supervisor, "on": ON}
    return ask(c.AssignSupervisor, **{**known, **fields})


def ended(supervisor: str = HELPER, **fields: object) -> c.EndSupervision:
    known = {"unit": COMMUNE, "supervisor": supervisor, "on": "2025-06-01"}
    return ask(c.EndSupervision, **{**known, **fields})


def test_a_person_or_an_account_answers_for_a_unit() -> None:
    """In a office, where one is given."""
    given().when(assigned(office="standing-committee")).records("supervisor-assigned", unit=COMMUNE)
    given().when(assigned(CLERK)).accepted()
    given().when(assigned(NOBODY)).unknown(NOBODY)
    given().when(assigned(a_("account", 99))).unknown(a_("account", 99))
    given().when(assigned(unit=a_("unit", 99))).unknown(a_("unit", 99))
    given().when(assigned(on="1999-12-31")).refused_only("SYS-14")


@pytest.mark.refuses("SYS-122")
def test_nobody_else_answers_for_a_unit_at_the_same_time() -> None:
    """Nor from a day before somebody's supervision began, or in the middle of one that is over."""
    given(assigned()).when(assigned(GUIDE)).refused_only("SYS-122")
    given(assigned()).when(assigned(GUIDE, on="2025-01-09")).refused_only("SYS-122")
    given(assigned(), ended()).when(assigned(GUIDE, on="2025-05-31")).refused_only("SYS-122")


@pytest.mark.accepts("SYS-122")
def test_another_follows_from_the_day_on_which_it_ended_or_stands_beside() -> None:
    """Where it is said that both answer."""
    given(assigned(), ended()).when(assigned(GUIDE, on="2025-06-01")).accepted()
    given(assigned()).when(assigned(GUIDE, beside_others=True)).accepted()
    given(assigned()).when(assigned(unit=OTHER_COMMUNE)).accepted()


def test_nobody_answers_twice_for_one_unit() -> None:
    given(assigned()).when(assigned(beside_others=True)).refused_only("SYS-07")


def test_only_a_supervision_that_runs_ends_and_not_on_its_first_day() -> None:
    given().when(ended()).refused_only("SYS-18")
    given(assigned(GUIDE)).when(ended()).refused_only("SYS-18")
    given(assigned(), ended()).when(ended(on="2025-07-01")).refused_only("SYS-18")
    given(assigned()).when(ended(on=ON)).refused_only("SYS-14")


def test_a_person_under_another_name_is_the_same_supervisor() -> None:
    """The supervision that began under it ends."""
    told = {"reason": "trùng người", "second": SECOND, "on": "2025-01-12"}
    story = given(assigned(ANOTHER_P), ask(JoinPersons, person=P, other=ANOTHER_P, **told))
    story.when(assigned(P, on="2025-01-13", beside_others=True)).refused_only("SYS-07")
    over = story.when(ended(P)).records("supervision-ended", supervisor=P, began_as=ANOTHER_P)
    over.then().when(assigned(GUIDE, on="2025-06-01")).accepted()


def test_of_a_unit_that_has_ended_the_successor_is_answered_for() -> None:
    """Nobody new answers for it; who did ceases to under its old name."""
    into = {"into": OTHER_COMMUNE, "targets": "follows", "on": "2025-05-01"}
    story = given(assigned(), ask(MergeUnit, unit=COMMUNE, **into))
    story.when(assigned(GUIDE, on="2025-06-01", beside_others=True)).refused_only("SYS-56")
    story.when(ended()).accepted()
