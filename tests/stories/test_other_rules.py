"""Rules are data: a second country's rulebook, and one that an association wrote for itself."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

from admission.app.rulebook_files import shipped_text
from admission.app.sentences import sentence
from admission.domain.kernel.messages import Command, Refused
from admission.domain.registers.badges.commands import AwardBadge
from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.movements.commands import Arrive
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.stages.admission import commands as a
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.probation import commands as p
from admission.domain.stages.standings import Standing
from tests.stories.kit import Outcome, Story, given
from tests.stories.organisation import (
    ANOTHER_P,
    COMMITTEE,
    GUIDE,
    HELPER,
    OTHER_INTRODUCER,
    PROVINCE,
    SECOND,
    USUAL,
    P,
    Place,
    ask,
    person_registered,
)
from tests.stories.paths import (
    cell_vote,
    certificate,
    decision,
    entry,
    introduction,
    paper,
    recognition,
    recognition_vote,
    reply,
    request,
)

PLACE: Final = Place(USUAL.cell, COMMITTEE, "grassroots-committee")
CN: Final = ask(AdoptRulebook, text=shipped_text("cn-2014"), unit=COMMITTEE)
HERE: Final = {"document": {"kind": "paper"}}


def activist(helped_on: str = "2017-07-10") -> tuple[Command, ...]:
    """An application of 10 January 2017, and the contact."""
    return (
        CN,
        entry("2017-01-10", PLACE),
        paper("first-talk", "2017-02-08"),
        ask(d.AssignHelper, on=helped_on, helper=HELPER),
    )


def object_of_development(on: str = "2018-07-10") -> tuple[Command, ...]:
    """A year later."""
    return (*activist(), ask(d.PermitDossier, on=on, body=COMMITTEE))


def before_the_assembly(notice: str | None = "2018-12-03") -> Iterator[Command]:
    """All papers; 3 December 2018 was a Monday."""
    yield from object_of_development()
    yield certificate("2018-09-03", issuer_kind="competent-committee")
    yield paper("application", "2018-09-10")
    yield paper("cv", "2018-09-10")
    yield request("2018-09-11")
    yield reply("2018-10-01")
    yield ask(d.CertifyCv, on="2018-10-15", body=COMMITTEE)
    yield introduction("2018-11-01", together_since=None)
    yield introduction("2018-11-01", OTHER_INTRODUCER, together_since=None)
    yield paper("preliminary-review", "2018-11-20")
    if notice:
        yield paper("public-notice", notice)


def resolved() -> Story:
    """By five of nine, on 10 December 2018."""
    return given(before_the_assembly(), cell_vote("2018-12-10", PLACE, in_favour=5))


def on_probation() -> Story:
    """Admitted by the committee, ceremony on 1 March 2019."""
    return resolved().and_(
        decision("2019-02-11", PLACE, in_favour=5),
        ask(a.ReceiveDecision, on="2019-02-12"),
        ask(a.HoldCeremony, on="2019-03-01", guide=GUIDE),
    )


def said(outcome: Outcome) -> str:
    assert isinstance(outcome.answer, Refused)
    return sentence(outcome.answer.objections[0])


def test_an_applicant_is_an_activist_six_months_later_at_the_earliest() -> None:
    before, (on_the_day,) = activist()[:3], activist()[3:]
    early = given(before).when(on_the_day.model_copy(update={"on": date(2017, 7, 9)}))
    early.refused_only("CN-03")
    assert said(early).startswith("An applicant becomes an activist no sooner than six months")
    given(before).when(on_the_day).accepted()


def test_the_talk_within_a_month_is_flagged_when_it_is_late() -> None:
    story = given(CN, entry("2017-01-10", PLACE))
    story.when(paper("first-talk", "2017-02-10")).accepted()
    story.when(paper("first-talk", "2017-02-11")).accepted(late=("CN-02",))


def test_an_activist_is_cultivated_for_a_year() -> None:
    given(object_of_development("2018-07-10"))
    *before, permit = object_of_development("2018-07-09")
    given(before).when(permit).refused_only("CN-04")
    without = ask(d.PermitDossier, on="2018-07-10", body=COMMITTEE)
    given(CN, entry("2017-01-10", PLACE)).when(without).refused_only("CN-04")


def test_the_public_notice_stands_for_five_working_days() -> None:
    ready = given(before_the_assembly())
    ready.when(cell_vote("2018-12-07", PLACE)).refused_only("CN-09")
    ready.when(cell_vote("2018-12-10", PLACE)).accepted()
    given(before_the_assembly(None)).when(cell_vote("2018-12-10", PLACE)).refused_only("CN-09")


def test_citizenship_schooling_and_a_greatest_age_are_not_asked_for() -> None:
    """Whoever is old, and of whom neither school nor passport is known, may be voted on."""
    old = person_registered(ANOTHER_P, born="1940-01-01")
    assert old.born is not None
    unknown = person_registered(
        "person-00000000-0000-7000-8000-000000000077",
        born="1930-01-01",
        schooling=None,
        citizen=None,
    )
    told = [
        each.model_copy(update={"person": unknown.person}) if each.NAME == "enter-pool" else each
        for each in before_the_assembly()
    ]
    given(unknown, told).when(cell_vote("2018-12-10", PLACE)).accepted()


@pytest.mark.parametrize(("in_favour", "carried"), [(4, False), (5, True)])
def test_the_assembly_needs_more_than_half(in_favour: int, *, carried: bool) -> None:
    vote = cell_vote("2018-12-10", PLACE, in_favour=in_favour)
    given(before_the_assembly()).when(vote).records(carried=carried, entitled=9)


def test_a_decision_without_a_resolution_breaks_this_rulebooks_own_rule() -> None:
    failed = given(before_the_assembly(), cell_vote("2018-12-10", PLACE, in_favour=4))
    failed.when(decision("2019-01-10", PLACE)).refused("CN-08")


def test_the_committee_decides_within_three_months_and_at_most_six() -> None:
    story = resolved()
    story.when(decision("2019-03-11", PLACE)).accepted(late=("CN-10",))
    story.when(decision("2019-03-10", PLACE)).accepted()
    longer = ask(a.ExtendDeadline, on="2019-03-01", deadline="CN-10", amount=4)
    story.when(longer).refused_only("CN-16")
    extended = story.and_(longer.model_copy(update={"amount": 3}))
    extended.when(decision("2019-06-10", PLACE)).accepted()
    extended.when(decision("2019-06-11", PLACE)).accepted(late=("CN-10",))


def test_probation_is_a_year_from_the_assembly_not_from_the_ceremony() -> None:
    story = on_probation()
    assert story.candidate().day("term-ended") == date(2019, 12, 10)
    applied = paper("application-for-full-membership", "2019-12-01")
    story = story.and_(applied)
    story.when(recognition_vote("2019-12-09", PLACE)).refused_only("CN-12")
    voted = story.and_(recognition_vote("2019-12-10", PLACE, in_favour=5))
    done = voted.when(recognition("2020-01-10", PLACE)).leaves(Standing.OFFICIAL_MEMBER)
    assert done.candidate().official_on == date(2019, 12, 10)


def official() -> Story:
    """A full member on 10 December 2019, at the end of the term; decided on 11 February."""
    applied = paper("application-for-full-membership", "2019-12-01")
    vote = recognition_vote("2019-12-10", PLACE, in_favour=5)
    return on_probation().and_(applied, vote, recognition("2020-01-10", PLACE))


def full_months(story: Story, on: str, person: str = P) -> int | None:
    age = story.store.state(person).party_age(date.fromisoformat(on))
    return None if age is None else 12 * age.years + age.months


def test_party_age_counts_from_the_end_of_probation_not_from_the_decision() -> None:
    """As this rulebook says (CN-15); under the other country's it is from the decision."""
    assert full_months(official(), "2020-12-09") == 11
    assert full_months(official(), "2020-12-10") == 12


def test_so_it_does_of_a_member_known_from_paper_or_come_from_elsewhere() -> None:
    """The other country's count eleven months more; of an unknown day it counts at the least."""
    days = {"cell": USUAL.cell, "decided_on": "2009-01-10", "official_on": "2009-12-10"}
    known = ask(RegisterMember, person=ANOTHER_P, on="2020-01-01", **days)
    come = ask(
        Arrive, person=ANOTHER_P, standing="official", from_place="Huế", on="2020-01-01", **days
    )
    for told in (known, come):
        assert full_months(given(CN, told), "2020-12-09", ANOTHER_P) == 131
        assert full_months(given(told), "2020-12-09", ANOTHER_P) == 142
    unknown = given(CN, known.model_copy(update={"official_on": None}))
    assert full_months(unknown, "2021-01-01", ANOTHER_P) == 12
    assert unknown.store.state(ANOTHER_P).counted.at_least


def test_so_it_does_of_two_records_of_one_person() -> None:
    days = {"decided_on": "2009-01-10", "official_on": "2009-12-10"}
    known = ask(RegisterMember, person=ANOTHER_P, cell=USUAL.cell, on="2020-01-01", **days)
    join = ask(JoinPersons, person=P, other=ANOTHER_P, second=SECOND, on="2020-03-01")
    assert full_months(given(CN, known, join), "2020-12-09") == 131


def test_a_badge_is_due_by_that_day() -> None:
    days = {"decided_on": "1996-05-19", "official_on": "1997-05-19"}
    known = ask(RegisterMember, person=P, cell=USUAL.cell, on="2020-01-01", **days)
    year = ask(AwardBadge, person=P, years=30, round="2026-05-19", body=PROVINCE, on="2026-02-01")
    given(known).when(year).accepted()
    by_another = rulebook_with_badges(shipped_text("cn-2014"))
    told = given(ask(AdoptRulebook, text=by_another, unit=COMMITTEE), known)
    told.when(year).refused_only("BDG-01")
    told.when(year.model_copy(update={"round": date(2027, 5, 19)})).accepted()


def rulebook_with_badges(text: str) -> str:
    """That there are badges of thirty years is added; the rest is as it was."""
    badge = 'rule = "BDG-01"\nsource = "our assumption"\nconfidence = "I"\nyears = [30]'
    return f"{text}\n[[badge]]\n{badge}\n"


@pytest.mark.parametrize(("months", "allowed"), [(5, False), (6, True), (12, True), (13, False)])
def test_probation_is_extended_once_by_six_to_twelve_months(months: int, *, allowed: bool) -> None:
    longer = ask(p.ExtendProbation, months=months, on="2019-12-02")
    outcome = on_probation().when(longer)
    if not allowed:
        outcome.refused_only("CN-12")
        return
    story = outcome.accepted().then()
    again = longer.model_copy(update={"on": date(2019, 12, 3)})
    story.when(again).refused_only("CN-12")


def test_who_did_not_apply_is_not_voted_on() -> None:
    on_probation().when(recognition_vote("2019-12-10", PLACE)).refused_only("CN-13")


_PAGE: Final = Path(__file__).parents[2] / "docs" / "how-to" / "own-rules.md"


def test_an_association_goes_by_its_own_rules() -> None:
    """The file on the how-to page governs a path from application to full membership."""
    text = _PAGE.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    bar = ask(AdoptRulebook, text=text, unit=COMMITTEE, on="2026-01-01")
    start = date(2026, 1, 5)
    told = given(
        bar,
        entry(start, PLACE),
        ask(d.PermitDossier, on=start, body=COMMITTEE),
        paper("application", start),
        ask(d.CertifyCv, on=start + timedelta(10), body=COMMITTEE),
    )
    told.when(cell_vote("2026-02-02", PLACE)).refused_only("BAR-03", "BAR-02")
    ready = told.and_(paper("licence", "2026-01-20"), introduction("2026-01-20"))
    voted = ready.and_(cell_vote("2026-02-02", PLACE, in_favour=5))
    voted.when(decision("2026-04-03", PLACE)).accepted(late=("BAR-04",))
    admitted = voted.and_(
        decision("2026-03-02", PLACE, in_favour=7),
        ask(a.ReceiveDecision, on="2026-03-03"),
        ask(a.HoldCeremony, on="2026-03-10", guide=GUIDE),
        recognition_vote("2026-09-10", PLACE),
    )
    admitted.when(recognition("2026-09-20", PLACE)).leaves(Standing.OFFICIAL_MEMBER)
