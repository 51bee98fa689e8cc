"""A candidate, or a member, goes over to another unit: MOV-01 to MOV-08, ERR-04."""

# ruff: noqa: ANN401 - a story may give any field of any command

from collections.abc import Iterator
from typing import Any

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.registers.movements.commands import TransferMember
from admission.domain.registers.units.commands import FoundUnit, MergeUnit, MoveUnit
from admission.domain.stages.admission import commands as a
from admission.domain.stages.clocks import Clock, open_clocks
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.membership import commands as m
from admission.domain.stages.probation import commands as p
from admission.domain.stages.standings import Standing
from admission.domain.stages.taking_over.commands import TakeOver
from admission.domain.stages.transfer import commands as t
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_P,
    CELL,
    COMMITTEE,
    COMMUNE,
    DOC,
    GRASSROOTS_CELL,
    HELPER,
    INTRODUCER,
    NEW_GUIDE,
    OTHER_COMMUNE,
    PROVINCE,
    REPLACEMENT,
    SECOND,
    USUAL,
    VILLAGE_CELL,
    P,
    Place,
    a_,
    ask,
)
from tests.stories.paths import (
    cell_resolved,
    cell_vote,
    ceremony_held,
    committee_resolved,
    committee_vote,
    decided,
    decision,
    in_pool,
    introduction,
    paper,
    path,
    ready_for_cell_vote,
    ready_for_recognition,
    received,
    recognised,
    recognition,
    recognition_resolved,
    recognition_vote,
    redo,
)
from tests.stories.test_movements import arrival, on_probation

ON = "2025-11-03"
MOVED = "2025-11-10"
FAR_COMMITTEE, FAR_CELL, THIRD = a_("unit", 70), a_("unit", 71), a_("unit", 72)
FAR = Place(FAR_CELL, OTHER_COMMUNE, "standing-committee", FAR_COMMITTEE)
"""In another commune, which decides by itself."""
NEAR = Place(GRASSROOTS_CELL, COMMUNE, "standing-committee")
"""In the same commune."""
COMMENTS: dict[str, Any] = {"review_comment": DOC, "guide_comment": DOC}


def far_away() -> Iterator[Command]:
    """A cell under the other commune."""
    yield ask(
        FoundUnit, unit=FAR_COMMITTEE, kind="grassroots-committee", name="x", parent=OTHER_COMMUNE
    )
    yield ask(FoundUnit, unit=FAR_CELL, kind="cell", name="x", parent=FAR_COMMITTEE)
    yield ask(FoundUnit, unit=THIRD, kind="upper-grassroots", name="third", parent=PROVINCE)


def transfer(on: object = MOVED, at: Place = FAR, **fields: Any) -> t.TransferCandidate:
    """Somebody goes over to the other place, with a letter of the old committee."""
    known = {"unit": at.cell, "body": COMMITTEE, "on": on}
    return ask(t.TransferCandidate, **{**known, **fields})


def moved(*told: Any, on: object = MOVED, **fields: Any) -> Story:
    """These, and the transfer."""
    return given(far_away(), *told, transfer(on, **fields))


def letter(kind: type[Any], on: object, body: str, **fields: Any) -> Command:
    """An act of a committee by letter."""
    command: Command = ask(kind, on=on, body=body, **fields)
    return command


def forwarded(on: object = "2025-11-20", body: str = COMMUNE) -> Command:
    return letter(t.ForwardFile, on, body)


def came_in(on: object = "2025-11-25", body: str = OTHER_COMMUNE) -> Command:
    return letter(t.ReceiveFile, on, body)


def clocks(story: Story) -> dict[str, Clock]:
    """The clocks that run, by what ends them."""
    return {c.end: c for c in open_clocks(story.candidate(), story.store.world.rulebook)}


# --- MOV-01: under consideration ---


@pytest.mark.accepts("MOV-01")
def test_a_candidate_under_consideration_is_certified_and_helped_anew() -> None:
    """The dossier goes on at the new cell, with a helper of its own (H06 3.9a)."""
    story = given(far_away(), ready_for_cell_vote(ON)).when(transfer()).records(rule="MOV-01")
    gone = story.leaves(Standing.CV_CERTIFIED)
    assert (gone.candidate().unit, gone.candidate().helper) == (FAR_CELL, None)
    gone.when(cell_vote("2025-12-01", FAR)).refused_only("DOS-05")
    helped = gone.and_(ask(d.AssignHelper, helper=HELPER, on="2025-11-20"))
    helped.when(cell_vote("2025-12-01", FAR)).carried()
    helped.when(cell_vote("2025-12-01", USUAL)).refused_only("SYS-10")


@pytest.mark.refuses("MOV-01")
def test_nobody_but_the_old_committee_certifies_that_somebody_is_helped() -> None:
    """Not the cell, not the new place; the authority only where there is no committee."""
    story = given(far_away(), in_pool(ON))
    for body in (CELL, OTHER_COMMUNE, COMMUNE):
        story.when(transfer(body=body)).refused_only("MOV-01")
    village = Place(VILLAGE_CELL, COMMUNE, "standing-committee")
    story = given(far_away(), in_pool(ON, at=village))
    story.when(transfer(body=COMMUNE)).accepted()


def test_at_the_new_place_nobody_need_have_known_the_candidate() -> None:
    """The 12 months are not asked of those who help and introduce there (H06 3.9a)."""
    stranger = introduction("2025-11-12", REPLACEMENT, together_since="2025-11-10")
    given(far_away(), ready_for_cell_vote(ON)).when(stranger).refused("DOS-10")
    moved(ready_for_cell_vote(ON)).when(stranger).accepted()


def test_a_committee_that_has_not_voted_leaves_the_case_under_consideration() -> None:
    """The cell's resolution alone is no proposal: the new cell considers (a reading)."""
    told = given(far_away(), cell_resolved(ON)).when(transfer()).records(rule="MOV-01")
    assert told.leaves(Standing.CV_CERTIFIED).candidate().day("cell-resolved") is None
    given(far_away(), cell_resolved(ON)).when(transfer(sent_up=True)).refused("SYS-18")


# --- MOV-02: resolved, the file not sent up ---


@pytest.mark.accepts("MOV-02")
def test_a_file_not_sent_up_goes_to_the_new_committee_and_its_cell_considers() -> None:
    """CV, dossier and the fact that a cell has voted stay; the resolutions do not (H06 3.9b)."""
    told = given(far_away(), committee_resolved(ON)).when(transfer()).records(rule="MOV-02")
    gone = told.leaves(Standing.CV_CERTIFIED)
    assert "admission-answered" not in clocks(gone)
    helped = gone.and_(ask(d.AssignHelper, helper=HELPER, on="2025-11-20"))
    again = helped.and_(
        cell_vote("2025-12-01", FAR), committee_vote("2025-12-05", FAR), decision("2025-12-10", FAR)
    )
    assert again.candidate().decided_by == OTHER_COMMUNE
    assert not again.candidate().decision_waits


@pytest.mark.refuses("MOV-02")
def test_nobody_but_the_old_committee_sends_letter_and_file() -> None:
    """The resolution is its own (H06 3.9b)."""
    story = given(far_away(), committee_resolved(ON))
    for body in (CELL, COMMUNE, OTHER_COMMUNE):
        story.when(transfer(body=body)).refused_only("MOV-02")


# --- MOV-03: the file is with the old authority ---


def sent_up(on: str = ON) -> Story:
    """The old authority has the file when the candidate goes over."""
    return moved(committee_resolved(on), sent_up=True)


@pytest.mark.accepts("MOV-03")
def test_the_old_authority_forwards_the_file_and_the_new_one_decides_on_it() -> None:
    """15 working days, then 30 from receipt; the resolutions of the old place stand (H06 3.9b)."""
    story = sent_up()
    forwarding = clocks(story)["file-forwarded"]
    assert (forwarding.rule, forwarding.amount, forwarding.body) == ("MOV-03", 15, COMMUNE)
    assert "admission-answered" not in clocks(story)
    arrived = story.and_(forwarded(), came_in())
    deciding = clocks(arrived)["admission-answered"]
    assert (deciding.rule, deciding.amount, deciding.by) == ("MOV-03", 30, "authority")
    arrived.when(decision("2025-12-10", FAR)).accepted()
    returned = arrived.and_(decision("2025-12-10", FAR, outcome="returned"))
    assert not {"file-to-forward", "file-received"} & returned.candidate().milestones.keys()


@pytest.mark.refuses("MOV-03")
def test_a_file_that_lies_too_long_is_flagged() -> None:
    """At the old authority, and at the new one: late, and accepted (H06 3.9b)."""
    story = sent_up()
    story.when(forwarded("2025-12-01")).accepted()
    late = story.when(forwarded("2025-12-02")).late("MOV-03").then()
    there = late.and_(came_in("2025-12-03"))
    there.when(decision("2026-01-15", FAR)).accepted()
    there.when(decision("2026-01-16", FAR)).late("MOV-03")


@pytest.mark.accepts("SYS-67")
@pytest.mark.refuses("SYS-67")
def test_each_committee_does_what_is_its_own() -> None:
    """The old one forwards, the new one receives, a committee of the old place writes."""
    story = sent_up()
    story.when(forwarded(body=OTHER_COMMUNE)).refused_only("SYS-67")
    on_its_way = story.when(forwarded()).accepted().then()
    on_its_way.when(came_in(body=COMMUNE)).refused_only("SYS-67")
    on_its_way.when(came_in()).accepted()
    resolved = given(far_away(), committee_resolved(ON))
    resolved.when(transfer(sent_up=True, body=OTHER_COMMUNE)).refused_only("SYS-67")


@pytest.mark.accepts("SYS-69")
@pytest.mark.refuses("SYS-69")
def test_nobody_decides_on_a_file_that_is_on_its_way() -> None:
    """Nor the new authority on one that has not been forwarded (DEC-07)."""
    story = sent_up()
    story.when(decision("2025-11-21", FAR)).refused("DEC-07")
    story.and_(forwarded()).when(decision("2025-11-21", FAR)).refused_only("SYS-69")
    story.and_(forwarded(), came_in()).when(decision("2025-11-26", FAR)).accepted()


@pytest.mark.accepts("SYS-70")
@pytest.mark.refuses("SYS-70")
def test_nothing_is_moved_that_does_not_move() -> None:
    """Neither to where one is, nor a file, decision or question that nobody waits for."""
    story = given(far_away(), committee_resolved(ON))
    story.when(transfer(unit=CELL)).refused("SYS-70")
    story.when(forwarded()).refused_only("SYS-70")
    story.when(came_in(body=COMMUNE)).refused_only("SYS-70")
    sent_up().and_(forwarded()).when(forwarded()).refused_only("SYS-70")
    ready = given(far_away(), received(ON))
    ready.when(letter(t.RerouteDecision, MOVED, COMMUNE)).refused_only("SYS-70")
    ready.when(letter(t.RequestReview, MOVED, COMMUNE, defects="x")).refused_only("SYS-70")
    ready.when(letter(t.AnswerReview, MOVED, COMMUNE, stands=True)).refused_only("SYS-70")
    story.when(transfer(sent_up=True)).accepted()


def test_within_one_commune_the_file_stays_where_it_is() -> None:
    """The same authority decides: nothing is forwarded, and its clock runs on (a reading)."""
    told = given(committee_resolved(ON)).when(transfer(at=NEAR, sent_up=True))
    story = told.records(rule="MOV-03", forwards=False).then()
    assert clocks(story)["admission-answered"].rule == "DEC-15"
    story.when(decision("2025-11-20", NEAR)).accepted()


def test_who_moves_twice_leaves_the_file_with_the_first_authority() -> None:
    """It has it until it is forwarded; back home there is nothing to forward."""
    story = sent_up()
    back = story.when(transfer("2025-11-12", at=NEAR, sent_up=True, body=OTHER_COMMUNE))
    at_home = back.records(forwards=False, former=COMMUNE).then()
    at_home.when(decision("2025-11-20", NEAR)).accepted()


def test_a_transfer_is_not_ordered_after_it_and_nothing_is_dated_before_it() -> None:
    """The order comes first, then the transfer, then what the new place does."""
    story = given(far_away(), ready_for_cell_vote(ON))
    story.when(transfer(ordered_on="2025-11-11")).refused_only("SYS-14")
    story.when(transfer(unit=FAR_COMMITTEE)).refused("SYS-12")
    gone = moved(ready_for_cell_vote(ON))
    gone.when(letter(d.CertifyCv, "2025-11-09", FAR_COMMITTEE)).refused("SYS-01")
    helper = ask(d.AssignHelper, helper=HELPER, on="2025-11-10")
    gone.and_(helper).when(cell_vote("2025-11-09", FAR)).refused("SYS-03")


# --- MOV-04 and MOV-05: decided, no ceremony yet ---


@pytest.mark.accepts("MOV-04")
@pytest.mark.refuses("MOV-04")
def test_the_authority_of_both_places_reroutes_its_decision() -> None:
    """What the old cell had received counts no more (H06 3.9c)."""
    told = given(received(ON)).when(transfer(at=NEAR)).records(rule="MOV-04")
    story = told.leaves(Standing.AWAITING_CEREMONY)
    receipt = ask(a.ReceiveDecision, on="2025-11-24")
    story.when(receipt).refused_only("MOV-04")
    story.when(ask(a.HoldCeremony, guide=NEW_GUIDE, on="2025-11-24")).refused("DEC-23")
    rerouted = story.and_(letter(t.RerouteDecision, "2025-11-20", COMMUNE))
    there = rerouted.when(receipt).accepted().then()
    held = there.when(ask(a.HoldCeremony, guide=NEW_GUIDE, on="2025-12-01"))
    assert held.leaves(Standing.ON_PROBATION).candidate().unit == GRASSROOTS_CELL


@pytest.mark.accepts("MOV-05")
def test_a_decision_soon_after_the_transfer_is_sent_to_the_new_place() -> None:
    """With the file; the ceremony is there and nowhere else (H06 3.9c)."""
    story = given(far_away(), received(ON)).when(transfer()).records(rule="MOV-05").then()
    receipt = ask(a.ReceiveDecision, on="2025-11-24")
    story.when(receipt).refused_only("MOV-05")
    story.when(letter(t.CancelForTransfer, "2025-11-20", COMMUNE)).refused_only("MOV-05")
    story.and_(forwarded()).when(receipt).accepted()


@pytest.mark.refuses("MOV-05")
def test_a_decision_too_long_after_the_transfer_is_cancelled_and_made_anew() -> None:
    """More than 30 working days after it was ordered; the resolutions go along (H06 3.9c)."""
    before = given(far_away(), received(ON))  # signed on 29 October
    before.and_(transfer(ordered_on="2025-09-17")).when(forwarded()).accepted()
    story = before.and_(transfer(ordered_on="2025-09-16"))
    story.when(forwarded()).refused_only("MOV-05")
    story.when(ask(a.ReceiveDecision, on="2025-11-24")).refused("MOV-05")
    void = story.when(letter(t.CancelForTransfer, "2025-11-20", COMMUNE)).accepted()
    open_again = void.leaves(Standing.COMMITTEE_RESOLVED)
    assert open_again.candidate().day("admission-decided") is None
    assert clocks(open_again)["file-forwarded"].body == COMMUNE
    fresh = open_again.and_(forwarded(), came_in(), decision("2025-12-10", FAR))
    assert fresh.candidate().decided_by == OTHER_COMMUNE
    fresh.when(ask(a.ReceiveDecision, on="2025-12-12")).accepted()


def test_an_old_authority_that_has_not_forwarded_may_still_decide_in_time() -> None:
    """Thirty working days after the transfer; its decision then goes the way of MOV-05."""
    story = sent_up()
    story.when(decision("2025-12-23")).refused_only("MOV-05")
    in_time = story.when(decision("2025-12-22")).accepted().then()
    receipt = ask(a.ReceiveDecision, on="2025-12-30")
    in_time.when(receipt).refused_only("MOV-05")
    in_time.and_(forwarded("2025-12-24")).when(receipt).accepted()


# --- MOV-06: the new unit doubts the decision ---


def doubted() -> Story:
    """The decision came, and the new unit found defects."""
    request = letter(t.RequestReview, "2025-11-26", COMMUNE, defects="x")
    return moved(received(ON), at=NEAR).and_(
        letter(t.RerouteDecision, "2025-11-12", COMMUNE),
        ask(a.ReceiveDecision, on="2025-11-24"),
        request,
    )


@pytest.mark.accepts("MOV-06")
def test_a_decision_found_good_lets_the_ceremony_be_held() -> None:
    """The issuer answers within 60 working days of receipt (H06 3.9c)."""
    story = doubted()
    clock = clocks(story)["review-answered"]
    assert (clock.rule, clock.amount, clock.body) == ("MOV-06", 60, COMMUNE)
    good = story.when(letter(t.AnswerReview, "2025-12-20", COMMUNE, stands=True)).accepted()
    good.then().when(ask(a.HoldCeremony, guide=NEW_GUIDE, on="2025-12-22")).accepted()


@pytest.mark.refuses("MOV-06")
def test_a_review_that_takes_too_long_is_flagged() -> None:
    """Sixty working days from the receipt of the request (H06 3.9c)."""
    story = doubted()
    story.when(letter(t.AnswerReview, "2026-02-19", COMMUNE, stands=True)).accepted()
    story.when(letter(t.AnswerReview, "2026-02-20", COMMUNE, stands=True)).late("MOV-06")


@pytest.mark.accepts("SYS-68")
@pytest.mark.refuses("SYS-68")
def test_the_ceremony_waits_for_the_review_and_for_what_it_found() -> None:
    """Until the faulty steps are done again, or the decision is cancelled."""
    ceremony = ask(a.HoldCeremony, guide=NEW_GUIDE, on="2025-12-22")
    story = doubted()
    story.when(ceremony).refused_only("SYS-68")
    faulty = story.and_(letter(t.AnswerReview, "2025-12-10", COMMUNE, stands=False))
    faulty.when(ceremony).refused_only("SYS-68")
    mended = faulty.and_(
        redo("admission-decided", on="2025-12-11"),
        decision("2025-12-12", NEAR),
        ask(a.ReceiveDecision, on="2025-12-15"),
    )
    mended.when(ceremony).accepted()
    faulty.when(letter(m.CancelDecision, "2025-12-12", COMMUNE)).leaves(Standing.CANCELLED)


# --- MOV-07: a temporary workplace ---


def away(on: str = MOVED, **fields: Any) -> t.PlaceTemporarily:
    """The candidate works for a time in the commune, at another cell."""
    return ask(t.PlaceTemporarily, **{"cell": GRASSROOTS_CELL, "on": on, **fields})


@pytest.mark.accepts("MOV-07")
def test_the_temporary_cell_comments_and_the_home_cell_resolves() -> None:
    """And holds the ceremony; then the member is transferred (H06 5.2a)."""
    story = given(ready_for_cell_vote(ON), away(until="2026-05-31"))
    assert story.candidate().unit == CELL
    commented = story.and_(paper("comments-temporary", "2025-11-20"))
    commented.when(cell_vote("2025-12-01")).carried()


@pytest.mark.refuses("MOV-07")
def test_the_temporary_cell_does_not_resolve_nor_the_home_cell_without_its_comment() -> None:
    """The file stays with the home cell (H06 5.2a)."""
    story = given(ready_for_cell_vote(ON), away())
    story.when(cell_vote("2025-12-01")).refused_only("MOV-07")
    commented = story.and_(paper("comments-temporary", "2025-11-20"))
    commented.when(cell_vote("2025-12-01", NEAR)).refused("MOV-07")
    story.when(away("2025-11-11", cell=CELL)).refused_only("SYS-70")


# --- MOV-08: on probation ---


@pytest.mark.accepts("MOV-08")
def test_on_probation_comments_travel_and_the_new_cell_assigns_a_guide() -> None:
    """Probation runs on from its own ceremony; the new place recognises (H06 3.10)."""
    story = given(far_away(), ready_for_recognition(ON)).when(transfer(**COMMENTS))
    gone = story.records(rule="MOV-08", as_member=True).leaves(Standing.ON_PROBATION)
    guide = ask(p.ChangeGuide, guide=NEW_GUIDE, on="2025-11-12")
    guided = gone.when(guide).accepted().then()
    resolved = guided.and_(recognition_vote("2025-11-20", FAR), committee_vote("2025-11-25", FAR))
    member = resolved.when(recognition("2025-12-01", FAR)).leaves(Standing.OFFICIAL_MEMBER)
    assert member.store.world.person(P).cell == FAR_CELL


@pytest.mark.refuses("MOV-08")
def test_on_probation_nobody_goes_without_comments_or_is_considered_without_a_guide() -> None:
    """Both comments, and a guide of the new cell (H06 3.10)."""
    story = given(far_away(), ready_for_recognition(ON))
    for missing in COMMENTS:
        story.when(transfer(**{**COMMENTS, missing: None})).refused_only("MOV-08")
    gone = story.and_(transfer(**COMMENTS))
    gone.when(recognition_vote("2025-11-20", FAR)).refused_only("MOV-08")


def test_what_the_old_bodies_resolved_on_recognition_is_resolved_anew() -> None:
    """The new cell is the one that considers (a reading)."""
    story = given(far_away(), recognition_resolved(ON)).when(transfer(**COMMENTS))
    gone = story.leaves(Standing.ON_PROBATION).candidate()
    assert not {"recognition-considered", "recognition-cell-resolved"} & gone.milestones.keys()
    assert gone.day("term-ended") is not None


# --- ERR-04: the issuer is gone ---


def merged(on: str = "2025-11-15") -> MergeUnit:
    """The old commune goes up in a third one."""
    return ask(MergeUnit, unit=COMMUNE, into=THIRD, targets="stays", on=on)


@pytest.mark.accepts("ERR-04")
def test_the_successor_forwards_and_cancels_for_an_authority_that_is_gone() -> None:
    """Same file, same decision, another committee (Q294 4.4)."""
    sent_up().and_(merged()).when(forwarded(body=THIRD)).accepted()
    late = moved(received(ON), ordered_on="2025-09-15").and_(merged())
    late.when(letter(t.CancelForTransfer, "2025-11-20", THIRD)).accepted()
    there = given(far_away(), ceremony_held(ON), transfer(**COMMENTS), merged())
    for body in (THIRD, OTHER_COMMUNE):
        there.when(letter(m.CancelDecision, "2025-11-20", body)).leaves(Standing.CANCELLED)
        there.when(redo("ceremony-held", on="2025-11-20", body=body)).accepted()


@pytest.mark.refuses("ERR-04")
def test_who_is_gone_acts_no_more_and_nobody_else_in_its_place() -> None:
    """Neither the dissolved committee, nor one that is not its successor (Q294 4.4)."""
    story = sent_up().and_(merged())
    for body in (COMMUNE, OTHER_COMMUNE):
        story.when(forwarded(body=body)).refused_only("ERR-04")
    there = given(far_away(), ceremony_held(ON), transfer(**COMMENTS), merged())
    for body in (COMMUNE, PROVINCE):
        there.when(letter(m.CancelDecision, "2025-11-20", body)).refused_only("ERR-04")
        there.when(redo("ceremony-held", on="2025-11-20", body=body)).refused_only("ERR-04")


# --- full members ---


def member_goes(person: str = P, on: str = MOVED, cell: str = GRASSROOTS_CELL) -> TransferMember:
    return ask(TransferMember, person=person, cell=cell, document=DOC, on=on)


@pytest.mark.accepts("SYS-71")
def test_a_full_member_is_transferred_and_the_path_follows() -> None:
    """One recognised here, one registered from paper, one come from elsewhere."""
    story = given(recognised(ON)).when(member_goes(on="2025-12-20")).records(from_cell=CELL)
    assert story.leaves(Standing.OFFICIAL_MEMBER).candidate().unit == GRASSROOTS_CELL
    for told, who in ((given(), INTRODUCER), (given(arrival()), P)):
        gone = told.when(member_goes(who)).records(candidate=None).then()
        assert gone.store.world.person(who).cell == GRASSROOTS_CELL
        gone.when(member_goes(who, "2025-11-11")).refused_only("SYS-70")


@pytest.mark.refuses("SYS-71")
def test_nobody_else_is_transferred_as_a_full_member() -> None:
    """Neither candidates, nor those on probation, nor who is no member."""
    given(in_pool(ON)).when(member_goes()).refused_only("SYS-71")
    given(ceremony_held(ON)).when(member_goes()).refused_only("SYS-71")
    given(on_probation(on=ON)).when(member_goes()).refused_only("SYS-71")
    given().when(member_goes(ANOTHER_P)).refused_only("SYS-71")


def test_who_came_on_probation_changes_the_cell_with_the_path() -> None:
    """The person's own record says where the member is."""
    taken = ask(
        TakeOver,
        person=P,
        unit=CELL,
        standing="on-probation",
        dates=({"milestone": "ceremony-held", "on": "2025-03-03"},),
        vouched_by=SECOND,
        on=ON,
    )
    story = given(far_away(), on_probation(on=ON), taken, transfer(**COMMENTS))
    assert story.store.world.person(P).cell == FAR_CELL


def test_a_path_without_a_transfer_knows_nothing_of_them() -> None:
    """The authority to which the file goes is known all the same."""
    plain = given(path("ceremony", ON)).candidate()
    assert not plain.transfers
    assert not plain.decision_waits
    assert given(decided(ON)).candidate().authority == COMMUNE


# --- acts on units, with nobody transferred ---


def comes_under_another(on: str = "2025-11-10") -> Iterator[Command]:
    """The committee, with its cells, comes under the other commune."""
    yield ask(MoveUnit, unit=COMMITTEE, parent=OTHER_COMMUNE, on=on)


def test_an_act_that_makes_another_authority_competent_starts_the_clock_of_its_day() -> None:
    """The old authority forwards within 15 working days of the act; late is flagged (H06 3.9b)."""
    story = given(committee_resolved(ON), comes_under_another())
    story.when(forwarded("2025-12-01")).accepted()
    story.when(forwarded("2025-11-20", OTHER_COMMUNE)).refused_only("SYS-67")
    late = story.when(forwarded("2025-12-02")).late("MOV-03").then().and_(came_in("2025-12-03"))
    deciding = clocks(late)["admission-answered"]
    assert (deciding.rule, deciding.amount) == ("MOV-03", 30)
    there = Place(CELL, OTHER_COMMUNE, "standing-committee", COMMITTEE)
    late.when(decision("2026-01-15", there)).accepted()
    late.when(decision("2026-01-16", there)).late("MOV-03")
    story.when(decision("2025-11-20", there)).accepted()


def test_the_successor_of_an_authority_takes_the_file_over_and_forwards_nothing() -> None:
    """The same file, the same clock (Q294 4.4); a change of the rules forwards nothing either."""
    story = given(far_away(), committee_resolved(ON), merged())
    story.when(forwarded(body=THIRD)).refused_only("SYS-70")
    there = Place(CELL, THIRD, "standing-committee", COMMITTEE)
    story.when(decision("2025-11-25", there)).accepted()
    under_2026 = given(committee_resolved("2026-07-20"))
    under_2026.when(forwarded("2026-08-03")).refused_only("SYS-70")
