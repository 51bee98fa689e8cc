"""The dossier: permission, helper, introductions, papers, verification, certified CV."""

import pytest

from admission.app.rulebook_files import shipped_text
from admission.domain.kernel.messages import Command
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.standings import Standing
from tests.stories.kit import given
from tests.stories.organisation import (
    ANOTHER_P,
    AUTHORISED,
    BY_ITSELF,
    CELL,
    CERTIFIER,
    COMMITTEE,
    COMMUNE,
    HELPER,
    INTRODUCER,
    NOBODY,
    OTHER_INTRODUCER,
    PROVINCE,
    REPLACEMENT,
    WITHOUT_COMMITTEE,
    P,
    a_,
    ask,
    person_registered,
)
from tests.stories.paths import (
    cell_resolved,
    cell_vote,
    certificate,
    certified,
    committee_vote,
    cv_certified,
    decision,
    dossier_open,
    in_pool,
    introduction,
    paper,
    ready_for_cell_vote,
    reply,
    request,
    verified,
)

VOTE = "2025-10-15"
IN_HANOI = ask(AdoptRulebook, text=shipped_text("vn-2025-hanoi"), unit=PROVINCE)
SOMEBODY = a_("person", 30)


@pytest.mark.accepts("DOS-02")
def test_the_grassroots_committee_permits_the_dossier() -> None:
    """The committee above the cell lets the procedure begin (N38 I.1.1c)."""
    permission = ask(d.PermitDossier, body=COMMITTEE, on="2025-08-01")
    given(certified("2025-07-15")).when(permission).accepted().leaves(Standing.DOSSIER_OPEN)


@pytest.mark.refuses("DOS-02")
def test_the_cell_does_not_permit_its_own_dossiers() -> None:
    """Another body's permission is none (N38 I.1.1c)."""
    permission = ask(d.PermitDossier, body=CELL, on="2025-08-01")
    given(certified("2025-07-15")).when(permission).refused("DOS-02")


def test_where_there_is_no_grassroots_committee_the_authority_permits() -> None:
    """A grassroots cell, or one under an authorised committee, asks the body that decides."""
    for place, body in ((WITHOUT_COMMITTEE, COMMUNE), (BY_ITSELF, AUTHORISED)):
        permission = ask(d.PermitDossier, body=body, on="2025-08-01")
        given(certified("2025-07-15", at=place)).when(permission).accepted()


@pytest.mark.accepts("DOS-05")
def test_a_full_member_helps() -> None:
    """The cell assigns a full member to help the candidate (N38 I.1.1d)."""
    helps = ask(d.AssignHelper, helper=HELPER, on="2025-08-01")
    given(in_pool("2025-07-15")).when(helps).records("helper-assigned", helper=HELPER)


@pytest.mark.refuses("DOS-05")
def test_nobody_but_a_full_member_helps() -> None:
    """Neither another candidate nor the candidate helps (N38 I.1.1d)."""
    for helper in (ANOTHER_P, P):
        helps = ask(d.AssignHelper, helper=helper, on="2025-08-01")
        given(in_pool("2025-07-15")).when(helps).refused("DOS-05")
    helps = ask(d.AssignHelper, helper=NOBODY, on="2025-08-01")
    given(in_pool("2025-07-15")).when(helps).unknown(NOBODY)


def test_without_a_helper_the_cell_does_not_vote() -> None:
    """Somebody has helped before the cell considers the admission (N38 I.1.3)."""
    given(ready_for_cell_vote(VOTE, without={"helper"})).when(cell_vote(VOTE)).refused("DOS-05")


def test_without_a_certificate_the_cell_does_not_vote() -> None:
    """The class certificate is in the file before the cell considers the admission (H06 3.1)."""
    given(ready_for_cell_vote(VOTE, without={"certificate"})).when(cell_vote(VOTE)).refused(
        "DOS-06"
    )


@pytest.mark.refuses("DOS-07")
def test_a_certificate_older_than_sixty_months_is_bad() -> None:
    """Issued on 15 January 2020, it is no good at a cell meeting of 3 February 2025 (H06 5.4b)."""
    days = {"certificate": "2020-01-15", "entry": "2019-12-01"}
    given(ready_for_cell_vote("2025-02-03", days=days)).when(cell_vote("2025-02-03")).refused(
        "DOS-07"
    )


@pytest.mark.accepts("DOS-07")
def test_who_learns_again_holds_a_good_certificate() -> None:
    """With a new certificate the cell considers the candidate after all (H06 5.4b)."""
    days = {"certificate": "2020-01-15", "entry": "2019-12-01"}
    story = given(
        ready_for_cell_vote("2025-02-03", days=days), certificate("2025-01-20", on="2025-02-01")
    )
    story.when(cell_vote("2025-02-03")).accepted()


@pytest.mark.refuses("DOS-08")
def test_in_hanoi_the_class_comes_after_the_list() -> None:
    """There the class is for those on the list of the unit that is to admit (HN02)."""
    story = given(IN_HANOI, in_pool("2025-12-15"))
    story.when(certificate("2025-12-14")).refused("DOS-08")


@pytest.mark.accepts("DOS-08")
def test_in_hanoi_the_class_may_be_attended_before_eighteen() -> None:
    """Nobody on the list is too young for the class (HN02)."""
    young = person_registered(SOMEBODY, born="2008-12-31", on="2025-12-01")
    story = given(IN_HANOI, young, in_pool("2025-12-15", person=SOMEBODY))
    story.when(certificate("2025-12-20")).accepted()


@pytest.mark.accepts("DOS-09")
def test_two_full_members_introduce() -> None:
    """Two introductions by full members are one of the three ways (CH11 4)."""
    given(ready_for_cell_vote(VOTE)).when(cell_vote(VOTE)).accepted()


@pytest.mark.parametrize("union", ["youth-union", "trade-union"])
def test_one_member_and_a_union_introduce(union: str) -> None:
    """A resolution of either union stands in the place of a second member (Q294 3.1)."""
    one = ready_for_cell_vote(VOTE, without={"other-introduction"})
    resolution = ask(d.IntroduceByUnion, union=union, on="2025-09-01")
    given(one, resolution).when(cell_vote(VOTE)).accepted()


@pytest.mark.refuses("DOS-09")
def test_one_introduction_is_not_enough() -> None:
    """One member alone, or a union alone, does not introduce (CH11 4)."""
    one = given(ready_for_cell_vote(VOTE, without={"other-introduction"}))
    one.when(cell_vote(VOTE)).refused("DOS-09")
    resolution = ask(d.IntroduceByUnion, union="youth-union", on="2025-09-01")
    none = ready_for_cell_vote(VOTE, without={"introduction", "other-introduction"})
    given(none, resolution).when(cell_vote(VOTE)).refused("DOS-09")


def test_an_introduction_handed_in_after_the_vote_does_not_count() -> None:
    """What was not in the file on the day of the vote was not considered."""
    one = ready_for_cell_vote(VOTE, without={"other-introduction"})
    late = introduction("2025-10-16", OTHER_INTRODUCER)
    given(one, late).when(cell_vote(VOTE)).refused("DOS-09")


def test_only_full_members_introduce() -> None:
    """Another candidate cannot introduce, nor the candidate (CH11 4)."""
    for by in (ANOTHER_P, P):
        given(dossier_open("2025-07-15")).when(introduction("2025-08-01", by)).refused("DOS-09")


def test_an_older_paper_recorded_later_does_not_take_the_place_of_a_newer_one() -> None:
    """Each milestone stands on the latest day on which it was reached."""
    story = given(
        cv_certified("2025-07-15"), introduction("2025-08-01"), introduction("2025-07-10")
    )
    assert str(story.candidate().day("paper:introduction", INTRODUCER)) == "2025-08-01"


@pytest.mark.refuses("DOS-10")
def test_an_introducer_has_known_the_candidate_for_twelve_months() -> None:
    """Eleven months together are too short, and so are unknown ones (Q294 3.2.1)."""
    opened = given(dossier_open("2025-07-15"))
    short = introduction("2025-08-01", together_since="2024-08-02")
    opened.when(short).refused("DOS-10")
    opened.when(introduction("2025-08-01", together_since=None)).refused("DOS-10")


@pytest.mark.accepts("DOS-10")
def test_twelve_months_together_are_enough() -> None:
    """The day on which they are full is good (Q294 3.2.1)."""
    full = introduction("2025-08-01", together_since="2024-08-01")
    given(dossier_open("2025-07-15")).when(full).accepted()


@pytest.mark.accepts("DOS-11")
def test_a_replacement_need_not_have_known_the_candidate() -> None:
    """Who stands in for an introducer is excused the twelve months (Q294 3.2.2)."""
    stands_in = introduction("2025-10-01", REPLACEMENT, replaces=INTRODUCER, together_since=None)
    story = given(ready_for_cell_vote(VOTE)).when(stands_in).accepted().then()
    assert story.candidate().introducers == (OTHER_INTRODUCER, REPLACEMENT)
    story.when(cell_vote(VOTE)).accepted()


@pytest.mark.refuses("DOS-11")
def test_only_an_introducer_is_replaced() -> None:
    """Nobody is excused in the place of somebody who does not introduce (Q294 3.2.2)."""
    stands_in = introduction("2025-10-01", REPLACEMENT, replaces=HELPER, together_since=None)
    given(ready_for_cell_vote(VOTE)).when(stands_in).refused("DOS-11")


def test_a_replaced_introducer_who_comes_back_introduces_again() -> None:
    """The newest introduction of a member stands."""
    away = introduction("2025-10-01", REPLACEMENT, replaces=INTRODUCER)
    back = introduction("2025-10-05", INTRODUCER, replaces=REPLACEMENT)
    story = given(ready_for_cell_vote(VOTE), away, back)
    assert story.candidate().introducers == (OTHER_INTRODUCER, INTRODUCER)


@pytest.mark.refuses("DOS-12")
@pytest.mark.parametrize(("born", "cadre"), [("1994-12-01", False), ("1989-12-01", True)])
def test_in_hanoi_the_youth_union_introduces_up_to_an_age(born: str, *, cadre: bool) -> None:
    """Members of 31 and cadres of 36 are too old for the way through the Youth Union (HN02)."""
    story = given(person_registered(SOMEBODY, born=born), IN_HANOI)
    resolution = ask(d.IntroduceByUnion, union="youth-union", cadre=cadre, on="2025-12-01")
    story.and_(in_pool("2025-11-25", person=SOMEBODY)).when(resolution).refused("DOS-12")


@pytest.mark.accepts("DOS-12")
@pytest.mark.parametrize(("born", "cadre"), [("1994-12-02", False), ("1989-12-02", True)])
def test_in_hanoi_the_youth_union_introduces_who_is_young_enough(born: str, *, cadre: bool) -> None:
    """Members of 30 and cadres of 35 are young enough (HN02)."""
    story = given(person_registered(SOMEBODY, born=born), IN_HANOI)
    resolution = ask(d.IntroduceByUnion, union="youth-union", cadre=cadre, on="2025-12-01")
    story.and_(in_pool("2025-11-25", person=SOMEBODY)).when(resolution).accepted()


@pytest.mark.refuses("DOS-15")
def test_nothing_is_verified_before_the_cv_is_there() -> None:
    """The CV, stamped, goes to those who are asked (H06 3.4d)."""
    given(dossier_open("2025-07-15")).when(request("2025-08-01")).refused("DOS-15")
    given(dossier_open("2025-07-15")).when(request("2025-08-01", place="abroad")).refused("DOS-15")


@pytest.mark.accepts("DOS-15")
@pytest.mark.accepts("DOS-16")
@pytest.mark.accepts("DOS-22")
def test_the_cv_is_sent_to_be_verified() -> None:
    """With the CV on file another body is asked; a full member may carry the request."""
    asked = request("2025-08-01", "father", verifier=CERTIFIER, verifier_kinship="none")
    given(dossier_open("2025-07-15"), paper("cv", "2025-07-20")).when(asked).accepted()


@pytest.mark.refuses("DOS-16")
def test_only_the_relations_named_are_verified() -> None:
    """Nobody asks about a cousin (H06 3.4a)."""
    story = given(dossier_open("2025-07-15"), paper("cv", "2025-07-20"))
    story.when(request("2025-08-01", "cousin")).refused("DOS-16")


def test_the_applicant_is_always_verified() -> None:
    """Without an answer about the applicant no CV is certified (H06 3.4a)."""
    story = given(dossier_open("2025-07-15"), paper("cv", "2025-07-20"))
    certified_cv = ask(d.CertifyCv, body=COMMITTEE, on="2025-09-01")
    story.when(certified_cv).refused("DOS-16")


@pytest.mark.refuses("DOS-22")
@pytest.mark.parametrize("kinship", ["parent", "spouse", "sibling", "child"])
def test_relatives_do_not_verify(kinship: str) -> None:
    """A relative does not carry out the verification (N38 I.1.4)."""
    asked = request("2025-08-01", verifier=CERTIFIER, verifier_kinship=kinship)
    given(dossier_open("2025-07-15"), paper("cv", "2025-07-20")).when(asked).refused("DOS-22")


def test_neither_the_applicant_nor_a_stranger_verifies() -> None:
    """Who carries the request is a full member, and not the applicant (N38 I.1.4)."""
    story = given(dossier_open("2025-07-15"), paper("cv", "2025-07-20"))
    for verifier in (P, ANOTHER_P):
        story.when(request("2025-08-01", verifier=verifier)).refused("DOS-22")


@pytest.mark.refuses("DOS-18")
def test_verification_is_waived_on_known_grounds_only() -> None:
    """Acquaintance with the family is no ground (H06 3.4c)."""
    waived = ask(d.WaiveVerification, relation="father", ground="well-known", on="2025-08-01")
    given(dossier_open("2025-07-15")).when(waived).refused("DOS-18")


@pytest.mark.accepts("DOS-18")
def test_who_always_lived_in_the_commune_is_not_verified_apart() -> None:
    """A whole waiver stands in the place of the answer (H06 3.4c)."""
    waived = ask(d.WaiveVerification, relation="applicant", ground="same-commune", on="2025-08-01")
    story = given(dossier_open("2025-07-15"), paper("cv", "2025-07-20"), waived)
    story.when(ask(d.CertifyCv, body=COMMITTEE, on="2025-09-01")).accepted()


_MEMBER_RELATIVE = ask(
    d.WaiveVerification, relation="applicant", ground="member-relative", on="2025-10-01"
)


@pytest.mark.refuses("DOS-19")
def test_a_partial_waiver_leaves_a_rest_to_verify() -> None:
    """For relatives of members only political history is waived (N38 I.1.5)."""
    story = given(dossier_open("2025-09-15"), paper("cv", "2025-09-20"))
    story.when(_MEMBER_RELATIVE).records("verification-waived", partial=True)
    certify = ask(d.CertifyCv, body=COMMITTEE, on="2025-11-01")
    story.and_(_MEMBER_RELATIVE).when(certify).refused("DOS-19")


@pytest.mark.accepts("DOS-19")
def test_after_a_partial_waiver_the_rest_is_verified() -> None:
    """With the rest verified the CV is certified (N38 I.1.5)."""
    story = given(
        dossier_open("2025-09-15"),
        paper("cv", "2025-09-20"),
        _MEMBER_RELATIVE,
        request("2025-10-02"),
        reply("2025-10-20"),
    )
    story.when(ask(d.CertifyCv, body=COMMITTEE, on="2025-11-01")).accepted()


def test_before_38_hd_btctw_the_waiver_for_members_relatives_was_whole() -> None:
    """H06 3.4c waives all; until 28 September 2025 nothing else was said."""
    waived = _MEMBER_RELATIVE.model_copy(update={"on": _MEMBER_RELATIVE.on.replace(month=9)})
    given(dossier_open("2025-08-15")).when(waived).records(partial=False)


@pytest.mark.refuses("DOS-21")
def test_an_answer_after_thirty_working_days_is_late() -> None:
    """It counts all the same, flagged (H06 3.4d)."""
    asked = given(dossier_open("2025-07-01"), paper("cv", "2025-07-02"), request("2025-07-07"))
    asked.when(reply("2025-08-19")).late("DOS-21").accepted(late=("DOS-21",))


@pytest.mark.accepts("DOS-21")
def test_an_answer_on_the_thirtieth_working_day_is_in_time() -> None:
    """The last day is good; from abroad there are ninety (H06 3.4d)."""
    asked = given(dossier_open("2025-07-01"), paper("cv", "2025-07-02"))
    asked.and_(request("2025-07-07")).when(reply("2025-08-18")).accepted()
    asked.and_(request("2025-07-07", place="abroad")).when(reply("2025-08-19")).accepted()


@pytest.mark.refuses("SYS-18")
def test_only_what_was_asked_is_answered() -> None:
    """An answer belongs to a request."""
    given(verified("2025-07-15")).when(reply("2025-07-20", "mother")).refused("SYS-18")


@pytest.mark.accepts("SYS-18")
def test_what_was_asked_is_answered() -> None:
    """An answer ends the clock of its request."""
    given(verified("2025-07-15"), request("2025-07-16", "mother")).when(
        reply("2025-07-20", "mother")
    ).accepted()


def test_an_answer_does_not_come_before_its_request() -> None:
    """Nor is a request received before it is made."""
    story = given(verified("2025-07-15"))
    story.and_(request("2025-07-20", "mother")).when(reply("2025-07-19", "mother")).refused(
        "SYS-14"
    )
    story.when(request("2025-07-20", "mother", received="2025-07-19")).refused("SYS-14")


def test_a_second_request_wants_an_answer_of_its_own() -> None:
    """What was answered before does not answer what is asked now."""
    certify = ask(d.CertifyCv, body=COMMITTEE, on="2025-09-01")
    asked_again = given(verified("2025-07-15"), request("2025-07-20"))
    asked_again.when(certify).refused("DOS-23")
    asked_again.and_(reply("2025-08-01")).when(certify).accepted()


@pytest.mark.refuses("DOS-23")
def test_the_cv_is_certified_by_the_committee_once_answers_are_in() -> None:
    """Not by the cell, and not while a request is open (H06 3.3b)."""
    story = given(verified("2025-07-15"))
    story.when(ask(d.CertifyCv, body=CELL, on="2025-08-01")).refused("DOS-23")
    certify = ask(d.CertifyCv, body=COMMITTEE, on="2025-08-01")
    story.and_(request("2025-07-20", "mother")).when(certify).refused("DOS-23")
    by_a_stranger = ask(d.CertifyCv, body=COMMITTEE, certifier=ANOTHER_P, on="2025-08-01")
    story.when(by_a_stranger).refused("DOS-23")


@pytest.mark.accepts("DOS-23")
def test_the_committee_certifies_the_cv() -> None:
    """It concludes, certifies, signs and seals (H06 3.3b)."""
    certify = ask(d.CertifyCv, body=COMMITTEE, certifier=CERTIFIER, on="2025-08-01")
    given(verified("2025-07-15")).when(certify).accepted().leaves(Standing.CV_CERTIFIED)


@pytest.mark.refuses("DOS-24")
def test_the_synthesis_comes_after_the_comments() -> None:
    """The cell committee sums up the comments that it has collected (H06 3.5)."""
    story = given(cv_certified("2025-07-15"), paper("comments-organisations", "2025-08-01"))
    story.when(paper("synthesis", "2025-08-02")).refused("DOS-24")
    given(ready_for_cell_vote(VOTE, without={"synthesis"})).when(cell_vote(VOTE)).refused("DOS-24")


@pytest.mark.accepts("DOS-24")
def test_comments_may_be_waived_on_a_ground_of_the_rulebook() -> None:
    """Who belongs to no organisation needs no comment of one."""
    waived = ask(
        d.WaivePaper, paper="comments-organisations", ground="belongs-to-none", on="2025-08-01"
    )
    story = given(cv_certified("2025-07-15"), waived, paper("comments-residence", "2025-08-01"))
    story.when(paper("synthesis", "2025-08-02")).accepted()


def test_a_paper_is_not_waived_on_any_ground() -> None:
    """Neither for a reason that nobody named, nor where no waiver is known."""
    story = given(cv_certified("2025-07-15"))
    for name, rule in (("comments-residence", "DOS-24"), ("application", "DOS-26")):
        waived = ask(d.WaivePaper, paper=name, ground="no-time", on="2025-08-01")
        story.when(waived).refused(rule)


_STALE = "2026-02-02"
"""More than twelve months after a permission of 1 February 2025."""
_STALE_DAYS = {
    "entry": "2024-12-01",
    "certificate": "2025-01-10",
    "permission": "2025-02-01",
    "helper": "2025-02-02",
    "application": "2025-02-03",
    "cv": "2025-02-03",
    "request": "2025-02-04",
    "answer": "2025-02-24",
    "cv-certified": "2025-03-03",
    "introduction": "2025-03-04",
    "other-introduction": "2025-03-04",
    "comments-organisations": "2025-03-05",
    "comments-residence": "2025-03-05",
    "synthesis": "2025-03-06",
}


@pytest.mark.refuses("DOS-25")
def test_a_dossier_goes_stale_after_twelve_months() -> None:
    """The cell does not consider papers older than that (H06 5.4a)."""
    stale = given(ready_for_cell_vote(_STALE, days=_STALE_DAYS))
    stale.when(cell_vote(_STALE)).refused("DOS-25")
    renewal = ask(d.RenewDossier, on="2026-02-10")
    stale.when(renewal).refused("DOS-25")


@pytest.mark.accepts("DOS-25")
def test_a_stale_dossier_is_renewed_by_doing_its_papers_again() -> None:
    """Introductions, comments and synthesis are done again; application and CV stay (H06 5.4a)."""
    again = [
        introduction("2026-02-03"),
        introduction("2026-02-03", OTHER_INTRODUCER),
        paper("comments-organisations", "2026-02-03"),
        paper("comments-residence", "2026-02-03"),
        paper("synthesis", "2026-02-04"),
    ]
    stale = given(ready_for_cell_vote(_STALE, days=_STALE_DAYS), again)
    renewed = stale.when(ask(d.RenewDossier, on="2026-02-10")).accepted().then()
    renewed.when(cell_vote("2026-03-01")).accepted()


def test_a_dossier_that_is_not_stale_is_not_renewed() -> None:
    """Twelve months after the permission, to the day, it is still good."""
    story = given(ready_for_cell_vote("2026-02-01", days=_STALE_DAYS))
    story.when(ask(d.RenewDossier, on="2026-02-01")).refused("DOS-25")
    story.when(cell_vote("2026-02-01")).accepted()


@pytest.mark.refuses("DOS-26")
def test_the_file_for_the_cell_is_complete() -> None:
    """Without the application the cell does not consider the admission (H06 3.6a)."""
    given(ready_for_cell_vote(VOTE, without={"application"})).when(cell_vote(VOTE)).refused(
        "DOS-26"
    )


@pytest.mark.accepts("DOS-26")
def test_with_a_complete_file_the_cell_votes() -> None:
    """Every paper of the list is there (H06 3.6a)."""
    given(ready_for_cell_vote(VOTE)).when(cell_vote(VOTE)).accepted().leaves(Standing.CELL_RESOLVED)


def test_a_paper_filed_after_the_vote_was_not_considered() -> None:
    """What is filed counts from its day."""
    late = paper("application", "2025-10-16")
    story = given(ready_for_cell_vote(VOTE, without={"application"}), late)
    story.when(cell_vote(VOTE)).refused("DOS-26")
    story.when(cell_vote("2025-10-16")).accepted()


@pytest.mark.refuses("SYS-17")
def test_a_paper_belongs_to_its_stage() -> None:
    """The self-review of probation is no paper of the dossier."""
    given(cv_certified("2025-07-15")).when(paper("self-review", "2025-08-01")).refused("SYS-17")


@pytest.mark.accepts("SYS-17")
def test_a_paper_of_the_stage_is_filed() -> None:
    """Comments are papers of the dossier."""
    given(cv_certified("2025-07-15")).when(paper("comments-residence", "2025-08-01")).accepted()


def test_an_unknown_paper_gate_or_union_is_named() -> None:
    """A key that the rulebook does not know is refused."""
    story = given(cv_certified("2025-07-15"))
    story.when(paper("poem", "2025-08-01")).refused("SYS-15")
    story.when(ask(d.RaiseGate, gate="weather", on="2025-08-01")).refused("SYS-15")
    story.when(ask(d.PassGate, gate="weather", issuer="x", on="2025-08-01")).refused("SYS-15")


@pytest.mark.refuses("ELG-07")
@pytest.mark.refuses("ELG-08")
@pytest.mark.parametrize(
    ("gate", "rule"), [("political-standard", "ELG-07"), ("special-rules", "ELG-08")]
)
def test_a_question_that_was_raised_bars_the_decision(gate: str, rule: str) -> None:
    """Until the competent committee has concluded there is no decision (H06 3.7c, 6.1)."""
    raised = ask(d.RaiseGate, gate=gate, on=VOTE)
    story = given(cell_resolved(VOTE), raised)
    outcome = story.and_(_committee_voted()).when(decision("2025-11-15"))
    outcome.refused_only(rule)
    if rule == "ELG-07":
        outcome.refused("ELG-07")
    else:
        outcome.refused("ELG-08")


@pytest.mark.accepts("ELG-07")
@pytest.mark.accepts("ELG-08")
@pytest.mark.parametrize(
    ("gate", "rule"), [("political-standard", "ELG-07"), ("special-rules", "ELG-08")]
)
def test_a_question_that_was_concluded_no_longer_bars(gate: str, rule: str) -> None:
    """The conclusion, or the consent named with the decision, opens the way (H06 3.7c, 6.1)."""
    story = given(cell_resolved(VOTE), ask(d.RaiseGate, gate=gate, on=VOTE), _committee_voted())
    concluded = ask(d.PassGate, gate=gate, issuer="Ban Thường vụ", on="2025-11-10")
    story.and_(concluded).when(decision("2025-11-15")).accepted()
    story.and_(concluded).when(decision("2025-11-09")).refused(rule)
    consent = {"rule": rule, "document": {"kind": "consent"}}
    story.when(decision("2025-11-15", consents=(consent,))).accepted()


def test_a_question_raised_again_is_open_again() -> None:
    """A conclusion answers only what was known before it."""
    raised = ask(d.RaiseGate, gate="political-standard", on=VOTE)
    concluded = ask(d.PassGate, gate="political-standard", issuer="x", on="2025-10-20")
    again = ask(d.RaiseGate, gate="political-standard", on="2025-10-25")
    story = given(cell_resolved(VOTE), raised, concluded, again, _committee_voted())
    story.when(decision("2025-11-15")).refused("ELG-07")


def _committee_voted() -> tuple[Command, ...]:
    return committee_vote("2025-11-01")
