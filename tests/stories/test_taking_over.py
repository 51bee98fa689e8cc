"""Paths taken over from paper: nothing before is judged, the next step is judged as usual."""

# ruff: noqa: ANN401 - a story may give any field of the command
from datetime import date
from typing import Any, Final, get_args

import pytest

from admission.app.rulebook_files import shipped_text
from admission.domain.registers.movements.commands import Arrive
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.registers.units.commands import AuthoriseUnit
from admission.domain.stages.admission import commands as a
from admission.domain.stages.awareness import commands as w
from admission.domain.stages.candidate import FromPaper
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.membership import commands as m
from admission.domain.stages.standings import OPEN, Standing
from admission.domain.stages.taking_over.commands import StandingTakenOver, TakeOver
from tests.stories.kit import Store, Story, given
from tests.stories.organisation import (
    ANOTHER_C,
    ANOTHER_P,
    BY_ITSELF,
    CELL,
    CLERK,
    COMMITTEE,
    COMMUNE,
    DOC,
    GUIDE,
    HELPER,
    INTRODUCER,
    NOBODY,
    OTHER_INTRODUCER,
    PROVINCE,
    SECOND,
    WITH_DEPARTMENT,
    P,
    a_,
    ask,
    founding,
    person_registered,
)
from tests.stories.paths import (
    cell_vote,
    certificate,
    committee_vote,
    decision,
    entry,
    in_pool,
    paper,
    recognition,
    recognition_vote,
)

ON: Final = "2025-08-01"
PROBATION_PAPERS: Final = (
    "self-review",
    "guide-comment",
    "probation-synthesis",
    "new-member-certificate",
)
CELL_PAPERS: Final = ("application", "cv", "synthesis")


def taken(standing: str, on: str = ON, /, **fields: Any) -> TakeOver:
    """A take-over; dates as keywords would have them: `ceremony_held="2024-05"`, None unknown."""
    known = {"person": P, "unit": CELL, "vouched_by": SECOND}
    dates = fields.pop("dates", {})
    stated = [{"milestone": name, "on": when} for name, when in dates.items()]
    return ask(TakeOver, on=on, standing=standing, dates=stated, **{**known, **fields})


def on_probation(ceremony: str | None, on: str = ON, **fields: Any) -> TakeOver:
    """Taken over on probation."""
    dates = {"ceremony-held": ceremony, **fields.pop("dates", {})}
    return taken("on-probation", on, dates=dates, guide=GUIDE, **fields)


def papers(on: str, *names: str) -> list[d.FilePaper]:
    """These papers, filed on a day."""
    return [paper(name, on) for name in names]


def told(story: Story, milestone: str) -> str:
    """How the day of a milestone reads."""
    return story.candidate().milestones[milestone].told


def rules_running(story: Story, *, known: bool = True) -> set[str]:
    """The rules whose clocks run; or those whose start is of an unknown day."""
    clocks = open_clocks(story.candidate(), story.store.world.rulebook)
    return {clock.rule for clock in clocks if clock.runs == known}


def test_a_path_is_taken_over_at_any_standing_that_is_not_its_end() -> None:
    assert set(get_args(StandingTakenOver)) == {*OPEN, Standing.OFFICIAL_MEMBER}
    for standing in get_args(StandingTakenOver):
        story = given().when(taken(standing)).leaves(Standing(standing))
        assert story.candidate().since == date.fromisoformat(ON)


@pytest.mark.accepts("SYS-08")
@pytest.mark.accepts("SYS-31")
@pytest.mark.accepts("SYS-32")
@pytest.mark.accepts("SYS-33")
def test_dates_are_kept_as_exact_as_they_are_stated() -> None:
    """To the year, the month or the day; where one is needed, the last that can be meant."""
    dates = {"pool-entered": "2022", "cell-resolved": "2024-03", "admission-decided": "2024-04-20"}
    story = given().when(on_probation("2024-05", dates=dates)).accepted().then()
    assert told(story, "pool-entered") == "2022"
    assert told(story, "cell-resolved") == told(story, "cell-voted") == "2024-03"
    assert told(story, "admission-decided") == "2024-04-20"
    assert told(story, "ceremony-held") == "2024-05"
    assert told(story, "term-ended") == "2025-05"
    assert told(story, "cv-certified") == "unknown"
    candidate = story.candidate()
    assert candidate.day("cell-resolved") == date(2024, 3, 31)
    assert candidate.day("term-ended") == date(2025, 5, 31)
    assert candidate.since == date(2024, 5, 31)
    assert candidate.paper == FromPaper(date(2025, 8, 1), DOC, SECOND)


def test_a_step_was_taken_no_later_than_the_one_after_it() -> None:
    """Decided some time in 2024, with the ceremony in May: decided by the end of May."""
    dates = {"admission-decided": "2024"}
    story = given().when(on_probation("2024-05", dates=dates)).accepted().then()
    assert story.candidate().day("admission-decided") == date(2024, 5, 31)
    assert story.candidate().day("cv-certified") == date(2024, 5, 31)


def test_recognition_waits_for_the_last_day_on_which_the_term_can_end() -> None:
    """A ceremony in May 2024: probation runs until the end of May 2025."""
    story = given(on_probation("2024-05", "2024-09-01"), papers("2025-04-01", PROBATION_PAPERS[3]))
    story.when(paper("self-review", "2025-05-30")).refused("PRO-05")
    ready = story.and_(papers("2025-05-31", *PROBATION_PAPERS[:3]))
    ready.when(recognition_vote("2025-05-30")).refused("PRO-01")
    ready.when(recognition_vote("2025-05-31")).accepted()
    lacking = story.and_(papers("2025-05-31", "self-review"))
    lacking.when(recognition_vote("2025-06-02")).refused("PRO-05")


def test_a_member_recognised_after_a_take_over_is_official_as_exact_as_is_known() -> None:
    ready = given(on_probation("2024-05"), papers(ON, *PROBATION_PAPERS))
    resolved = ready.and_(recognition_vote("2025-08-04"), committee_vote("2025-08-10"))
    story = resolved.when(recognition("2025-08-20")).leaves(Standing.OFFICIAL_MEMBER)
    began = [r.event for r in story.store.streams[P] if r.event.TYPE == "membership-began"]
    assert [(e.official_on, e.decided_on) for e in began] == [("2025-05", None)]  # type: ignore[attr-defined]
    person = story.store.world.person(P)
    assert (person.official_on, person.decided_on) == (date(2025, 5, 31), None)


def test_clocks_still_running_start_from_the_stated_dates() -> None:
    """Considered within 30 working days of the end of the term, counted from its last day."""
    story = given(on_probation("2024-05"), papers(ON, *PROBATION_PAPERS))
    assert "PRO-06" in rules_running(story)
    story.when(recognition_vote("2025-08-04")).accepted(late=("PRO-06",))
    in_time = given(on_probation("2024-07"), papers(ON, *PROBATION_PAPERS))
    in_time.when(recognition_vote("2025-08-04")).accepted()


def test_from_an_unknown_date_no_clock_runs_and_a_wait_counts_from_the_take_over() -> None:
    """Nobody is late by a day that nobody knows, and no term is cut short by one."""
    story = given(on_probation(None, "2024-09-01"), papers("2025-09-01", *PROBATION_PAPERS))
    assert told(story, "ceremony-held") == told(story, "term-ended") == "unknown"
    assert "PRO-06" in rules_running(story, known=False)
    story.when(recognition_vote("2025-08-31")).refused("PRO-01")
    story.when(recognition_vote("2026-03-02")).accepted()


def test_the_paper_may_say_when_the_term_ends() -> None:
    dates = {"term-ended": "2026-03"}
    story = given(on_probation(None, dates=dates)).and_(papers("2026-03-31", *PROBATION_PAPERS))
    story.when(recognition_vote("2026-03-30")).refused("PRO-01")
    story.when(recognition_vote("2026-03-31")).accepted()


def test_a_failed_vote_before_the_take_over_counts() -> None:
    """After the third the case goes to the authority (Q294 4.2.3)."""
    fields = {"failed_votes": 3, "dates": {"ceremony-held": "2023"}}
    story = given(taken("recognition-vote-failed", **fields))
    story.when(recognition_vote("2025-08-04")).refused("PRO-10")
    story.when(recognition("2025-08-20")).accepted()


def test_the_ceremony_follows_a_decision_known_from_paper() -> None:
    story = given(taken("awaiting-ceremony", dates={"admission-decided": "2025-07"}))
    ceremony = ask(a.HoldCeremony, guide=GUIDE, on="2025-08-20")
    story.when(ceremony).refused("DEC-23")
    received = story.and_(ask(a.ReceiveDecision, on="2025-08-02"))
    received.when(ceremony).leaves(Standing.ON_PROBATION)
    known = {"admission-decided": "2025-05", "decision-received": "2025-06"}
    late = given(taken("awaiting-ceremony", dates=known)).when(ceremony)
    late.refused("DEC-22")


def test_the_cell_votes_on_a_file_known_from_paper() -> None:
    """Helper, introductions, certificate and papers may be stated; what lacks is filed after."""
    dates = {"class-certified": "2024", **dict.fromkeys(("paper:application", "paper:cv"), None)}
    fields = {"helper": HELPER, "introducers": (INTRODUCER, OTHER_INTRODUCER), "dates": dates}
    story = given(taken("cv-certified", **fields))
    story.when(cell_vote("2025-08-04")).refused_only("DOS-24")
    collected = papers("2025-08-02", "comments-organisations", "comments-residence", "synthesis")
    story.and_(collected).when(cell_vote("2025-08-04")).leaves(Standing.CELL_RESOLVED)
    bare = given(taken("cv-certified"))
    for rule in ("DOS-05", "DOS-06", "DOS-09", "DOS-26"):
        bare.when(cell_vote("2025-08-04")).refused(rule)


def test_the_introduction_of_a_union_may_be_stated() -> None:
    fields = {"union": "youth-union", "introducers": (INTRODUCER,), "helper": HELPER}
    dates = {"class-certified": "2024-02", "paper:introduction": "2025-03"}
    story = given(taken("cv-certified", dates=dates, **fields))
    assert told(story, f"paper:introduction#{INTRODUCER}") == "2025-03"
    answer = story.when(cell_vote("2025-08-04")).answer
    assert "DOS-09" not in getattr(answer, "codes", ())


def test_a_certificate_too_old_is_too_old_on_paper_too() -> None:
    dates = {"class-certified": "2020-06"}
    story = given(taken("dossier-open", dates=dates, helper=HELPER))
    story.when(cell_vote("2025-08-04")).refused("DOS-07")
    given(taken("dossier-open")).and_(certificate("2025-08-02")).when(
        cell_vote("2025-08-04")
    ).refused("DOS-09")


def test_verifications_known_from_paper_are_stated_by_relation() -> None:
    certify = ask(d.CertifyCv, body=COMMITTEE, on="2025-08-10")
    dates: dict[str, str | None] = {"paper:cv": "2025-02"}
    given(taken("dossier-open", dates=dates)).when(certify).refused("DOS-16")
    dates["verification-received-home#applicant"] = "2025-03"
    given(taken("dossier-open", dates=dates)).when(certify).refused("DOS-23")
    dates["verification-answered#applicant"] = None
    given(taken("dossier-open", dates=dates)).when(certify).leaves(Standing.CV_CERTIFIED)


def test_the_authority_decides_on_resolutions_known_from_paper() -> None:
    """Each body of the chain has resolved where the path stands; the clock runs from the cell's."""
    for at in (WITH_DEPARTMENT, BY_ITSELF):
        standing = "committee-resolved" if at.grassroots else "cell-resolved"
        story = given(taken(standing, unit=at.cell, dates={"cell-resolved": "2025-07"}))
        assert "DEC-15" in rules_running(story)
        story.when(decision("2025-08-20", at)).leaves(Standing.AWAITING_CEREMONY)
    late = given(taken("committee-resolved", dates={"cell-resolved": "2025-03"}))
    late.when(decision("2025-08-20")).late("DEC-15")


def test_a_committee_votes_once_more_on_a_case_known_from_paper() -> None:
    story = given(taken("committee-vote-failed"))
    story.when(committee_vote("2025-08-20")).leaves(Standing.COMMITTEE_RESOLVED)
    again = given(taken("recognition-committee-vote-failed", dates={"ceremony-held": "2024"}))
    again.when(committee_vote("2025-08-20")).leaves(Standing.RECOGNITION_COMMITTEE_RESOLVED)
    dates = {"ceremony-held": "2024", "deletion-cell-resolved": "2025-07"}
    deletion = given(taken("recognition-committee-vote-failed", dates=dates))
    deletion.when(committee_vote("2025-08-20")).leaves(Standing.DELETION_COMMITTEE_RESOLVED)


def test_an_official_member_is_taken_over_with_the_path_that_led_there() -> None:
    dates = {"admission-decided": "2012-11", "ceremony-held": "2012", "recognised": "2014"}
    story = given().when(taken("official-member", dates=dates)).leaves(Standing.OFFICIAL_MEMBER)
    person = story.store.world.person(P)
    assert (person.candidacy, person.cell) == (None, CELL)
    assert (person.decided_on, person.official_on) == (date(2012, 11, 30), date(2013, 12, 31))
    assert person.is_full_member(date(2014, 1, 1))
    assert not person.is_full_member(date(2013, 12, 30))
    story.when(entry("2026-01-05", candidate=ANOTHER_C)).refused("SYS-16")
    story.when(ask(m.AnnounceRecognition, on="2025-08-05")).accepted(late=("PRO-11",))


def test_an_official_member_of_whom_no_date_is_known_is_one_from_the_take_over() -> None:
    story = given().when(taken("official-member")).accepted().then()
    person = story.store.world.person(P)
    assert person.is_full_member(date.fromisoformat(ON))
    assert not person.is_full_member(date(2025, 7, 31))
    assert person.party_age(date(2026, 8, 1)) is None


def test_an_issuer_known_from_paper_cancels_its_decision() -> None:
    story = given(on_probation("2024-05", decided_by=PROVINCE))
    cancel = ask(m.CancelDecision, body=PROVINCE, on="2025-08-20")
    story.when(cancel).leaves(Standing.CANCELLED)
    given(on_probation("2024-05")).when(cancel).refused("ERR-01")
    story.when(ask(m.CancelDecision, body=COMMUNE, on="2025-08-20")).accepted()


@pytest.mark.accepts("SYS-06")
def test_steps_before_the_first_rulebook_enter_only_so() -> None:
    """The earliest rulebook begins on 25 July 2016."""
    given().when(entry("2014-01-01")).refused("SYS-06")
    dates = {"pool-entered": "2010", "ceremony-held": "2013-04"}
    story = given().when(on_probation("2013-04", "2014-01-01", dates=dates)).accepted().then()
    assert "PRO-06" in rules_running(story)
    story.when(recognition_vote("2014-06-02")).refused("SYS-06")
    given().when(in_pool("2016-08-01")).accepted()


@pytest.mark.refuses("SYS-34")
@pytest.mark.accepts("SYS-34")
def test_a_take_over_needs_no_rulebook_but_somebody_says_how_long_probation_lasts() -> None:
    """Where none is adopted yet the paper says when the term ends."""
    needs_one = (AdoptRulebook, AuthoriseUnit)
    story = Story(Store()).and_(c for c in founding() if not isinstance(c, needs_one))
    for standing in ("in-pool", "committee-resolved", "official-member"):
        story.when(taken(standing)).leaves(Standing(standing))
    story.when(on_probation("2024-05")).refused("SYS-34")
    stated = on_probation("2024-05", dates={"term-ended": "2025-05"})
    begun = story.when(stated).leaves(Standing.ON_PROBATION)
    adopted = begun.and_(ask(AdoptRulebook, text=shipped_text("vn-2025")))
    ready = adopted.and_(papers(ON, *PROBATION_PAPERS))
    ready.when(recognition_vote("2025-08-04")).accepted()


@pytest.mark.refuses("SYS-07")
def test_a_path_begins_once() -> None:
    """Whether it began in the program or on paper, and one for a person at a time."""
    given(in_pool("2025-07-01")).when(taken("dossier-open")).refused("SYS-05")
    given(in_pool("2025-07-01")).when(taken("in-pool", candidate=ANOTHER_C)).refused_only("SYS-05")
    story = given(taken("dossier-open"))
    story.when(taken("dossier-open", person=ANOTHER_P)).refused_only("SYS-07")
    story.when(entry("2025-08-10", candidate=ANOTHER_C)).refused("SYS-05")
    given().when(taken("in-pool", person=INTRODUCER)).refused("SYS-16")
    left = story.and_(ask(m.Withdraw, on="2025-08-10"))
    left.when(taken("in-pool", "2025-08-11", candidate=ANOTHER_C)).accepted()


@pytest.mark.refuses("SYS-08")
def test_somebody_else_vouches_than_who_records_or_is_concerned() -> None:
    given().when(taken("in-pool", vouched_by=CLERK)).refused("SYS-08")
    given().when(taken("in-pool", vouched_by=P)).refused("SYS-08")
    given().when(taken("in-pool", vouched_by=HELPER)).accepted()
    given().when(taken("in-pool", vouched_by=NOBODY)).unknown(NOBODY)


@pytest.mark.refuses("SYS-03")
def test_no_step_is_taken_before_the_take_over() -> None:
    """Not even a paper that may come in late."""
    story = given(on_probation("2024-05"))
    story.when(paper("new-member-certificate", "2025-07-31")).refused("SYS-03")
    story.when(paper("new-member-certificate", ON)).accepted()


@pytest.mark.refuses("SYS-30")
def test_only_milestones_that_can_have_been_reached_are_stated() -> None:
    for milestone in (
        "recognised",
        "ended",
        "redo-ordered",
        "baptised",
        "paper:poem",
        "ceremony-held#one",
        "verification-answered",
        "paper:introduction",
    ):
        given().when(on_probation("2024-05", dates={milestone: None})).refused("SYS-30")


@pytest.mark.accepts("SYS-30")
def test_papers_and_passed_gates_of_the_rulebooks_are_stated() -> None:
    dates = {"paper:self-review": "2025-06", "gate:special-rules": None, "helper-assigned": "2022"}
    story = given().when(on_probation("2024-05", dates=dates)).accepted().then()
    assert told(story, "gate:special-rules") == "unknown"


@pytest.mark.refuses("SYS-31")
def test_a_milestone_is_stated_once() -> None:
    twice = [{"milestone": "pool-entered", "on": on} for on in ("2024", "2024-05")]
    command = ask(
        TakeOver, person=P, unit=CELL, standing="in-pool", vouched_by=SECOND, dates=twice, on=ON
    )
    given().when(command).refused_only("SYS-31")


@pytest.mark.refuses("SYS-32")
def test_steps_are_stated_in_the_order_of_the_path() -> None:
    """As far as their dates say it: a year may hold both."""
    later = {"admission-decided": "2024-06"}
    given().when(on_probation("2024-05", dates=later)).refused_only("SYS-32")
    given().when(on_probation("2024-05", dates={"term-ended": "2023"})).refused_only("SYS-32")
    given().when(on_probation("2024", dates=later)).accepted()
    early = {"class-certified": "2020", "pool-entered": "2021"}
    given().when(on_probation("2024", dates=early)).accepted()


@pytest.mark.refuses("SYS-33")
def test_no_step_is_stated_for_a_day_after_the_take_over() -> None:
    given().when(on_probation("2025-09")).refused_only("SYS-33")
    given().when(on_probation("2025-08-02")).refused_only("SYS-33")
    story = given().when(on_probation("2025")).accepted().then()
    assert story.candidate().day("ceremony-held") == date.fromisoformat(ON)
    given().when(on_probation("2025-01", "2025-08-01"), today="2025-07-31").refused("SYS-02")


def test_those_named_are_there() -> None:
    given().when(on_probation("2024-05", helper=NOBODY)).unknown(NOBODY)
    given().when(taken("in-pool", introducers=(NOBODY,))).unknown(NOBODY)
    given().when(taken("in-pool", unit=a_("unit", 99))).unknown(a_("unit", 99))
    given().when(on_probation("2024-05", decided_by=a_("unit", 99))).unknown(a_("unit", 99))
    given().when(taken("in-pool", unit=COMMITTEE)).refused("SYS-12")


def test_a_step_ordered_to_be_done_again_is_done_as_usual() -> None:
    story = given(on_probation("2024-05", decided_by=COMMUNE))
    redo = ask(m.OrderRedo, steps=("ceremony-held",), body=COMMUNE, on="2025-08-20")
    again = story.when(redo).leaves(Standing.AWAITING_CEREMONY)
    held = again.when(ask(a.HoldCeremony, guide=GUIDE, on="2025-09-01")).accepted().then()
    assert told(held, "term-ended") == "2026-09-01"


def _member(**fields: Any) -> RegisterMember:
    return ask(RegisterMember, **{"person": ANOTHER_P, "cell": CELL, "on": ON, **fields})


def test_existing_members_have_dates_as_exact_as_they_are_known() -> None:
    """Party age is then the least that it can be."""
    dates = {"decided_on": "2009", "official_on": "2010-05", "card_issued_on": "2011-02-03"}
    story = given().when(_member(**dates)).records("member-registered", **dates).then()
    person = story.store.world.person(ANOTHER_P)
    assert (person.decided_on, person.official_on) == (date(2009, 12, 31), date(2010, 5, 31))
    assert not person.is_full_member(date(2010, 5, 30))
    assert person.party_age(date(2025, 12, 30)) == (15, 11)
    lost = given(_member(card_issued_on="2011-02")).store.world.person(ANOTHER_P)
    assert lost.party_age(date(2026, 2, 28)) == (15, 0)


def test_a_member_of_whom_no_date_is_known_is_one_from_the_day_of_the_record() -> None:
    person = given(_member()).store.world.person(ANOTHER_P)
    assert not person.is_full_member(date(2025, 7, 31))
    assert person.is_full_member(date.fromisoformat(ON))
    this_year = given(_member(official_on="2025")).store.world.person(ANOTHER_P)
    assert this_year.is_full_member(date.fromisoformat(ON))


@pytest.mark.refuses("SYS-14")
def test_days_of_a_membership_contradict_each_other_only_where_they_must() -> None:
    given().when(_member(decided_on="2010-06", official_on="2010-05")).refused("SYS-14")
    given().when(_member(decided_on="2010", official_on="2010-05")).accepted()
    for name in ("decided_on", "official_on", "card_issued_on"):
        given().when(_member(**{name: "2025-09"})).refused("SYS-14")
        given().when(_member(**{name: "2025-08"})).accepted()


def test_a_pool_taken_over_goes_on_with_the_class() -> None:
    story = given(taken("in-pool", groups=("women",), dates={"pool-entered": "2023"}))
    assert story.candidate().groups == ("women",)
    story.when(certificate("2025-08-10")).leaves(Standing.CERTIFIED)
    story.when(ask(w.LeavePool, on="2025-08-10")).leaves(Standing.LEFT_POOL)


def test_a_person_unknown_to_the_store_is_registered_first() -> None:
    given().when(taken("in-pool", person=NOBODY)).unknown(NOBODY)
    given(person_registered(NOBODY)).when(taken("in-pool", person=NOBODY)).accepted()


def test_who_arrived_on_probation_goes_on_with_it_here() -> None:
    """The path is taken over, at probation alone; the ceremony was held elsewhere."""
    came = {"from_place": "Hà Nội", "cell": CELL, "ceremony_on": "2025-05-12"}
    arrived = ask(Arrive, person=P, standing="probation", document=DOC, on="2025-08-01", **came)
    story = given(arrived)
    going_on = on_probation("2025-05-12", ON)
    assert story.and_(going_on).candidate().came_as == "arrived"
    assert given(going_on).candidate().came_as == "admitted"
    story.when(taken("dossier-open", ON)).refused("SYS-16")
    story.and_(going_on).when(taken("on-probation", ON, candidate=ANOTHER_C)).refused("SYS-05")
