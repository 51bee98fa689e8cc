"""The beginning of the path: the sympathiser list, the awareness class and its certificate."""

import pytest

from admission.domain.registers.classes import commands as classes
from admission.domain.stages.awareness import commands as w
from admission.domain.stages.standings import Standing
from tests.stories.kit import given
from tests.stories.organisation import (
    ANOTHER_C,
    ANOTHER_P,
    COMMITTEE,
    INTRODUCER,
    NOBODY,
    USUAL,
    P,
    a_,
    ask,
)
from tests.stories.paths import certificate, certified, cv_certified, entry, in_pool

CLASS = a_("class", 1)


@pytest.mark.accepts("SYS-05")
@pytest.mark.accepts("SYS-12")
@pytest.mark.accepts("SYS-16")
def test_a_cell_puts_a_person_on_its_list() -> None:
    """A candidacy begins when the cell enters a person in its list of sympathisers."""
    given().when(entry("2025-07-15")).accepted().leaves(Standing.IN_POOL)


@pytest.mark.refuses("SYS-05")
def test_a_person_has_one_open_candidacy_at_a_time() -> None:
    """Nobody is entered a second time while a first candidacy is open."""
    second = entry("2025-08-15", candidate=ANOTHER_C)
    given(in_pool("2025-07-15")).when(second).refused_only("SYS-05").refused("SYS-05")


@pytest.mark.refuses("SYS-16")
def test_a_member_is_no_candidate() -> None:
    """A full member is not entered in the list of sympathisers."""
    given().when(entry("2025-07-15", person=INTRODUCER)).refused("SYS-16")


@pytest.mark.refuses("SYS-12")
def test_only_a_cell_has_a_list_of_sympathisers() -> None:
    """A committee cannot enter anybody in a list."""
    given().when(entry("2025-07-15", unit=COMMITTEE)).refused("SYS-12")


def test_an_unknown_person_or_unit_is_named() -> None:
    """What is not registered is a broken reference, not a refusal."""
    given().when(entry("2025-07-15", person=NOBODY)).unknown(NOBODY)
    given().when(entry("2025-07-15", unit=a_("unit", 99))).unknown(a_("unit", 99))


@pytest.mark.refuses("ELG-11")
def test_a_student_of_eleven_months_is_admitted_elsewhere() -> None:
    """A school takes those who study there full time for at least twelve months (H06 6.2)."""
    given().when(entry("2025-07-15", basis="study", basis_months=11)).refused("ELG-11")


@pytest.mark.accepts("ELG-11")
def test_a_student_of_twelve_months_is_admitted_at_the_school() -> None:
    """Twelve months are enough (H06 6.2)."""
    given().when(entry("2025-07-15", basis="study", basis_months=12)).accepted()


@pytest.mark.refuses("SYS-15")
def test_the_ground_at_a_place_is_one_that_the_rulebook_knows() -> None:
    """A misspelt ground is refused, with those that are known."""
    given().when(entry("2025-07-15", basis="holidays")).refused("SYS-15")


@pytest.mark.accepts("SYS-15")
def test_residence_is_a_ground() -> None:
    """A resident without a contract of work is admitted at the place of residence (H06 6.2)."""
    given().when(entry("2025-07-15", basis="residence")).accepted()


def test_who_left_the_list_may_be_entered_again_as_a_new_candidacy() -> None:
    """Leaving the list ends one candidacy; a later entry begins another."""
    left = given(in_pool("2025-07-15")).when(ask(w.LeavePool, on="2025-08-01"))
    story = left.accepted().leaves(Standing.LEFT_POOL)
    story.when(entry("2025-09-01", candidate=ANOTHER_C)).accepted().leaves(
        Standing.IN_POOL, ANOTHER_C
    )
    story.when(entry("2025-09-01")).refused("SYS-01")


@pytest.mark.accepts("DOS-06")
def test_the_centre_of_the_commune_issues_certificates() -> None:
    """A certificate of the commune's political centre counts (H06 3.1)."""
    given(in_pool("2025-07-15")).when(certificate("2025-08-15")).accepted().leaves(
        Standing.CERTIFIED
    )


@pytest.mark.refuses("DOS-06")
def test_a_company_does_not_issue_certificates() -> None:
    """Only the centres named, or the competent committee, issue certificates (H06 3.1)."""
    wrong = certificate("2025-08-15", issuer_kind="company")
    given(in_pool("2025-07-15")).when(wrong).refused("DOS-06")


def test_the_issuer_is_judged_by_the_rules_of_the_day_of_issue() -> None:
    """A district centre's certificate of 2024 counts, also where it is recorded in 2025."""
    old = certificate("2024-03-01", on="2025-08-15", issuer_kind="district-centre")
    new = certificate("2025-08-01", on="2025-08-15", issuer_kind="district-centre")
    given(in_pool("2025-07-15")).when(old).accepted()
    given(in_pool("2025-07-15")).when(new).refused("DOS-06")


def test_a_later_certificate_stands_in_the_place_of_the_first() -> None:
    """A certificate renewed while the dossier is put together changes no standing."""
    later = certificate("2025-09-01")
    given(cv_certified("2025-08-15")).when(later).accepted().leaves(Standing.CV_CERTIFIED)


def _class(*, passed: bool = True) -> list[classes.ClassCommand]:
    result = {"person": P, "passed": passed, "certificate": "123/GCN" if passed else None}
    return [
        ask(
            classes.OrderClass,
            class_id=CLASS,
            unit=USUAL.authority,
            title="Lớp nhận thức về Đảng",
            centre="Trung tâm chính trị",
            starts="2025-08-01",
            ends="2025-08-10",
            on="2025-07-20",
        ),
        ask(classes.EnrolInClass, class_id=CLASS, people=(P,), on="2025-07-25"),
        ask(
            classes.ConcludeClass,
            class_id=CLASS,
            results=(result,),
            issuer_kind="commune-centre",
            issuer="Trung tâm chính trị",
            issued="2025-08-15",
            on="2025-08-15",
        ),
    ]


def test_a_certificate_of_one_of_our_classes_says_what_its_results_say() -> None:
    """Number and day are those of the class's results; nobody who failed holds a certificate."""
    right = certificate("2025-08-15", class_id=CLASS)
    pool = given(in_pool("2025-07-15"))
    pool.and_(_class()).when(right).accepted()
    pool.and_(_class(passed=False)).when(right).refused("DOS-06")
    pool.and_(_class()).when(certificate("2025-08-15", class_id=CLASS, number="9")).refused(
        "DOS-06"
    )
    pool.and_(_class()).when(certificate("2025-08-14", on="2025-08-15", class_id=CLASS)).refused(
        "DOS-06"
    )


def test_results_of_a_class_may_come_in_twice() -> None:
    """Each certificate keeps the day on which it was issued."""
    *before, concluded = _class()
    assert isinstance(concluded, classes.ConcludeClass)
    late = concluded.results[0].model_copy(update={"person": ANOTHER_P, "certificate": "124/GCN"})
    day = concluded.issued.replace(day=20)
    again = concluded.model_copy(update={"results": (late,), "issued": day, "on": day})
    both = ask(classes.EnrolInClass, class_id=CLASS, people=(ANOTHER_P,), on="2025-07-26")
    story = given(in_pool("2025-07-15"), before, both, concluded, again)
    story.when(certificate("2025-08-15", on="2025-08-25", class_id=CLASS)).accepted()
    story.when(certificate("2025-08-20", on="2025-08-25", class_id=CLASS)).refused("DOS-06")


def test_a_certificate_is_not_recorded_before_its_issue() -> None:
    """The day of issue is not after the day on which it was handed in."""
    given(in_pool("2025-07-15")).when(certificate("2025-08-16", on="2025-08-15")).refused("SYS-14")


@pytest.mark.refuses("SYS-03")
def test_no_step_takes_effect_before_the_one_it_follows() -> None:
    """A person is not taken off a list before the day of being entered in it."""
    given(certified("2025-07-15")).when(ask(w.LeavePool, on="2025-07-14")).refused("SYS-03")


@pytest.mark.accepts("SYS-03")
def test_a_step_may_take_effect_on_the_day_of_the_one_it_follows() -> None:
    """Two steps on one day are in order."""
    given(certified("2025-07-15")).when(ask(w.LeavePool, on="2025-07-15")).accepted()


@pytest.mark.refuses("SYS-01")
def test_a_step_is_taken_only_where_it_belongs() -> None:
    """Nobody leaves the list of sympathisers once the dossier is open."""
    given(cv_certified("2025-08-15")).when(ask(w.LeavePool, on="2025-08-20")).refused("SYS-01")


@pytest.mark.accepts("SYS-01")
def test_a_holder_of_a_certificate_may_still_leave_the_list() -> None:
    """The list is left at any time before the dossier is opened."""
    left = given(certified("2025-07-15")).when(ask(w.LeavePool, on="2025-08-20"))
    left.accepted().leaves(Standing.LEFT_POOL)


@pytest.mark.refuses("SYS-02")
def test_a_fact_does_not_lie_in_the_future() -> None:
    """Neither the step nor a day in it or in its papers is later than today."""
    paper = {"kind": "resolution", "signed": "2025-07-16"}
    given().when(entry("2025-07-15"), today="2025-07-14").refused("SYS-02")
    given().when(entry("2025-07-15", document=paper), today="2025-07-15").refused("SYS-02")


@pytest.mark.accepts("SYS-02")
def test_what_happens_today_can_be_recorded_today() -> None:
    """The day itself is good."""
    given().when(entry("2025-07-15"), today="2025-07-15").accepted()


@pytest.mark.refuses("SYS-06")
def test_without_a_rulebook_in_force_nothing_is_decided() -> None:
    """Before the first adopted rulebook no step of a path is judged."""
    given().when(entry("2016-07-24")).refused("SYS-06")


@pytest.mark.accepts("SYS-06")
def test_the_first_day_of_a_rulebook_is_governed_by_it() -> None:
    """Q29 governs from the day of its signature."""
    given().when(entry("2016-07-25")).accepted()
