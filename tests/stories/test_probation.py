"""Probation: guide, class, papers, votes, recognition or deletion."""

import pytest

from admission.app.rulebook_files import shipped_text
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.stages.admission import commands as a
from admission.domain.stages.membership import commands as m
from admission.domain.stages.probation import commands as p
from admission.domain.stages.standings import Standing
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_P,
    CELL,
    COMMITTEE,
    DEPARTMENT,
    IN_THE_VILLAGE,
    NEW_GUIDE,
    OTHER_COMMUNE,
    PLACES,
    PROVINCE,
    USUAL,
    WITH_DEPARTMENT,
    P,
    Place,
    ask,
)
from tests.stories.paths import (
    ceremony_held,
    committee_vote,
    later,
    meeting,
    paper,
    ready_for_recognition,
    recognised,
    recognition,
    recognition_resolved,
    recognition_resolved_by_cell,
    recognition_vote,
)

IN_HANOI = ask(AdoptRulebook, text=shipped_text("vn-2025-hanoi"), unit=PROVINCE)
READY = "2025-11-04"
"""Three days after a term that ended on 1 November 2025."""


def ready(without: set[str] | None = None, at: Place = USUAL) -> Story:
    """Everything is there for the cell to consider the recognition."""
    return given(ready_for_recognition(READY, without=without or set(), at=at))


def without_papers(*names: str) -> Story:
    """All is there but these."""
    return ready(set(names))


@pytest.mark.parametrize("place", PLACES)
def test_a_member_is_recognised_at_every_kind_of_place(place: Place) -> None:
    """The chain is that of admission (H06 4.5a)."""
    on = "2027-06-15" if place is IN_THE_VILLAGE else "2025-12-15"
    story = given(recognised(on, at=place))
    assert story.candidate().standing is Standing.OFFICIAL_MEMBER


@pytest.mark.refuses("PRO-01")
def test_recognition_waits_for_the_end_of_the_term() -> None:
    """A candidate on probation is not recognised while the twelve months run."""
    given(ceremony_held("2025-07-15")).when(recognition_vote("2026-07-14")).refused("PRO-01")


@pytest.mark.accepts("PRO-01")
def test_recognition_is_considered_once_the_term_has_run() -> None:
    """The twelve months are full on the same day of the next year (CH11 5.1)."""
    days = {"self-review": "2025-11-01", "guide-comment": "2025-11-01"}
    days |= {"probation-synthesis": "2025-11-01", "new-member-certificate": "2025-08-01"}
    story = given(ready_for_recognition(READY, days=days))
    story.when(recognition_vote("2025-11-01")).accepted()
    story.when(recognition_vote("2025-10-31")).refused("PRO-01")


@pytest.mark.refuses("PRO-04")
def test_the_class_for_new_members_comes_before_recognition() -> None:
    """Without its certificate the cell does not consider it (H06 4.1)."""
    without_papers("new-member-certificate").when(recognition_vote("2025-11-10")).refused("PRO-04")


@pytest.mark.accepts("PRO-04")
@pytest.mark.accepts("PRO-05")
@pytest.mark.accepts("PRO-07")
def test_with_every_paper_the_cell_considers_recognition() -> None:
    """Class, self-review, guide's comment and synthesis are there (H06 4.1-4.4)."""
    voted = ready().when(recognition_vote("2025-11-10", in_favour=6)).accepted()
    voted.carried().leaves(Standing.RECOGNITION_CELL_RESOLVED)


@pytest.mark.refuses("PRO-05")
@pytest.mark.parametrize("missing", ["self-review", "guide-comment", "probation-synthesis"])
def test_self_review_and_comments_come_before_recognition(missing: str) -> None:
    """Each of the three is asked for (H06 4.2-4.4)."""
    without_papers(missing).when(recognition_vote("2025-11-10")).refused("PRO-05")


def test_the_self_review_is_not_written_before_the_end_of_the_term() -> None:
    """It looks back on the whole of it (H06 4.2)."""
    story = given(ceremony_held("2025-07-15"))
    story.when(paper("self-review", "2026-07-14")).refused("PRO-05")
    story.when(paper("self-review", "2026-07-15")).accepted()


@pytest.mark.refuses("PRO-06")
def test_a_vote_thirty_working_days_after_the_term_is_late() -> None:
    """Flagged, and the member loses nothing by it (Q294 4.2.1)."""
    ready().when(recognition_vote("2025-12-15")).late("PRO-06").accepted(late=("PRO-06",))


@pytest.mark.accepts("PRO-06")
def test_a_vote_on_the_thirtieth_working_day_is_in_time() -> None:
    """Counted from the last day of the term, a Saturday (Q294 4.2.1)."""
    ready().when(recognition_vote("2025-12-12")).accepted()


@pytest.mark.refuses("PRO-07")
def test_recognition_rests_on_the_resolutions_of_the_chain() -> None:
    """Without the cell's or the committee's there is none; nor with half a committee (H06 4.5a)."""
    failed = ready().and_(recognition_vote("2025-11-10", in_favour=5))
    failed.when(recognition("2025-12-01")).refused("PRO-07")
    resolved = given(recognition_resolved_by_cell("2025-11-10"))
    resolved.when(recognition("2025-12-01")).refused("PRO-07")
    half = recognition("2025-12-01", in_favour=4, roll={"summoned": 8})
    given(recognition_resolved("2025-11-20")).when(half).refused("PRO-07")


def test_only_the_competent_committee_recognises() -> None:
    """Another commune's decision is none (Q294 4.3.2)."""
    elsewhere = Place(CELL, OTHER_COMMUNE, "standing-committee")
    resolved = given(recognition_resolved("2025-11-20"))
    resolved.when(recognition("2025-12-01", elsewhere)).refused("DEC-07")


def test_the_department_reports_on_recognition_too() -> None:
    """The grassroots committee waits for it (H06 4.5a)."""
    resolved = given(recognition_resolved_by_cell("2025-11-10", at=WITH_DEPARTMENT))
    resolved.when(committee_vote("2025-11-20", WITH_DEPARTMENT)).refused("DEC-02")
    report = ask(a.ReportDepartment, body=DEPARTMENT, on="2025-11-15")
    resolved.and_(report).when(committee_vote("2025-11-20", WITH_DEPARTMENT)).accepted()


@pytest.mark.computes("PRO-08")
@pytest.mark.parametrize("on", ["2025-12-01", "2026-03-01", "2027-11-30"])
def test_the_official_day_is_the_end_of_the_term_however_late(on: str) -> None:
    """A late decision never moves it (Q294 4.2.2)."""
    story = given(recognised("2025-12-01", without={"recognition"}))
    place = USUAL if on < "2026-07-26" else USUAL._replace(authority=COMMITTEE)
    decided = story.when(recognition(on, place))
    ends = story.candidate().day("term-ended")
    decided.records("member-recognised", official_on=ends)
    assert decided.then().candidate().official_on == ends


def test_who_is_recognised_is_a_full_member_from_the_official_day() -> None:
    """And may then help others, from that day, not from the decision."""
    story = given(recognised("2025-12-01"))
    ends = story.candidate().official_on
    assert ends is not None
    person = story.store.world.person(P)
    assert person.is_full_member(ends)
    assert not person.is_full_member(later(ends, -1))


@pytest.mark.refuses("DEC-16")
def test_a_recognition_after_thirty_working_days_is_late() -> None:
    """Counted from the cell's vote (Q294 4.3.1)."""
    resolved = given(recognition_resolved("2025-11-20"))
    resolved.when(recognition("2025-12-23")).late("DEC-16").accepted(late=("DEC-16",))


@pytest.mark.accepts("DEC-16")
def test_a_recognition_on_the_thirtieth_working_day_is_in_time() -> None:
    """The cell voted on 10 November; fifteen working days more may be granted (Q294 4.3.1)."""
    resolved = given(recognition_resolved("2025-11-20"))
    resolved.when(recognition("2025-12-22")).accepted()
    more = ask(a.ExtendDeadline, deadline="DEC-16", amount=15, on="2025-12-15")
    resolved.and_(more).when(recognition("2026-01-13")).accepted()
    resolved.and_(more).when(recognition("2026-01-14")).late("DEC-16")


@pytest.mark.refuses("DEC-21")
def test_in_hanoi_resolutions_on_recognition_last_forty_five_working_days() -> None:
    """After that cell and committee were to meet again (HN02)."""
    resolved = given(IN_HANOI, recognition_resolved("2025-12-11"))
    resolved.when(recognition("2026-02-04")).late("DEC-21")


@pytest.mark.accepts("DEC-21")
def test_in_hanoi_the_forty_fifth_working_day_is_good() -> None:
    """Late by the central rule alone (HN02)."""
    resolved = given(IN_HANOI, recognition_resolved("2025-12-11"))
    resolved.when(recognition("2026-02-03")).accepted(late=("DEC-16",))


def _deletion(*, committee: bool = True) -> Story:
    voted = ready().and_(recognition_vote("2025-11-10", proposal="deletion"))
    return voted.and_(committee_vote("2025-11-20")) if committee else voted


@pytest.mark.accepts("PRO-09")
def test_who_is_not_qualified_is_deleted() -> None:
    """On the resolutions of cell and committee (H06 4.6)."""
    deleted = _deletion().when(recognition("2025-12-01", outcome="deleted", in_favour=5))
    deleted.accepted().leaves(Standing.DELETED)


@pytest.mark.refuses("PRO-09")
def test_deletion_rests_on_resolutions_to_delete() -> None:
    """Not on those to recognise, nor without the committee's, nor on half a vote (Q294 4.2.1)."""
    given(recognition_resolved("2025-11-20")).when(
        recognition("2025-12-01", outcome="deleted")
    ).refused("PRO-09")
    _deletion(committee=False).when(recognition("2025-12-01", outcome="deleted")).refused("PRO-09")
    half = recognition("2025-12-01", outcome="deleted", in_favour=4, roll={"summoned": 8})
    _deletion().when(half).refused("PRO-09")
    _deletion().when(recognition("2025-12-01")).refused("PRO-07")


def _failed_votes(times: int) -> Story:
    votes = [recognition_vote(later("2025-11-10", n), in_favour=5) for n in range(times)]
    return ready().and_(*votes)


@pytest.mark.refuses("PRO-10")
def test_after_three_failed_votes_there_is_no_fourth() -> None:
    """The case goes upward (Q294 4.2.3)."""
    _failed_votes(3).when(recognition_vote("2025-11-20")).refused("PRO-10")


@pytest.mark.accepts("PRO-10")
def test_a_third_vote_is_still_held() -> None:
    """Two failed votes are not three (Q294 4.2.3)."""
    _failed_votes(2).when(recognition_vote("2025-11-20")).accepted()


@pytest.mark.parametrize(
    ("outcome", "standing"),
    [("recognised", Standing.OFFICIAL_MEMBER), ("deleted", Standing.DELETED)],
)
def test_after_three_failed_votes_the_authority_decides(outcome: str, standing: Standing) -> None:
    """Either way, without a resolution; after two it does not (Q294 4.2.3)."""
    answer = recognition("2025-12-01", outcome=outcome)
    _failed_votes(3).when(answer).accepted().leaves(standing)
    _failed_votes(2).when(recognition("2025-12-01")).refused("PRO-07")


def test_a_returned_case_is_considered_again() -> None:
    """The votes begin anew, also after three that failed."""
    for story in (given(recognition_resolved("2025-11-20")), _failed_votes(3)):
        returned = story.when(recognition("2025-12-01", outcome="returned")).accepted()
        again = returned.leaves(Standing.ON_PROBATION).and_(
            recognition_vote("2025-12-05"), committee_vote("2025-12-08")
        )
        again.when(recognition("2025-12-15")).accepted().leaves(Standing.OFFICIAL_MEMBER)
        again.when(recognition("2026-03-01")).late("DEC-16")


def test_a_paper_that_was_filed_in_time_may_be_recorded_late() -> None:
    """What counts is its day, whatever has been recorded since; but not a day before the path."""
    story = given(recognised("2025-12-01", without={"member-cv"}))
    held = story.candidate().day("ceremony-held")
    assert held is not None
    story.when(paper("member-cv", later(held, 20))).accepted()
    story.when(paper("member-cv", later(held, 60))).late("DEC-24")
    story.when(paper("member-cv", later(story.candidate().entered, -1))).refused("SYS-03")


@pytest.mark.refuses("PRO-11")
def test_a_recognition_announced_after_a_month_is_late() -> None:
    """The next meeting of the cell is within a month (H06 4.5b)."""
    announcement = ask(m.AnnounceRecognition, on="2026-01-02")
    given(recognised("2025-12-01")).when(announcement).late("PRO-11")


@pytest.mark.accepts("PRO-11")
def test_a_recognition_is_announced_within_a_month() -> None:
    """And once only (H06 4.5b)."""
    announcement = ask(m.AnnounceRecognition, on="2026-01-01")
    announced = given(recognised("2025-12-01")).when(announcement).accepted().then()
    announced.when(ask(m.AnnounceRecognition, on="2026-01-05")).refused("SYS-07")


@pytest.mark.refuses("PRO-12")
def test_a_guide_hands_over_a_written_comment() -> None:
    """And the new one is a full member (H06 3.10)."""
    story = given(ceremony_held("2025-07-15"))
    silent = ask(p.ChangeGuide, guide=NEW_GUIDE, on="2025-10-01")
    story.when(silent).refused("PRO-12")
    comment = {"kind": "guide-comment"}
    stranger = ask(p.ChangeGuide, guide=ANOTHER_P, comment=comment, on="2025-10-01")
    story.when(stranger).refused("PRO-12")


@pytest.mark.accepts("PRO-12")
def test_another_full_member_takes_over_as_guide() -> None:
    """With the comment of the one before (H06 3.10)."""
    comment = {"kind": "guide-comment"}
    change = ask(p.ChangeGuide, guide=NEW_GUIDE, comment=comment, on="2025-10-01")
    story = given(ceremony_held("2025-07-15")).when(change).accepted().then()
    assert story.candidate().guide == NEW_GUIDE


def _six_months_more(on: str = "2025-10-01", months: int = 6) -> p.ExtendProbation:
    return ask(p.ExtendProbation, months=months, on=on)


def test_probation_is_not_extended_by_the_shipped_rulebooks() -> None:
    """Who is not qualified at the end of the term is deleted."""
    given(ceremony_held("2025-07-15")).when(_six_months_more()).refused("PRO-01")
    given(ceremony_held("2025-07-15")).when(_six_months_more(months=0)).refused("PRO-01")


def test_probation_is_extended_once_where_a_rulebook_lets_it() -> None:
    """Everything that waits for the end of the term then waits for the new one."""
    text = shipped_text("vn-2025").replace('id = "vn-2025"', 'id = "ours"')
    text = text.replace("[[probation]]\n", "[[probation]]\nextendable_by_months = 6\n")
    text = text.replace("\nto = 2026-04-07\n", "\n", 1)
    ours = ask(AdoptRulebook, text=text, unit=PROVINCE)
    story = given(ours, ceremony_held("2025-07-15"))
    story.when(_six_months_more(months=7)).refused("PRO-01")
    longer = story.when(_six_months_more()).accepted().then()
    longer.when(_six_months_more()).refused("PRO-01")
    longer.when(paper("self-review", "2027-01-14")).refused("PRO-05")
    longer.when(recognition_vote("2027-01-14")).refused("PRO-01")
    papers = [
        paper(name, "2027-01-15")
        for name in (
            "new-member-certificate",
            "self-review",
            "guide-comment",
            "probation-synthesis",
        )
    ]
    voted = longer.and_(papers, recognition_vote("2027-01-15"), committee_vote("2027-01-18"))
    recognised_ = voted.when(recognition("2027-01-25")).accepted().then()
    assert str(recognised_.candidate().official_on) == "2027-01-15"


def test_a_vote_on_recognition_is_the_cells_own() -> None:
    """Another body's meeting does not vote on it."""
    held = meeting(OTHER_COMMUNE, "standing-committee", "2025-11-10")
    vote = ask(p.VoteRecognition, on="2025-11-10", meeting=held.meeting, in_favour=9, against=0)
    ready().when((held, vote)).refused("SYS-10")
