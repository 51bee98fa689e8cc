"""Irregular acts, and what mends them: ERR-01 cancels, ERR-02 has the faulty steps done again."""

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.stages.admission import commands as a
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.membership import commands as m
from admission.domain.stages.standings import Standing
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    CELL,
    CLERK,
    COMMITTEE,
    COMMUNE,
    DEPARTMENT,
    GUIDE,
    NOBODY,
    OTHER_COMMUNE,
    SECOND,
    WITH_DEPARTMENT,
    Place,
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
    ready_for_cell_vote,
    recognised,
    recognition,
    recognition_vote,
    redo,
)

VOTE = "2025-10-15"
IRREGULAR = {
    "reason": "biên bản đã ký trước khi nhận đơn",
    "document": {"kind": "report", "number": "3-BC"},
    "second": SECOND,
}


def _voted_without_application() -> Story:
    return given(
        ready_for_cell_vote(VOTE, without={"application"}), cell_vote(VOTE, irregular=IRREGULAR)
    )


@pytest.mark.accepts("SYS-09")
@pytest.mark.accepts("SYS-08")
def test_an_act_that_went_against_a_rule_is_recorded_and_marked() -> None:
    """It happened: with a reason, a document and a second person it counts, marked."""
    ready = given(ready_for_cell_vote(VOTE, without={"application"}))
    ready.when(cell_vote(VOTE)).refused("DOS-26")
    voted = ready.when(cell_vote(VOTE, irregular=IRREGULAR, in_favour=8))
    story = voted.accepted(against=("DOS-26",)).leaves(Standing.CELL_RESOLVED)
    breach = story.candidate().breaches[0]
    assert (breach.type, breach.rules) == ("cell-vote-held", ("DOS-26",))
    voted.records(in_favour=8, against=1, carried=True)


@pytest.mark.refuses("SYS-08")
def test_the_second_person_is_not_the_one_who_records() -> None:
    """Nobody vouches for an act of their own."""
    alone = {**IRREGULAR, "second": CLERK}
    ready = given(ready_for_cell_vote(VOTE, without={"application"}))
    ready.when(cell_vote(VOTE, irregular=alone)).refused("SYS-08")
    ready.when(cell_vote(VOTE, irregular={**IRREGULAR, "second": NOBODY})).unknown(NOBODY)


@pytest.mark.refuses("SYS-09")
def test_a_regular_act_is_not_called_irregular() -> None:
    """Where no rule objects there is nothing to vouch for."""
    given(ready_for_cell_vote(VOTE)).when(cell_vote(VOTE, irregular=IRREGULAR)).refused("SYS-09")


def test_no_irregularity_excuses_what_cannot_be() -> None:
    """Ballots still add up, and steps are still taken where they belong."""
    ready = given(ready_for_cell_vote(VOTE, without={"application"}))
    ready.when(cell_vote(VOTE, irregular=IRREGULAR, against=3)).refused("SYS-04")
    ceremony = ask(a.HoldCeremony, guide=GUIDE, on="2025-11-01", irregular=IRREGULAR)
    given(cell_resolved(VOTE)).when(ceremony).refused("SYS-01")


def test_votes_against_are_no_breach() -> None:
    """Ballots against somebody are not rules that an act went against."""
    story = given(ready_for_cell_vote(VOTE), cell_vote(VOTE, in_favour=7))
    assert story.candidate().breaches == ()


def test_a_cancelled_decision_clears_the_marks() -> None:
    """With the name struck nothing waits to be mended (Q294 4.4.1)."""
    story = _voted_without_application().and_(committee_vote("2025-10-25"), decision("2025-11-10"))
    cancelled = story.and_(ask(m.CancelDecision, body=COMMUNE, on="2025-12-01"))
    assert cancelled.candidate().breaches == ()


@pytest.mark.accepts("ERR-02")
def test_only_the_faulty_step_is_done_again() -> None:
    """The others are kept, a new decision is taken, and the path goes on where it was."""
    story = _voted_without_application().and_(committee_vote("2025-10-25"), decision("2025-11-10"))
    ordered = story.when(redo("cell-resolved", on="2025-12-01")).accepted()
    back = ordered.leaves(Standing.CV_CERTIFIED)
    assert back.candidate().breaches == ()
    voted = back.and_(_application(), cell_vote("2025-12-10"))
    assert voted.candidate().standing is Standing.COMMITTEE_RESOLVED
    anew = voted.when(decision("2025-12-20")).accepted().leaves(Standing.AWAITING_CEREMONY)
    assert str(anew.candidate().day("admission-decided")) == "2025-12-20"
    assert str(anew.candidate().day("grassroots-resolved")) == "2025-10-25"


def _application() -> Command:
    return ask(d.FilePaper, paper="application", on="2025-12-05")


def test_a_redo_after_the_ceremony_keeps_the_ceremony() -> None:
    """The new decision leads straight back to probation, whose term is as it was."""
    story = given(ceremony_held("2025-11-10"))
    back = story.and_(redo("grassroots-resolved", on="2025-12-01"))
    assert back.candidate().standing is Standing.CELL_RESOLVED
    voted = back.and_(committee_vote("2025-12-05"))
    assert voted.candidate().standing is Standing.COMMITTEE_RESOLVED
    anew = voted.when(decision("2025-12-15")).accepted().leaves(Standing.ON_PROBATION)
    assert str(anew.candidate().day("term-ended")) == "2026-11-10"
    assert str(anew.candidate().day("admission-decided")) == "2025-12-15"


def test_a_ceremony_done_again_begins_a_new_term() -> None:
    """Probation runs from the ceremony that stands (H06 4.2)."""
    back = given(ceremony_held("2025-11-10"), redo("ceremony-held", on="2025-12-01"))
    assert back.candidate().standing is Standing.AWAITING_CEREMONY
    assert back.candidate().day("term-ended") is None
    held = back.and_(ask(a.HoldCeremony, guide=GUIDE, on="2025-12-10"))
    assert str(held.candidate().day("term-ended")) == "2026-12-10"


def test_a_member_is_recognised_anew_with_the_dates_that_the_new_decision_fixes() -> None:
    """A fault in admission found after recognition: both decisions are taken again."""
    story = given(recognised("2025-11-10"))
    ends = story.candidate().official_on
    back = story.and_(redo("cell-resolved", on="2025-12-01"))
    assert back.candidate().official_on is None
    decided_anew = back.and_(cell_vote("2025-12-05"), decision("2025-12-15"))
    assert decided_anew.candidate().standing is Standing.RECOGNITION_COMMITTEE_RESOLVED
    anew = decided_anew.when(recognition("2025-12-20")).records(official_on=ends)
    assert anew.leaves(Standing.OFFICIAL_MEMBER).candidate().official_on == ends


def test_a_redone_vote_that_fails_stops_the_path() -> None:
    """What was kept does not carry a candidate past a failed vote."""
    back = given(committee_resolved("2025-11-10"), redo("cell-resolved", on="2025-12-01"))
    failed = back.and_(cell_vote("2025-12-05", in_favour=1))
    assert failed.candidate().standing is Standing.CELL_VOTE_FAILED
    carried = failed.and_(cell_vote("2025-12-10"))
    assert carried.candidate().standing is Standing.COMMITTEE_RESOLVED


def test_several_faulty_steps_are_each_done_again() -> None:
    """The path does not walk past one that is still to do."""
    steps = ("cell-resolved", "department-reported")
    story = given(decided("2025-11-10", at=WITH_DEPARTMENT), redo(*steps, on="2025-12-01"))
    voted = story.and_(cell_vote("2025-12-05", WITH_DEPARTMENT))
    assert voted.candidate().standing is Standing.CELL_RESOLVED
    voted.when(decision("2025-12-15")).refused("DEC-02")
    reported = voted.and_(ask(a.ReportDepartment, body=DEPARTMENT, on="2025-12-08"))
    assert reported.candidate().standing is Standing.COMMITTEE_RESOLVED
    reported.when(decision("2025-12-15")).accepted().leaves(Standing.AWAITING_CEREMONY)


def test_a_second_order_adds_to_the_first() -> None:
    """More faults found while some are mended are mended with them."""
    story = given(decided("2025-11-10"), redo("cell-resolved", on="2025-12-01"))
    more = story.and_(redo("grassroots-resolved", on="2025-12-02"))
    assert more.candidate().standing is Standing.CV_CERTIFIED
    voted = more.and_(cell_vote("2025-12-05"))
    assert voted.candidate().standing is Standing.CELL_RESOLVED
    done = voted.and_(committee_vote("2025-12-10"))
    assert done.candidate().standing is Standing.COMMITTEE_RESOLVED


def test_marks_of_other_steps_stay() -> None:
    """A redo mends what it names, no more."""
    early = given(ceremony_held("2025-11-10")).and_(
        recognition_vote("2026-10-01", irregular=IRREGULAR)
    )
    assert early.candidate().breaches
    early.when(redo("ceremony-held", on="2026-10-05")).accepted()
    again = early.and_(redo("ceremony-held", on="2026-10-05"))
    assert [b.type for b in again.candidate().breaches] == ["recognition-vote-held"]
    mended = early.and_(redo("recognition-cell-resolved", on="2026-10-05"))
    assert mended.candidate().breaches == ()


def test_the_time_for_a_new_decision_runs_from_the_order() -> None:
    """A decision taken again years later is not late by the first vote (Q294 4.4.2)."""
    story = given(recognised("2023-11-10"), redo("grassroots-resolved", on="2025-12-01"))
    voted = story.and_(committee_vote("2025-12-10"))
    voted.when(decision("2026-01-15")).accepted()
    voted.when(decision("2026-03-15")).late("DEC-15")


@pytest.mark.refuses("ERR-02")
def test_only_steps_that_were_taken_are_done_again() -> None:
    """By order of a body of the chain; at least one step, and one that there is (Q294 4.4.2)."""
    story = given(cell_resolved("2025-11-10"))
    story.when(redo("recognised", on="2025-12-01")).refused("ERR-02")
    story.when(redo("cell-resolved", on="2025-12-01", body=OTHER_COMMUNE)).refused("ERR-02")
    story.when(redo(on="2025-12-01")).refused("SYS-15")
    story.when(redo("pool-entered", on="2025-12-01")).refused("SYS-15")


def test_a_decision_of_the_wrong_committee_is_recorded_as_irregular_and_taken_again() -> None:
    """It counts, marked, until the competent one decides (Q294 4.4.2)."""
    elsewhere = Place(CELL, OTHER_COMMUNE, "standing-committee")
    story = given(committee_resolved("2025-11-10"))
    wrong = story.when(decision("2025-11-20", elsewhere, irregular=IRREGULAR))
    marked = wrong.accepted(against=("DEC-07",)).leaves(Standing.AWAITING_CEREMONY)
    back = marked.and_(redo("admission-decided", on="2025-12-01"))
    assert back.candidate().standing is Standing.COMMITTEE_RESOLVED
    right = back.when(decision("2025-12-10")).accepted().leaves(Standing.AWAITING_CEREMONY)
    assert right.candidate().decided_by == COMMUNE
    right.when(ask(a.ReceiveDecision, on="2025-12-12")).accepted()


def test_a_certified_cv_is_done_again_by_the_committee() -> None:
    """And the resolutions that stand need not be."""
    story = given(committee_resolved("2025-11-10"), redo("cv-certified", on="2025-12-01"))
    assert story.candidate().standing is Standing.DOSSIER_OPEN
    certify = ask(d.CertifyCv, body=COMMITTEE, on="2025-12-05")
    assert story.and_(certify).candidate().standing is Standing.COMMITTEE_RESOLVED
