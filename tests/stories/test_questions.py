"""Reviews and complaints: what is recorded of them, and how steps and clocks wait for their end."""

from datetime import date
from typing import Any, Final

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.kernel.rules import objection
from admission.domain.registers.complaints import commands as complaints
from admission.domain.registers.corrections.commands import AnnulFact
from admission.domain.registers.identity.commands import JoinPersons, PartPersons
from admission.domain.registers.movements.commands import Depart, TransferMember
from admission.domain.registers.reviews import commands as reviews
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.stages.transfer.commands import TransferCandidate
from tests.stories.kit import given
from tests.stories.organisation import (
    ANOTHER_P,
    COMMITTEE,
    COMMUNE,
    DOC,
    HELPER,
    NOBODY,
    OTHER_COMMUNE,
    SECOND,
    VILLAGE_CELL,
    P,
    a_,
    ask,
    person_registered,
)
from tests.stories.paths import (
    ceremony_held,
    committee_resolved,
    decision,
    later,
    recognition,
    recognition_resolved,
)

REVIEW, ANOTHER_REVIEW = a_("review", 1), a_("review", 2)
COMPLAINT: Final = a_("complaint", 1)
RESOLVED: Final = "2025-08-01"
OPENED: Final = "2025-08-11"
ENDED: Final = "2025-08-25"


def review(on: str = OPENED, **fields: Any) -> Command:  # noqa: ANN401 - any field
    known = {"review": REVIEW, "person": P, "purpose": "admission", "asked_by": COMMUNE}
    return ask(reviews.RequestReview, on=on, **{**known, "step": "admission-decided", **fields})


def concluded(on: str = ENDED, **fields: Any) -> Command:  # noqa: ANN401 - as above
    known = {"review": REVIEW, "concluded_by": COMMUNE}
    return ask(reviews.ConcludeReview, on=on, **{**known, **fields})


def complaint(on: str = OPENED, **fields: Any) -> Command:  # noqa: ANN401 - as above
    known = {"complaint": COMPLAINT, "person": P, "kind": "complaint", "received_by": COMMITTEE}
    return ask(complaints.ReceiveComplaint, on=on, **{**known, **fields})


def assigned(on: str = OPENED, body: str = COMMUNE) -> Command:
    return ask(complaints.AssignComplaint, complaint=COMPLAINT, body=body, on=on)


def resolved(on: str = ENDED, outcome: str = "unfounded") -> Command:
    return ask(complaints.ResolveComplaint, complaint=COMPLAINT, outcome=outcome, on=on)


def transferred(on: str, person: str = HELPER) -> Command:
    return ask(TransferMember, person=person, cell=VILLAGE_CELL, on=on)


def test_a_review_is_asked_for_of_anybody_who_is_registered_and_concluded() -> None:
    """Of people who are no candidates, too; what it found is in its document alone."""
    asked = given(person_registered(a_("person", 77))).and_(
        review(person=a_("person", 77), purpose="personnel", step=None)
    )
    asked.when(concluded()).records("standard-review-concluded", concluded_by=COMMUNE, document=DOC)
    given().when(review(person=NOBODY)).unknown(NOBODY)
    given().when(review(asked_by=a_("unit", 99))).unknown(a_("unit", 99))
    given().when(concluded()).unknown(REVIEW)
    asked.when(review()).refused_only("SYS-07")
    asked.when(concluded("2025-08-10")).refused_only("SYS-14")


@pytest.mark.refuses("ELG-07")
@pytest.mark.parametrize("on", [OPENED, "2025-08-24"])
def test_an_open_review_holds_the_decision_that_it_concerns(on: str) -> None:
    """The refusal names the review; the written agreement of the superior lets it pass."""
    open_ = given(committee_resolved(RESOLVED), review(), concluded())
    refused = open_.when(decision(on)).refused("ELG-07")
    expected = objection(
        "ELG-07", "Hướng dẫn 06-HD/TW, 3.7c", step="admission-decided", held_by=REVIEW, since=OPENED
    )
    assert expected in getattr(refused.answer, "objections", ())
    open_.when(decision(on, consents=({"rule": "ELG-07", "document": DOC},))).accepted()


@pytest.mark.accepts("ELG-07")
def test_a_decision_before_the_review_began_or_after_its_end_is_not_held() -> None:
    """Whatever was recorded first: what counts is the day of the step."""
    open_ = given(committee_resolved(RESOLVED), review(), concluded())
    open_.when(decision("2025-08-10")).accepted()
    open_.when(decision(ENDED)).accepted()
    given(committee_resolved(RESOLVED), review()).when(decision(ENDED)).refused("ELG-07")


def test_a_review_that_concerns_no_step_holds_none() -> None:
    story = given(committee_resolved(RESOLVED), review(step=None, purpose="personnel"))
    story.when(decision(OPENED)).accepted()


def test_a_question_has_the_terms_of_the_rulebook_for_the_persons_unit_or_the_askers() -> None:
    """Kept from its first day: what is adopted later changes no question that is open."""
    bare = 'id = "bare"\ntitle = "A rulebook that holds nothing"\nfrom = 2025-01-01\n'
    adopted = ask(AdoptRulebook, text=bare, unit=OTHER_COMMUNE, on="2025-01-01")
    story = given(person_registered(a_("person", 77)), adopted)
    of_nobody = {"person": a_("person", 77)}
    held = story.and_(complaint(**of_nobody)).store.state(a_("person", 77)).holds
    assert {step.rule for hold in held for step in hold.steps} == {"MOV-09", "HLD-01"}
    elsewhere = story.and_(complaint(received_by=OTHER_COMMUNE, **of_nobody))
    assert not elsewhere.store.state(a_("person", 77)).holds


def test_an_authority_may_still_say_no_while_a_review_is_open() -> None:
    story = given(committee_resolved(RESOLVED), review())
    story.when(decision(OPENED, outcome="returned")).accepted()


@pytest.mark.refuses("HLD-01")
def test_a_complaint_holds_decision_and_recognition() -> None:
    """No text says so: an irregular act is recorded, with its second person."""
    story = given(committee_resolved(RESOLVED), complaint())
    story.when(decision(OPENED)).refused_only("HLD-01")
    irregular = {"reason": "đã họp trước", "document": DOC, "second": SECOND}
    story.when(decision(OPENED, irregular=irregular)).accepted(against=("HLD-01",))
    probation = given(recognition_resolved("2026-07-20"), complaint("2026-08-03"))
    probation.when(recognition("2026-08-10")).refused("HLD-01")


@pytest.mark.accepts("HLD-01")
@pytest.mark.parametrize("outcome", ["founded", "unfounded", "withdrawn"])
def test_once_a_complaint_is_resolved_the_path_goes_on(outcome: str) -> None:
    """Whatever was found: what follows from it is for the bodies to say."""
    story = given(committee_resolved(RESOLVED), complaint(), assigned(), resolved(outcome=outcome))
    story.when(decision(ENDED)).accepted()
    story.when(decision("2025-08-24")).refused("HLD-01")


@pytest.mark.refuses("SYS-140")
def test_a_step_that_only_the_complaint_names_is_held_by_the_program() -> None:
    """And those that the rulebook names are then not held."""
    story = given(committee_resolved(RESOLVED), complaint(steps=("admission-answered",)))
    story.when(decision(OPENED)).refused_only("SYS-140")


@pytest.mark.refuses("SYS-141")
def test_a_step_that_there_is_not_cannot_be_held() -> None:
    given().when(complaint(steps=("party",))).refused_only("SYS-141")
    given().when(review(step="paper:cv")).refused_only("SYS-141")


@pytest.mark.accepts("SYS-141")
@pytest.mark.accepts("SYS-142")
def test_a_complaint_is_assigned_again_and_resolved() -> None:
    story = given(complaint(steps=("recognised",)), assigned())
    story.when(assigned(body=COMMITTEE)).records("complaint-assigned", body=COMMITTEE)
    story.when(assigned()).refused_only("SYS-07")
    story.when(assigned("2025-08-10", COMMITTEE)).refused_only("SYS-14")
    story.when(complaint()).refused_only("SYS-07")
    story.when(resolved()).records("complaint-resolved", outcome="unfounded")


@pytest.mark.refuses("SYS-142")
def test_what_has_ended_does_not_end_again() -> None:
    story = given(complaint(), resolved(), review(), concluded())
    story.when(resolved()).refused_only("SYS-142")
    story.when(assigned(ENDED)).refused_only("SYS-142")
    story.when(concluded()).refused_only("SYS-142")


@pytest.mark.refuses("MOV-09")
def test_nobody_is_transferred_while_a_complaint_is_open() -> None:
    """Neither a full member nor a candidate, within the store or out of it."""
    story = given(complaint(person=HELPER))
    story.when(transferred(OPENED)).refused_only("MOV-09")
    story.when(ask(Depart, person=HELPER, to_place="x", on=OPENED)).refused_only("MOV-09")
    moving = ask(TransferCandidate, unit=VILLAGE_CELL, body=COMMITTEE, on=OPENED)
    given(committee_resolved(RESOLVED), complaint()).when(moving).refused("MOV-09")


@pytest.mark.accepts("MOV-09")
def test_a_transfer_before_the_complaint_or_after_its_end_is_recorded() -> None:
    story = given(complaint(person=HELPER), resolved())
    story.when(transferred("2025-08-10")).accepted()
    story.when(transferred(ENDED)).accepted()


def test_a_decision_is_not_late_by_the_days_on_which_its_clock_stood_still() -> None:
    """Fourteen days, ten working days: the 45 become 55, and the day after is late."""
    story = given(committee_resolved(RESOLVED), complaint(), resolved())
    voted, calendar = story.candidate().day("cell-resolved"), story.store.world.working_days()
    assert voted is not None
    last = calendar.after(voted, 45 + 10).day
    story.when(decision(last)).accepted()
    story.when(decision(later(last, 1))).late("DEC-15")
    without = given(committee_resolved(RESOLVED))
    without.when(decision(later(calendar.after(voted, 45).day, 1))).late("DEC-15")


def test_a_clock_that_had_run_out_before_is_not_stopped() -> None:
    held = (complaint("2025-10-01"), resolved("2025-10-15"))
    given(committee_resolved(RESOLVED), held).when(decision("2025-10-16")).late("DEC-15")


def test_a_complaint_that_never_was_held_nothing() -> None:
    """Annulled, it leaves no hold; a step that went against it does so no longer."""
    irregular = {"reason": "đã họp trước", "document": DOC, "second": SECOND}
    story = given(committee_resolved(RESOLVED), complaint(), decision(OPENED, irregular=irregular))
    annulled = ask(AnnulFact, about=COMPLAINT, fact=1, on=ENDED, second=SECOND)
    after = story.when(annulled).then()
    assert not after.store.state(P).holds
    assert not after.candidate().breaches


def test_a_person_under_two_names_has_the_holds_of_both() -> None:
    """And lifts them whoever they were recorded of; parted, each has its own again."""
    joined = given(
        committee_resolved(RESOLVED),
        complaint(person=ANOTHER_P),
        ask(JoinPersons, person=P, other=ANOTHER_P, on=OPENED, second=SECOND),
    )
    joined.when(decision(OPENED)).refused_only("HLD-01")
    ended = joined.and_(resolved())
    ended.when(decision(ENDED)).accepted()
    parted = ended.and_(ask(PartPersons, person=P, other=ANOTHER_P, on=ENDED, second=SECOND))
    assert not parted.store.state(P).holds
    (hold,) = parted.store.state(ANOTHER_P).holds
    assert hold.until == date.fromisoformat(ENDED)


@pytest.mark.accepts("SYS-140")
def test_a_ceremony_is_held_only_by_a_complaint_that_names_it() -> None:
    *before, ceremony = ceremony_held("2025-09-01")
    given(before, complaint("2025-08-29")).when(ceremony).accepted()
    named = given(before, complaint("2025-08-29", steps=("ceremony-held",)))
    named.when(ceremony).refused("SYS-140")
    named.and_(resolved("2025-08-30")).when(ceremony).accepted()
