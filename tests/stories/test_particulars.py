"""What is recorded of people for reports on who was admitted."""

from typing import Any

import pytest

from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.movements.commands import EndMembership
from admission.domain.registers.particulars.commands import RecordParticulars
from admission.domain.registers.people.state import Person
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_P,
    INTRODUCER,
    NOBODY,
    SECOND,
    P,
    a_,
    ask,
    person_registered,
)

ON = "2025-04-02"


def particulars(**fields: Any) -> RecordParticulars:  # noqa: ANN401
    return ask(RecordParticulars, **{"person": P, "on": ON, **fields})


def person(story: Story, who: str = P) -> Person:
    state: Person = story.store.state(who)
    return state


@pytest.mark.accepts("SYS-110")
def test_each_particular_is_recorded_by_itself_and_the_others_stay() -> None:
    """Several sources at once; what nobody said is unknown."""
    told = given(particulars(sources=("youth-union", "farmer"), occupation="pupil"))
    story = told.when(particulars(occupation="other", religious=False)).records(religious=False)
    known = person(story.then()).particulars
    assert (known.sources, known.occupation) == (("youth-union", "farmer"), "other")
    assert (known.religious, known.ethnic_minority, known.title) == (False, None, None)


@pytest.mark.refuses("SYS-110")
def test_a_record_that_says_nothing_is_refused() -> None:
    """A paper alone says nothing of anybody."""
    given().when(particulars()).refused_only("SYS-110")
    given().when(particulars(document={"kind": "cv"})).refused_only("SYS-110")
    given().when(particulars(title="none")).accepted()


def test_nothing_is_so_of_somebody_before_birth_or_after_death() -> None:
    """The day of birth itself, and that of death, are days of a life."""
    given().when(particulars(religious=True, on="1995-03-19")).refused_only("SYS-14")
    given().when(particulars(religious=True, on="1995-03-20")).accepted()
    gone = given(ask(EndMembership, person=INTRODUCER, ground="died", on=ON))
    of_the_dead = {"person": INTRODUCER, "qualification": "college"}
    gone.when(particulars(**of_the_dead, on="2025-04-03")).refused_only("SYS-14")
    gone.when(particulars(**of_the_dead)).accepted()


def test_nothing_lies_ahead_and_nobody_is_unknown() -> None:
    """What is so is a fact."""
    given().when(particulars(religious=True), today="2025-04-01").refused_only("SYS-02")
    given().when(particulars(person=NOBODY, religious=True)).unknown(NOBODY)


def test_what_is_said_of_another_name_is_said_of_the_person_kept() -> None:
    """Each record keeps what it said by itself before."""
    twice = ask(JoinPersons, person=P, other=ANOTHER_P, second=SECOND, on=ON)
    told = given(
        particulars(person=ANOTHER_P, title="professor"), particulars(religious=True), twice
    )
    outcome = told.when(particulars(person=ANOTHER_P, qualification="doctor"))
    outcome.records("particulars-recorded", qualification="doctor")
    story = outcome.then()
    kept, other = (person(story, who).particulars for who in (P, ANOTHER_P))
    assert (kept.qualification, kept.religious, kept.title) == ("doctor", True, None)
    assert (other.qualification, other.title) == (None, "professor")


def test_somebody_registered_later_may_have_been_so_before() -> None:
    """The day is that from which it was so, not that of the paper."""
    late = person_registered(a_("person", 77), on="2025-01-01")
    earlier = particulars(person=late.person, occupation="armed-forces", on="2019-09-01")
    given(late).when(earlier).accepted()
