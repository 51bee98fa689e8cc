"""Members come from elsewhere, go elsewhere, or are members no longer."""

from datetime import date

import pytest

from admission.domain.registers.movements.commands import (
    Arrive,
    Depart,
    EndMembership,
    RecordReply,
)
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.people.state import Person
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.membership import commands as m
from admission.domain.stages.standings import Standing
from tests.stories.kit import Outcome, Story, given
from tests.stories.organisation import (
    ANOTHER_C,
    ANOTHER_P,
    CELL,
    COMMITTEE,
    COMMUNE,
    DOC,
    GRASSROOTS_CELL,
    INTRODUCER,
    NOBODY,
    P,
    ask,
)
from tests.stories.paths import (
    ceremony_held,
    dossier_open,
    entry,
    in_pool,
    later,
    recognised,
    with_consent,
)

ON = "2025-11-10"
AFTER = "2025-12-20"


def arrival(**fields: object) -> Arrive:
    known = {"person": P, "cell": CELL, "from_place": "Hà Nội", "document": DOC, "on": ON}
    official = {"standing": "official", "official_on": "2020-02-03", "decided_on": "2019-01-15"}
    return ask(Arrive, **{**known, **official, **fields})


def on_probation(**fields: object) -> Arrive:
    probation = {"standing": "probation", "official_on": None, "ceremony_on": "2025-03-03"}
    return arrival(**{**probation, **fields})


def departure(**fields: object) -> Depart:
    known = {"person": P, "to_place": "Đà Nẵng", "document": DOC, "given": ("member-file",)}
    return ask(Depart, **{**known, "on": AFTER, **fields})


def ending(ground: str = "left", **fields: object) -> EndMembership:
    return ask(EndMembership, **{"person": P, "ground": ground, "on": AFTER, **fields})


def reply(on: str = "2026-01-10", person: str = P) -> RecordReply:
    return ask(RecordReply, person=person, on=on)


def person(told: Outcome, which: str = P) -> Person:
    return told.then().store.world.person(which)


def nothing_is_due(story: Story) -> bool:
    return not open_clocks(story.candidate(), story.store.world.rulebook)


@pytest.mark.accepts("SYS-38")
def test_a_member_comes_with_letter_and_days_official_or_on_probation() -> None:
    """Party age goes on; one on probation is a member, and full only after recognition here."""
    official = given().when(arrival(brought=("member-file",))).records("person-arrived")
    assert person(official).is_full_member(date(2025, 11, 10))
    party_age = person(official).party_age(date(2025, 11, 15))
    assert party_age is not None
    assert party_age.years == 6
    probation = given().when(on_probation()).accepted()
    assert person(probation).is_member
    assert not person(probation).is_full_member(date(2030, 1, 1))


@pytest.mark.refuses("SYS-38")
def test_who_comes_brings_the_day_that_belongs_to_the_standing() -> None:
    """No full member without an official day, nobody on probation with one."""
    given().when(arrival(official_on=None)).refused_only("SYS-38")
    given().when(on_probation(ceremony_on=None)).refused_only("SYS-38")
    given().when(on_probation(official_on="2025-04-04")).refused_only("SYS-38")


def test_nobody_arrives_who_is_here_nor_anywhere_but_in_a_cell() -> None:
    """Members, those who came already, candidates, unknown people; a committee has no members."""
    given().when(arrival(person=INTRODUCER)).refused_only("SYS-16")
    given(arrival()).when(arrival(on=AFTER)).refused_only("SYS-16")
    given(on_probation()).when(arrival(on=AFTER)).refused_only("SYS-16")
    given(in_pool("2025-07-01")).when(arrival()).refused_only("SYS-16")
    given().when(arrival(person=NOBODY)).unknown(NOBODY)
    given().when(arrival(cell=COMMITTEE)).refused_only("SYS-12")


def test_who_came_is_neither_registered_as_a_member_nor_put_in_the_pool() -> None:
    """A membership is there already, on probation too."""
    told = given(on_probation())
    paper = ask(RegisterMember, person=P, cell=CELL, official_on=ON, on=AFTER)
    told.when(paper).refused_only("SYS-16")
    told.when(entry(AFTER)).refused("SYS-16")


def test_the_days_of_an_arrival_stand_in_their_order() -> None:
    """Decision, ceremony, official day, arrival; nobody comes back before having gone."""
    given().when(arrival(decided_on="2020-02-04")).refused_only("SYS-14")
    given().when(arrival(official_on="2025-11-11")).refused_only("SYS-14")
    given().when(arrival(cell=GRASSROOTS_CELL, on="1999-12-31", **EARLY)).refused_only("SYS-14")
    gone = given(arrival(), departure())
    gone.when(arrival(on="2025-12-19")).refused_only("SYS-14")
    back = gone.when(arrival(on="2026-03-01")).accepted()
    assert person(back).is_full_member(date(2026, 3, 1))


EARLY = {"official_on": "1998-01-01", "decided_on": None}


@pytest.mark.accepts("SYS-36")
def test_a_member_goes_and_the_reply_is_recorded_once() -> None:
    """From that day there is no membership here; one reply answers one departure."""
    gone = given(arrival()).when(departure()).records("person-departed", member_of=CELL)
    assert not person(gone).is_member
    assert not person(gone).is_full_member(date(2025, 12, 20))
    gone.then().when(reply("2025-12-19")).refused_only("SYS-14")
    answered = gone.then().when(reply()).records("reply-received")
    answered.then().when(reply("2026-01-11")).refused_only("SYS-18")
    given(arrival()).when(reply()).refused_only("SYS-18")


@pytest.mark.refuses("SYS-36")
def test_nobody_goes_who_is_not_here() -> None:
    """Neither somebody who never was, nor twice; nor before having come."""
    given().when(departure()).refused_only("SYS-36")
    given().when(ending()).refused_only("SYS-36")
    given(arrival(), departure()).when(departure(on="2025-12-21")).refused_only("SYS-36")
    given(arrival(), ending()).when(departure(on="2025-12-21")).refused_only("SYS-36")
    given(arrival()).when(departure(on="2025-11-09")).refused_only("SYS-14")
    given(arrival()).when(ending(on="2025-11-09")).refused_only("SYS-14")
    given().when(departure(person=INTRODUCER, on="2005-05-31")).refused_only("SYS-14")


def test_who_leaves_on_probation_leaves_what_is_due() -> None:
    """The path ends, its clocks stop, nothing more is recorded on it; a member has gone."""
    story = given(ceremony_held(ON))
    assert not nothing_is_due(story)
    gone = story.when(departure()).records(member_of=CELL).leaves(Standing.MOVED_AWAY)
    assert nothing_is_due(gone)
    gone.when(ask(m.Withdraw, on="2025-12-21")).refused_only("SYS-01")
    gone.when(departure(on="2025-12-21")).refused_only("SYS-36")
    story.when(departure(on="2025-11-09")).refused_only("SYS-14")


def test_a_candidate_who_goes_was_no_member_and_may_begin_anew() -> None:
    """A dossier ends like that of one on probation; it is open to the person to come back."""
    gone = given(dossier_open(ON)).when(departure()).records(member_of=None)
    story = gone.leaves(Standing.MOVED_AWAY)
    assert nothing_is_due(story)
    story.when(entry("2026-05-04", candidate=ANOTHER_C)).accepted()


def test_a_member_recognised_here_takes_the_path_along() -> None:
    """Going, or being a member no longer, ends the path as well."""
    member = given(recognised(ON))
    assert nothing_is_due(member.when(departure()).leaves(Standing.MOVED_AWAY))
    member.when(ending("expelled")).leaves(Standing.EXPELLED)
    member.when(ending("died")).leaves(Standing.DIED)


@pytest.mark.accepts("SYS-37")
@pytest.mark.parametrize("ground", ["left", "deleted", "expelled", "died"])
def test_a_membership_ends_on_a_ground_with_its_paper(ground: str) -> None:
    """Of one registered from paper, come from elsewhere, or recognised here; once."""
    over = given(arrival()).when(ending(ground)).records("membership-ended", member_of=CELL)
    assert not person(over).is_member
    over.then().when(ending(ground, on="2025-12-21")).refused_only("SYS-36")
    given().when(ending(ground, person=INTRODUCER)).accepted()
    given(on_probation()).when(ending(ground)).accepted()
    given(recognised(ON)).when(ending(ground)).leaves(Standing(ground))


@pytest.mark.refuses("SYS-37")
def test_the_path_of_a_candidate_ends_by_its_own_steps() -> None:
    """On probation as in the pool."""
    given(ceremony_held(ON)).when(ending()).refused_only("SYS-37")
    given(in_pool(ON)).when(ending()).refused_only("SYS-37")


def test_who_was_a_member_before_is_admitted_again() -> None:
    """Whatever ended it, the probation too; not who only was a candidate."""
    given().when(ceremony_held(ON)).records("ceremony-held", again=False)
    was = given(arrival(official_on="2001-01-01", decided_on=None, on="2001-01-02"))
    over = was.and_(ending("deleted", on="2010-01-01"))
    over.when(tuple(with_consent(ceremony_held(ON)))).records(again=True)
    begun = given(
        on_probation(on="2019-11-12", ceremony_on="2019-11-01"), ending("deleted", on="2019-12-20")
    )
    begun.when(tuple(with_consent(ceremony_held(ON)))).records(again=True)
    only = given(in_pool("2019-11-12"), ask(m.Withdraw, on="2019-12-20"))
    only.when(ceremony_held(ON, candidate=ANOTHER_C)).records(again=False)


def test_a_path_that_ends_says_whose_member_ended() -> None:
    """On probation the cell's; before the ceremony nobody's, nor after a cancelled decision."""
    death = ask(m.RecordDeath, on=AFTER)
    assert _closed(given(ceremony_held(ON)).when(death)) == CELL
    assert _closed(given(recognised(ON)).when(death)) == CELL
    assert _closed(given(dossier_open(ON)).when(death)) is None
    cancelled = ask(m.CancelDecision, body=COMMUNE, on=AFTER)
    assert _closed(given(ceremony_held(ON)).when(cancelled)) is None


def _closed(told: Outcome) -> str | None:
    streams = told.then().store.streams
    (closed,) = (r.event for r in streams[P] if r.event.TYPE == "candidacy-closed")
    cell: str | None = closed.member_of  # type: ignore[attr-defined]
    return cell


def test_others_are_not_touched() -> None:
    """Who goes is the one who was named."""
    both = given(arrival(), arrival(person=ANOTHER_P))
    gone = both.when(departure(on=str(later(AFTER, 1))))
    assert person(gone, ANOTHER_P).is_member
