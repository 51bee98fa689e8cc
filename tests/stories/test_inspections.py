"""Inspections: what they look at, what they find, what becomes of it, and who waits meanwhile."""

from typing import Any, Final

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.registers.corrections.commands import AnnulFact
from admission.domain.registers.inspections import commands as c
from tests.stories.kit import given
from tests.stories.organisation import (
    ANOTHER_P,
    CELL,
    COMMITTEE,
    COMMUNE,
    DOC,
    HELPER,
    NOBODY,
    OTHER_COMMUNE,
    PROVINCE,
    SECOND,
    P,
    a_,
    ask,
)
from tests.stories.paths import committee_resolved
from tests.stories.test_questions import transferred

INSPECTION, FINDING = a_("inspection", 1), a_("finding", 1)
BEGUN: Final = "2025-08-11"
FOUND: Final = "2025-08-18"
OVER: Final = "2025-09-15"
_OF = {"inspected_by": PROVINCE, "units": (COMMUNE,), "first": "2024-01-01", "last": "2025-06-30"}


def inspection(on: str = BEGUN, **fields: Any) -> Command:  # noqa: ANN401 - any field
    return ask(c.BeginInspection, on=on, **{"inspection": INSPECTION, **_OF, **fields})


def ended(on: str = OVER) -> Command:
    return ask(c.EndInspection, inspection=INSPECTION, on=on)


def finding(on: str = FOUND, **fields: Any) -> Command:  # noqa: ANN401 - as above
    said = {"finding": FINDING, "inspection": INSPECTION, "unit": CELL, "text": "thiếu biên bản"}
    return ask(c.RaiseFinding, on=on, **{**said, "rule": "DOS-05", "events": (1, 2), **fields})


def answered(on: str = "2025-08-20") -> Command:
    return ask(c.AnswerFinding, finding=FINDING, text="đã họp", on=on)


def upheld(on: str = "2025-08-25", due: str = "2025-09-30") -> Command:
    return ask(c.UpholdFinding, finding=FINDING, remedy="lập lại biên bản", due=due, on=on)


def dropped(on: str = OVER) -> Command:
    return ask(c.DropFinding, finding=FINDING, reason="đủ giấy tờ", on=on)


def remedied(on: str = OVER) -> Command:
    return ask(c.RemedyFinding, finding=FINDING, on=on)


def test_an_inspection_is_begun_once_by_and_of_units_that_stand_and_ends_once() -> None:
    begun = given().when(inspection(programme="Kế hoạch 12"))
    story = begun.records("inspection-begun", units=(COMMUNE,), document=DOC).then()
    story.when(inspection()).refused_only("SYS-07")
    given().when(inspection(units=(a_("unit", 99),))).unknown(a_("unit", 99))
    given().when(inspection(people=(NOBODY,))).unknown(NOBODY)
    story.when(ended("2025-08-10")).refused_only("SYS-14")
    over = story.when(ended()).records("inspection-ended").then()
    over.when(ended()).refused_only("SYS-142")
    over.when(finding(OVER)).refused_only("SYS-142")
    given().when(ended()).unknown(INSPECTION)


def test_the_days_that_are_inspected_are_in_their_order() -> None:
    with pytest.raises(ValueError, match="before the first"):
        inspection(first="2025-07-01")


def test_a_finding_is_raised_once_and_answered_until_it_is_over() -> None:
    story = given(inspection(), finding())
    story.when(finding()).refused_only("SYS-07")
    given(inspection()).when(finding("2025-08-10")).refused_only("SYS-14")
    given().when(finding()).unknown(INSPECTION)
    given().when(answered()).unknown(FINDING)
    story.when((answered(), answered())).records("finding-answered", text="đã họp")
    story.when(answered("2025-08-17")).refused_only("SYS-14")
    story.when((dropped(), dropped())).refused_only("SYS-142")


@pytest.mark.refuses("SYS-210")
def test_an_inspection_finds_nothing_in_units_that_it_is_not_of() -> None:
    given(inspection()).when(finding(unit=OTHER_COMMUNE)).refused_only("SYS-210")
    given(inspection(units=(CELL,))).when(finding(unit=COMMITTEE)).refused_only("SYS-210")


@pytest.mark.accepts("SYS-210")
def test_an_inspection_finds_something_in_a_unit_or_in_one_under_it() -> None:
    given(inspection()).when(finding(unit=COMMUNE)).accepted()
    given(inspection()).when(finding(unit=CELL)).accepted()


@pytest.mark.refuses("SYS-211")
def test_what_was_recorded_after_the_inspection_began_is_no_matter_of_it() -> None:
    story = given(inspection())
    frozen = story.store.state(INSPECTION).known_at
    story.when(finding(events=(1, frozen + 1))).refused_only("SYS-211")
    committee = story.and_(committee_resolved("2025-08-01"))
    committee.when(finding(events=(frozen + 1,))).refused_only("SYS-211")


@pytest.mark.accepts("SYS-211")
def test_all_that_was_recorded_before_an_inspection_began_may_be_found() -> None:
    story = given(inspection())
    newest = story.store.state(INSPECTION).known_at
    story.when(finding(events=(newest,))).records("finding-raised", events=(newest,))


@pytest.mark.refuses("SYS-212")
def test_a_finding_that_nobody_upheld_is_not_remedied() -> None:
    given(inspection(), finding(), answered()).when(remedied()).refused_only("SYS-212")


@pytest.mark.accepts("SYS-212")
def test_an_upheld_finding_is_remedied_even_after_the_inspection_has_ended() -> None:
    story = given(inspection(), finding(), upheld(), ended())
    story.when(remedied()).records("finding-remedied", document=DOC)
    story.when(upheld()).refused_only("SYS-07")
    given(inspection(), finding()).when(upheld(due="2025-08-24")).refused_only("SYS-14")


@pytest.mark.refuses("MOV-09")
def test_nobody_is_transferred_while_inspected_or_while_a_finding_on_them_is_open() -> None:
    """Others of the same unit may go; an upheld finding holds until it is remedied."""
    begun = given(inspection(people=(HELPER,)))
    begun.when(transferred(BEGUN)).refused_only("MOV-09")
    given(inspection()).when(transferred(BEGUN)).accepted()
    found = given(inspection(), finding(person=HELPER), upheld(), ended("2025-09-01"))
    found.when(transferred("2025-09-14")).refused_only("MOV-09")


@pytest.mark.accepts("MOV-09")
def test_a_transfer_waits_no_longer_once_all_is_over() -> None:
    """The inspection ended, the finding dropped or remedied."""
    given(inspection(people=(HELPER, ANOTHER_P)), ended()).when(transferred(OVER)).accepted()
    found = given(inspection(), finding(person=HELPER))
    found.and_(dropped()).when(transferred(OVER)).accepted()
    found.and_(upheld(), remedied()).when(transferred(OVER)).accepted()
    found.when(transferred("2025-08-17")).accepted()


def test_a_finding_or_an_inspection_that_never_was_held_nobody() -> None:
    annulled = {"fact": 1, "on": OVER, "second": SECOND}
    story = given(inspection(), finding(person=P))
    after = story.when(ask(AnnulFact, about=FINDING, **annulled)).then()
    assert not after.store.state(P).holds
    begun = given(committee_resolved("2025-08-01"), inspection(people=(P,)), ended())
    last = ask(AnnulFact, about=INSPECTION, **{**annulled, "fact": 2})
    (hold,) = begun.when(last).then().store.state(P).holds
    assert hold.until is None
