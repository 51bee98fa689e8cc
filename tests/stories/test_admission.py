"""Admission: the cell's vote, the bodies above it, the authority's answer, the ceremony."""

import pytest

from admission.app.rulebook_files import shipped_text
from admission.domain.kernel.messages import Command
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.stages.admission import commands as a
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.standings import Standing
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_C,
    ANOTHER_P,
    BY_ITSELF,
    CELL,
    COMMITTEE,
    COMMUNE,
    DEPARTMENT,
    GUIDE,
    IN_THE_VILLAGE,
    OTHER_COMMUNE,
    PLACES,
    PROVINCE,
    UNDER_THE_PROVINCE,
    WITH_DEPARTMENT,
    P,
    Place,
    a_,
    ask,
    person_registered,
)
from tests.stories.paths import (
    cell_resolved,
    cell_vote,
    ceremony_held,
    committee_resolved,
    committee_vote,
    decided,
    decision,
    entry,
    meeting,
    paper,
    ready_for_cell_vote,
    received,
)

VOTE = "2026-01-15"
IN_HANOI = ask(AdoptRulebook, text=shipped_text("vn-2025-hanoi"), unit=PROVINCE)
SOMEBODY = a_("person", 30)


def somebody(**fields: object) -> Story:
    """A story about a person of whom these things are known, ready for the cell's vote."""
    return given(person_registered(SOMEBODY, **fields), ready_for_cell_vote(VOTE, person=SOMEBODY))


@pytest.mark.parametrize("place", PLACES)
def test_a_candidate_is_admitted_at_every_kind_of_place(place: Place) -> None:
    """Each chain of bodies leads from the cell's vote to the ceremony."""
    story = given(ceremony_held("2026-03-20", at=place))
    assert story.candidate().standing is Standing.ON_PROBATION
    assert story.candidate().decided_by == place.authority
    assert story.candidate().guide == GUIDE


@pytest.mark.refuses("ELG-01")
def test_who_is_not_yet_eighteen_is_not_considered() -> None:
    """The day before the eighteenth birthday is too early; so is an unknown age (Q294 1.1.1)."""
    somebody(born="2008-01-16", on="2010-01-01").when(cell_vote(VOTE)).refused("ELG-01")
    somebody(born=None).when(cell_vote(VOTE)).refused("ELG-01")


@pytest.mark.accepts("ELG-01")
def test_who_turns_eighteen_on_the_day_is_considered() -> None:
    """The eighteenth birthday itself is good (Q294 1.1.1)."""
    somebody(born="2008-01-15", on="2010-01-01").when(cell_vote(VOTE)).accepted()


def _over_sixty() -> Story:
    story = somebody(born="1965-12-31")
    return story.and_(cell_vote(VOTE), committee_vote("2026-01-30"))


@pytest.mark.refuses("ELG-02")
def test_over_sixty_nobody_is_admitted_without_a_consent() -> None:
    """The cell may consider it, the authority may not decide yet (Q294 1.1.2)."""
    _over_sixty().when(decision("2026-02-15")).refused("ELG-02")


@pytest.mark.accepts("ELG-02")
def test_over_sixty_a_consent_opens_the_way() -> None:
    """Given before the decision, in writing (H06 1.1)."""
    consent = ask(d.PassGate, gate="over-age-consent", issuer="Tỉnh ủy", on="2026-02-01")
    _over_sixty().and_(consent).when(decision("2026-02-15")).accepted()
    with_it = {"rule": "ELG-02", "document": {"kind": "consent", "number": "5-CV/TU"}}
    _over_sixty().when(decision("2026-02-15", consents=(with_it,))).accepted()


@pytest.mark.refuses("ELG-03")
def test_without_schooling_nobody_is_considered() -> None:
    """Neither somebody without any, nor where nothing is known (Q294 1.2.1)."""
    somebody(schooling="none").when(cell_vote(VOTE)).refused("ELG-03")
    somebody(schooling=None).when(cell_vote(VOTE)).refused("ELG-03")


@pytest.mark.accepts("ELG-03")
def test_lower_secondary_school_is_enough() -> None:
    """The diploma of lower-secondary school, or a higher one (Q294 1.2.1)."""
    somebody(schooling="lower-secondary").when(cell_vote(VOTE)).accepted()


@pytest.mark.refuses("ELG-04")
def test_primary_school_is_not_enough_everywhere() -> None:
    """Without the paper on the area it does not suffice (H06 1.2a)."""
    somebody(schooling="primary").when(cell_vote(VOTE)).refused("ELG-04")


@pytest.mark.accepts("ELG-04")
def test_primary_school_is_enough_in_special_areas() -> None:
    """A paper says that the area is one (H06 1.2a)."""
    area = paper("special-area", "2026-01-10")
    somebody(schooling="primary").and_(area).when(cell_vote(VOTE)).accepted()


def _reads_and_writes() -> Story:
    area = paper("special-area", "2026-01-10")
    story = somebody(schooling="literate").and_(area)
    return story.and_(cell_vote(VOTE), committee_vote("2026-01-30"))


@pytest.mark.refuses("ELG-05")
def test_who_only_reads_and_writes_needs_a_consent() -> None:
    """Without it there is no decision (H06 1.2b)."""
    _reads_and_writes().when(decision("2026-02-15")).refused("ELG-05")


@pytest.mark.accepts("ELG-05")
def test_who_only_reads_and_writes_is_admitted_with_a_consent() -> None:
    """The prior written consent is there (H06 1.2b)."""
    consent = ask(d.PassGate, gate="literacy-consent", issuer="Tỉnh ủy", on="2026-02-01")
    _reads_and_writes().and_(consent).when(decision("2026-02-15")).accepted()


@pytest.mark.refuses("ELG-06")
def test_only_citizens_are_considered() -> None:
    """Neither a foreigner, nor where it is unknown (CH11 1.2)."""
    somebody(citizen=False).when(cell_vote(VOTE)).refused("ELG-06")
    somebody(citizen=None).when(cell_vote(VOTE)).refused("ELG-06")


@pytest.mark.accepts("ELG-06")
def test_a_citizen_is_considered() -> None:
    """Citizenship is registered (CH11 1.2)."""
    somebody(citizen=True).when(cell_vote(VOTE)).accepted()


@pytest.mark.accepts("DEC-01")
@pytest.mark.accepts("SYS-04")
@pytest.mark.accepts("SYS-10")
@pytest.mark.accepts("SYS-11")
def test_two_thirds_of_the_cell_carry() -> None:
    """Six of nine full members are enough (H06 3.6b)."""
    carried = given(ready_for_cell_vote(VOTE)).when(cell_vote(VOTE, in_favour=6)).accepted()
    carried.records("cell-vote-held", carried=True, entitled=9).leaves(Standing.CELL_RESOLVED)


@pytest.mark.computes("DEC-13")
def test_a_vote_below_the_threshold_is_a_fact_without_a_resolution() -> None:
    """Five of nine are recorded, and carry nothing (H06 5.1)."""
    failed = given(ready_for_cell_vote(VOTE)).when(cell_vote(VOTE, in_favour=5))
    failed.not_carried("DEC-13").accepted().leaves(Standing.CELL_VOTE_FAILED)


@pytest.mark.refuses("DEC-01")
def test_without_the_cells_resolution_nobody_is_admitted() -> None:
    """After a failed vote the authority may refuse or return, not admit (H06 5.1)."""
    failed = given(ready_for_cell_vote(VOTE), cell_vote(VOTE, in_favour=5))
    failed.when(decision("2026-02-15")).refused("DEC-01")
    failed.when(decision("2026-02-15", outcome="refused")).accepted().leaves(Standing.REFUSED)
    failed.when(decision("2026-02-15", outcome="returned")).accepted().leaves(Standing.RETURNED)


def test_the_cell_may_vote_again() -> None:
    """After a failed vote another one is carried."""
    failed = given(ready_for_cell_vote(VOTE), cell_vote(VOTE, in_favour=5))
    failed.when(cell_vote("2026-02-15")).accepted().leaves(Standing.CELL_RESOLVED)


def test_after_a_failed_vote_the_certificate_and_the_file_age_on() -> None:
    """Only a proposal of the cell stops their clocks (H06 5.4)."""
    days = {"certificate": "2021-01-20", "entry": "2020-12-01"}
    story = given(ready_for_cell_vote(VOTE, days=days), cell_vote(VOTE, in_favour=5))
    story.when(cell_vote("2026-01-20")).accepted()
    story.when(cell_vote("2026-01-21")).refused("DOS-07")


@pytest.mark.computes("DEC-09")
def test_who_is_away_for_a_reason_does_not_count_in_the_cell() -> None:
    """Twelve summoned, three elsewhere or exempt and absent: six of nine carry (Q294 9.3.2)."""
    ready = given(ready_for_cell_vote(VOTE))
    away = {"summoned": 12, "elsewhere_absent": 1, "exempt_absent": 1, "suspended": 1}
    ready.when(cell_vote(VOTE, in_favour=6, roll=away)).records(carried=True, entitled=9)
    here = {"summoned": 12, "present": 9}
    ready.when(cell_vote(VOTE, in_favour=6, roll=here)).records(carried=False, entitled=12)


@pytest.mark.computes("DEC-10")
def test_exempt_members_of_a_committee_do_count() -> None:
    """Of a committee's incumbents fewer grounds are taken off (Q294 9.3.3)."""
    resolved = given(cell_resolved(VOTE))
    exempt = {"summoned": 12, "exempt_absent": 3}
    away = {"summoned": 12, "elsewhere_absent": 1, "suspended": 1, "prosecuted": 1}
    resolved.when(committee_vote("2026-01-30", in_favour=6, roll=exempt)).records(
        carried=False, entitled=12
    )
    resolved.when(committee_vote("2026-01-30", in_favour=6, roll=away)).records(
        carried=True, entitled=9
    )


@pytest.mark.refuses("SYS-04")
def test_ballots_add_up_to_those_present() -> None:
    """Nine were there, so nine ballots are accounted for."""
    ready = given(ready_for_cell_vote(VOTE))
    ready.when(cell_vote(VOTE, in_favour=9, against=1)).refused("SYS-04")
    ready.when(cell_vote(VOTE, in_favour=7, against=1)).refused("SYS-04")
    ready.when(cell_vote(VOTE, in_favour=6, against=1, blank=1, invalid=1)).accepted()


@pytest.mark.refuses("SYS-10")
def test_a_ballot_is_that_of_the_right_body() -> None:
    """Neither another unit's meeting, nor another kind of meeting of the same unit."""
    ready = given(ready_for_cell_vote(VOTE))
    for held in (meeting(COMMITTEE, "cell", VOTE), meeting(CELL, "standing-body", VOTE)):
        vote = ask(a.HoldCellVote, on=VOTE, meeting=held.meeting, in_favour=9, against=0)
        ready.when((held, vote)).refused("SYS-10")


@pytest.mark.refuses("SYS-11")
def test_a_ballot_is_that_of_the_day() -> None:
    """The vote is of the day of its meeting."""
    held = meeting(CELL, "cell", "2026-01-14")
    vote = ask(a.HoldCellVote, on=VOTE, meeting=held.meeting, in_favour=9, against=0)
    given(ready_for_cell_vote(VOTE)).when((held, vote)).refused("SYS-11")


def test_an_unknown_meeting_is_named() -> None:
    """A ballot refers to a meeting that was recorded."""
    nowhere = a_("meeting", 99_999_999)
    vote = ask(a.HoldCellVote, on=VOTE, meeting=nowhere, in_favour=9, against=0)
    given(ready_for_cell_vote(VOTE)).when(vote).unknown(nowhere)


@pytest.mark.refuses("DEC-02")
def test_the_department_committee_reports_before_the_grassroots_votes() -> None:
    """Where there is one, its report is not skipped (H06 3.6b)."""
    resolved = given(cell_resolved(VOTE, at=WITH_DEPARTMENT))
    resolved.when(committee_vote("2026-01-30", WITH_DEPARTMENT)).refused("DEC-02")
    elsewhere = ask(a.ReportDepartment, body=COMMITTEE, on="2026-01-20")
    resolved.when(elsewhere).refused("DEC-02")
    late = ask(a.ReportDepartment, body=DEPARTMENT, on="2026-01-31")
    resolved.and_(late).when(committee_vote("2026-01-30", WITH_DEPARTMENT)).refused("DEC-02")


@pytest.mark.accepts("DEC-02")
def test_after_its_report_the_grassroots_committee_votes() -> None:
    """The report has no threshold of its own (H06 3.6b)."""
    report = ask(a.ReportDepartment, body=DEPARTMENT, on="2026-01-20")
    resolved = given(cell_resolved(VOTE, at=WITH_DEPARTMENT))
    reported = resolved.when(report).accepted().leaves(Standing.CELL_RESOLVED)
    reported.when(committee_vote("2026-01-30", WITH_DEPARTMENT)).accepted()


@pytest.mark.accepts("DEC-03")
@pytest.mark.accepts("SYS-13")
def test_two_thirds_of_the_grassroots_committee_carry() -> None:
    """Ten of fifteen members are enough (H06 3.6c)."""
    vote = committee_vote("2026-01-30", in_favour=10, roll={"summoned": 15})
    given(cell_resolved(VOTE)).when(vote).accepted().leaves(Standing.COMMITTEE_RESOLVED)


@pytest.mark.refuses("DEC-03")
def test_without_the_committees_resolution_nobody_is_admitted() -> None:
    """Neither after a failed vote nor without any; another vote may follow (H06 3.6c)."""
    resolved = given(cell_resolved(VOTE))
    resolved.when(decision("2026-02-15")).refused("DEC-03")
    failed = resolved.when(committee_vote("2026-01-30", in_favour=9, roll={"summoned": 15})).leaves(
        Standing.COMMITTEE_VOTE_FAILED
    )
    failed.when(decision("2026-02-15")).refused("DEC-03")
    failed.and_(committee_vote("2026-02-05")).when(decision("2026-02-15")).accepted()


@pytest.mark.refuses("SYS-13")
def test_no_grassroots_committee_votes_where_there_is_none() -> None:
    """The chain of an authorised committee has no such step (H06 3.6c)."""
    vote = committee_vote("2026-01-30", BY_ITSELF)
    given(cell_resolved(VOTE, at=BY_ITSELF)).when(vote).refused("SYS-13")


def test_a_village_cell_stands_under_the_commune_since_2025_only() -> None:
    """Before 1 July 2025 no chain of bodies begins there (Q294 10.2)."""
    permission = ask(d.PermitDossier, body=COMMUNE, on="2025-06-30")
    from_july = ask(d.PermitDossier, body=COMMUNE, on="2025-07-01")
    pool = given(_in_pool_of_the_village())
    pool.when(permission).refused("SYS-13")
    pool.when(from_july).accepted()


def _in_pool_of_the_village() -> tuple[Command, ...]:
    return (entry("2025-06-01", IN_THE_VILLAGE),)


@pytest.mark.accepts("DEC-04")
@pytest.mark.accepts("DEC-07")
def test_more_than_half_of_the_standing_committee_decide() -> None:
    """Five of nine are more than half (H06 3.7a)."""
    answer = given(committee_resolved(VOTE)).when(decision("2026-02-15", in_favour=5))
    answer.accepted().leaves(Standing.AWAITING_CEREMONY)


@pytest.mark.refuses("DEC-04")
def test_half_of_the_standing_committee_is_not_enough() -> None:
    """Four of eight are not more than half (H06 3.7a)."""
    half = decision("2026-02-15", in_favour=4, roll={"summoned": 8})
    given(committee_resolved(VOTE)).when(half).refused_only("DEC-04").refused("DEC-04")


@pytest.mark.accepts("DEC-05")
def test_two_thirds_of_an_authorised_committee_decide() -> None:
    """Six of nine of all its members (H06 3.7a)."""
    answer = decision("2026-02-15", BY_ITSELF, in_favour=6)
    given(cell_resolved(VOTE, at=BY_ITSELF)).when(answer).accepted()


@pytest.mark.refuses("DEC-05")
def test_a_plain_majority_of_an_authorised_committee_is_not_enough() -> None:
    """Five of nine are fewer than two thirds (H06 3.7a)."""
    answer = decision("2026-02-15", BY_ITSELF, in_favour=5)
    given(cell_resolved(VOTE, at=BY_ITSELF)).when(answer).refused("DEC-05")


@pytest.mark.accepts("DEC-06")
def test_directly_under_the_province_its_standing_body_decides() -> None:
    """By more than half (H06 3.7b)."""
    answer = decision("2026-02-15", UNDER_THE_PROVINCE, in_favour=5)
    given(committee_resolved(VOTE, at=UNDER_THE_PROVINCE)).when(answer).accepted()


@pytest.mark.refuses("DEC-06")
def test_directly_under_the_province_half_is_not_enough() -> None:
    """Four of eight are not more than half (H06 3.7b)."""
    answer = decision("2026-02-15", UNDER_THE_PROVINCE, in_favour=4, roll={"summoned": 8})
    given(committee_resolved(VOTE, at=UNDER_THE_PROVINCE)).when(answer).refused("DEC-06")


@pytest.mark.refuses("DEC-07")
def test_only_the_competent_committee_decides() -> None:
    """Another commune's decision is none (Q294 4.3.2)."""
    elsewhere = Place(CELL, OTHER_COMMUNE, "standing-committee")
    answer = decision("2026-02-15", elsewhere)
    given(committee_resolved(VOTE)).when(answer).refused_only("DEC-07").refused("DEC-07")


@pytest.mark.computes("DEC-11")
def test_the_proposing_body_needs_two_thirds_the_deciding_one_more_than_half() -> None:
    """The same five of nine decide, but do not propose (Q294 9.3.4)."""
    given(cell_resolved(VOTE)).when(committee_vote("2026-01-30", in_favour=5)).records(
        carried=False
    )
    given(committee_resolved(VOTE)).when(decision("2026-02-15", in_favour=5)).carried()


def test_after_the_change_of_2026_the_grassroots_committee_decides() -> None:
    """From 26 July 2026 its standing committee decides, by more than half (Q208)."""
    here = Place(CELL, COMMITTEE, "standing-committee")
    resolved = given(cell_resolved("2026-07-20"))
    resolved.when(decision("2026-08-10", here, in_favour=5)).accepted()
    resolved.when(decision("2026-08-10")).refused("DEC-07")


@pytest.mark.refuses("DEC-15")
def test_a_decision_after_forty_five_working_days_is_late() -> None:
    """Counted from the cell's vote; it stands, flagged (Q294 4.3.1)."""
    resolved = given(cell_resolved("2025-09-15"), committee_vote("2025-09-25"))
    resolved.when(decision("2025-11-18")).late("DEC-15").accepted(late=("DEC-15",))
    resolved.when(decision("2025-11-18", outcome="refused")).late("DEC-15")


@pytest.mark.accepts("DEC-15")
def test_a_decision_on_the_last_day_is_in_time() -> None:
    """The forty-fifth working day after the cell's vote is good (Q294 4.3.1)."""
    resolved = given(cell_resolved("2025-09-15"), committee_vote("2025-09-25"))
    resolved.when(decision("2025-11-17")).accepted()


def _extension(amount: int, on: str, deadline: str = "DEC-15") -> a.ExtendDeadline:
    return ask(a.ExtendDeadline, deadline=deadline, amount=amount, on=on)


@pytest.mark.accepts("DEC-17")
def test_a_deadline_is_extended_once_by_fifteen_working_days() -> None:
    """The decision is in time on the last day of the extension (Q294 4.3.1)."""
    resolved = given(cell_resolved("2025-09-15"), committee_vote("2025-09-25"))
    extended = resolved.when(_extension(15, "2025-11-10")).accepted().then()
    extended.when(decision("2025-12-08")).accepted()
    extended.when(decision("2025-12-09")).late("DEC-15")


@pytest.mark.refuses("DEC-17")
def test_no_extension_is_longer_and_none_is_given_twice() -> None:
    """Sixteen days are too many, and so is a second time (Q294 4.3.1)."""
    resolved = given(cell_resolved("2025-09-15"))
    resolved.when(_extension(16, "2025-11-10")).refused("DEC-17")
    resolved.when(_extension(0, "2025-11-10")).refused("DEC-17")
    once = resolved.and_(_extension(5, "2025-11-10"))
    once.when(_extension(5, "2025-11-12")).refused("DEC-17")
    resolved.when(_extension(5, "2025-11-10", "DEC-16")).refused("SYS-18")
    given(received(VOTE)).when(_extension(5, VOTE, "DEC-22")).refused("DEC-17")


@pytest.mark.refuses("DEC-20")
def test_in_hanoi_the_file_is_sent_on_within_five_working_days() -> None:
    """Later it is flagged; so is a committee's vote after twenty-five (HN02)."""
    resolved = given(IN_HANOI, cell_resolved(VOTE))
    resolved.when(paper("file-letter", "2026-01-23")).late("DEC-20")
    resolved.when(committee_vote("2026-02-20")).late("DEC-20")


@pytest.mark.accepts("DEC-20")
def test_in_hanoi_the_last_days_are_good() -> None:
    """The fifth working day for the file, the twenty-fifth for the committee (HN02)."""
    resolved = given(IN_HANOI, cell_resolved(VOTE))
    resolved.when(paper("file-letter", "2026-01-22")).accepted()
    resolved.when(committee_vote("2026-02-19")).accepted()


def test_a_returned_file_is_mended_and_voted_on_again() -> None:
    """CV and votes are done again, the clock of the decision runs anew."""
    back = given(committee_resolved("2025-10-15"))
    returned = (
        back.when(decision("2025-11-03", outcome="returned")).accepted().leaves(Standing.RETURNED)
    )
    returned.when(cell_vote("2025-11-10")).refused("SYS-01")
    certify = ask(d.CertifyCv, body=COMMITTEE, on="2025-11-10")
    again = returned.and_(certify, cell_vote("2025-12-01"))
    again.when(decision("2026-01-10")).refused("DEC-03")
    resolved = again.and_(committee_vote("2025-12-10"))
    resolved.when(decision("2026-01-10")).accepted().leaves(Standing.AWAITING_CEREMONY)
    resolved.when(decision("2026-02-10")).late("DEC-15")


def test_a_returned_file_does_not_go_stale_for_there_was_a_proposal() -> None:
    """Certificate and papers age only as long as the cell has proposed nothing (H06 5.4)."""
    days = {"certificate": "2021-01-20", "entry": "2020-12-01"}
    back = given(committee_resolved("2026-01-30", days=days))
    returned = back.and_(decision("2026-02-15", outcome="returned"))
    certify = ask(d.CertifyCv, body=COMMITTEE, on="2026-03-01")
    returned.and_(certify).when(cell_vote("2026-03-15")).accepted()


def test_a_refusal_ends_the_path_and_frees_the_person() -> None:
    """A committee's refusal is a fact; the person may be entered again."""
    refused = given(committee_resolved(VOTE)).when(decision("2026-02-15", outcome="refused"))
    story = refused.accepted().leaves(Standing.REFUSED)
    story.when(entry("2026-03-01", candidate=ANOTHER_C)).accepted()


@pytest.mark.refuses("DEC-22")
def test_a_ceremony_after_thirty_working_days_needs_a_consent() -> None:
    """Counted from the receipt of the decision (Q294 4.1)."""
    ceremony = ask(a.HoldCeremony, guide=GUIDE, on="2025-11-25")
    given(received("2025-10-13")).when(ceremony).refused("DEC-22")


@pytest.mark.accepts("DEC-22")
def test_a_late_ceremony_is_held_with_the_consent_of_the_superior() -> None:
    """And on the thirtieth working day without one (Q294 4.1)."""
    consent = {"rule": "DEC-22", "document": {"kind": "consent", "number": "7-CV/ĐU"}}
    late = ask(a.HoldCeremony, guide=GUIDE, on="2025-11-25", consents=(consent,))
    given(received("2025-10-13")).when(late).accepted()
    in_time = ask(a.HoldCeremony, guide=GUIDE, on="2025-11-24")
    given(received("2025-10-13")).when(in_time).accepted()


@pytest.mark.refuses("DEC-23")
def test_at_the_ceremony_a_full_member_is_assigned_to_guide() -> None:
    """Neither another candidate nor the candidate guides; the decision is there (H06 3.8)."""
    for guide in (ANOTHER_P, P):
        ceremony = ask(a.HoldCeremony, guide=guide, on="2026-02-20")
        given(received("2026-02-10")).when(ceremony).refused("DEC-23")
    ceremony = ask(a.HoldCeremony, guide=GUIDE, on="2026-02-20")
    given(decided("2026-02-10")).when(ceremony).refused("DEC-23")


@pytest.mark.accepts("DEC-23")
def test_the_ceremony_begins_probation() -> None:
    """Twelve months from this day (H06 4.2)."""
    ceremony = ask(a.HoldCeremony, guide=GUIDE, on="2026-02-20")
    held = given(received("2026-02-10")).when(ceremony).accepted().leaves(Standing.ON_PROBATION)
    assert str(held.candidate().day("term-ended")) == "2027-02-20"


@pytest.mark.refuses("DEC-24")
def test_a_members_cv_after_thirty_working_days_is_late() -> None:
    """Counted from the ceremony (N38 I.2.2)."""
    given(ceremony_held("2025-10-13")).when(paper("member-cv", "2025-11-25")).late("DEC-24")


@pytest.mark.accepts("DEC-24")
def test_a_members_cv_on_the_thirtieth_working_day_is_in_time() -> None:
    """The last day is good (N38 I.2.2)."""
    given(ceremony_held("2025-10-13")).when(paper("member-cv", "2025-11-24")).accepted()


@pytest.mark.refuses("SYS-07")
def test_a_decision_is_received_once() -> None:
    """A second receipt would move the time to the ceremony."""
    given(received("2026-02-10")).when(ask(a.ReceiveDecision, on="2026-02-12")).refused("SYS-07")


@pytest.mark.accepts("SYS-07")
def test_the_receipt_of_the_decision_starts_the_time_to_the_ceremony() -> None:
    """The cell received it (Q294 4.1)."""
    given(decided("2026-02-05")).when(ask(a.ReceiveDecision, on="2026-02-10")).accepted()
