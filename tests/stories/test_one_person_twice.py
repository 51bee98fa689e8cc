"""Records found to be of one person are joined; one found to be of two people is parted."""

# ruff: noqa: ANN401 - a story may give any field of any command
from typing import Any

import pytest

from admission.domain.registers.classes import commands as classes
from admission.domain.registers.identity.commands import JoinPersons, PartPersons
from admission.domain.registers.identity.events import PersonsJoined
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.stages.awareness import commands as w
from admission.domain.stages.dossier.commands import AssignHelper, RequestVerification
from admission.domain.stages.membership import commands as m
from admission.domain.stages.standings import Standing
from tests.stories.kit import Outcome, Story, given
from tests.stories.organisation import (
    ANOTHER_C,
    ANOTHER_P,
    BORN,
    CELL,
    CLERK,
    COMMUNE,
    HELPER,
    INTRODUCER,
    NOBODY,
    OTHER_INTRODUCER,
    REPLACEMENT,
    SECOND,
    C,
    P,
    a_,
    ask,
    person_registered,
)
from tests.stories.paths import (
    announced,
    cell_vote,
    certificate,
    certified,
    dossier_open,
    entry,
    in_pool,
    paper,
    ready_for_cell_vote,
    recognised,
    recognition,
    recognition_resolved,
)

ON = "2026-11-10"
"""The day on which it is found out."""
THIRD, FOURTH = a_("person", 50), a_("person", 51)
CLASS = a_("class", 1)
IRREGULAR = {"reason": "x", "document": {"kind": "report"}, "second": ANOTHER_P}


def join(person: str = P, other: str = ANOTHER_P, **fields: Any) -> JoinPersons:
    """Two records are of one person."""
    return ask(
        JoinPersons, **{"person": person, "other": other, "second": SECOND, "on": ON, **fields}
    )


def part(person: str = P, other: str = ANOTHER_P, **fields: Any) -> PartPersons:
    """Two people are two."""
    return ask(
        PartPersons, **{"person": person, "other": other, "second": SECOND, "on": ON, **fields}
    )


def member(person: str, **fields: Any) -> RegisterMember:
    """Somebody is a member, known from paper."""
    known = {"cell": CELL, "official_on": "2010-05-19", "on": "2020-01-01"}
    return ask(RegisterMember, person=person, **{**known, **fields})


def is_what_it_was(before: Story, outcome: Outcome, *streams: str) -> None:
    """The streams stand as they did before."""
    after = outcome.then()
    for stream in streams:
        assert after.store.state(stream) == before.store.state(stream), stream


@pytest.mark.accepts("SYS-47")
@pytest.mark.accepts("SYS-50")
def test_the_person_kept_has_what_the_other_record_had() -> None:
    """The open candidacy goes on under the person kept; the other record is another name."""
    joined = given(in_pool("2026-07-15")).when(join(ANOTHER_P, P)).accepted()
    story = joined.then()
    kept = story.store.world.person(ANOTHER_P)
    assert (kept.candidacy, kept.candidacies, kept.ids) == (C, (C,), (ANOTHER_P, P))
    assert story.candidate().person == ANOTHER_P
    assert story.store.world.person(P) == kept
    assert isinstance(joined.event, PersonsJoined)
    assert joined.event.held.candidacy == C


def test_what_one_record_knows_both_know() -> None:
    """A birth, a schooling that only the other record says is taken over, never over one's own."""
    story = given(
        person_registered(THIRD, born=None, schooling=None, citizen=False),
        join(THIRD, P),
    )
    kept = story.store.world.person(THIRD)
    assert (kept.born, kept.schooling, kept.citizen) == (BORN, "upper-secondary", False)


def test_a_joined_person_has_one_open_candidacy() -> None:
    """Under whichever name the person is entered."""
    story = given(in_pool("2026-07-15"), join(ANOTHER_P, P))
    for name in (P, ANOTHER_P):
        story.when(entry(ON, person=name, candidate=ANOTHER_C)).refused_only("SYS-05")


def test_a_candidacy_under_another_name_is_that_of_the_person_kept() -> None:
    """The event says the name that was typed; the candidacy is written to the person kept."""
    story = given(join(P, ANOTHER_P))
    entered = story.when(entry(ON, person=ANOTHER_P)).records("pool-entered", person=ANOTHER_P)
    after = entered.then()
    assert after.candidate().person == P
    assert after.store.state(P).candidacy == C
    after.when(ask(m.Withdraw, on=ON)).leaves(Standing.WITHDRAWN)


def test_a_member_registered_under_another_name_is_the_person_kept() -> None:
    story = given(join(P, ANOTHER_P))
    registered = story.when(member(ANOTHER_P)).records("member-registered", person=ANOTHER_P)
    after = registered.then()
    assert str(after.store.state(P).official_on) == "2010-05-19"
    after.when(member(P)).refused("SYS-16")
    after.when(member(ANOTHER_P)).refused("SYS-16")


def test_another_name_is_not_registered_again() -> None:
    given(join(P, ANOTHER_P)).when(person_registered(ANOTHER_P)).refused_only("SYS-07")


@pytest.mark.refuses("SYS-47")
def test_two_open_candidacies_are_not_joined() -> None:
    """One of them is ended first, then the records are joined, with both in the history."""
    both = given(in_pool("2026-07-15"), entry(ON, person=ANOTHER_P, candidate=ANOTHER_C))
    both.when(join()).refused_only("SYS-47").refused("SYS-47")
    ended = both.and_(ask(m.Withdraw, candidate=ANOTHER_C, on=ON))
    joined = ended.when(join()).accepted().then()
    assert joined.store.world.person(P).candidacies == (C, ANOTHER_C)
    assert joined.store.world.person(P).candidacy == C


@pytest.mark.accepts("SYS-48")
def test_two_records_of_one_membership_are_joined() -> None:
    """The same official day; the decision that one of them does not know is taken over."""
    twice = given(member(P), member(ANOTHER_P, decided_on="2009-05-19"))
    kept = twice.when(join()).accepted().then().store.world.person(P)
    assert (str(kept.official_on), str(kept.decided_on)) == ("2010-05-19", "2009-05-19")


@pytest.mark.refuses("SYS-48")
@pytest.mark.parametrize(
    "other",
    [
        {"official_on": "2011-05-19"},
        {"decided_on": "2009-06-01"},
    ],
)
def test_memberships_of_other_days_contradict_each_other(other: dict[str, str]) -> None:
    """Which of them is wrong is put right first; nothing is recorded."""
    twice = given(member(P, decided_on="2009-05-19"), member(ANOTHER_P, **other))
    twice.when(join()).refused_only("SYS-48").refused("SYS-48")


def test_a_member_and_a_candidate_contradict_each_other() -> None:
    """Nobody is both."""
    story = given(in_pool("2026-07-15"), member(ANOTHER_P))
    story.when(join()).refused_only("SYS-48")
    story.when(join(ANOTHER_P, P)).refused_only("SYS-48")


def test_a_membership_that_ended_and_one_that_did_not_contradict_each_other() -> None:
    story = given(announced("2025-11-20"), ask(m.RecordDeath, on="2025-12-20"))
    official = story.store.state(P).official_on
    twice = story.and_(member(ANOTHER_P, official_on=official, on="2025-12-20"))
    twice.when(join()).refused_only("SYS-48")


def test_somebody_who_died_does_not_go_on_under_another_name() -> None:
    """A second record of the dead, with nothing open in it, is joined all the same."""
    dead = given(in_pool("2026-07-15"), ask(m.RecordDeath, on="2026-08-01"))
    dead.when(join()).accepted()
    going_on = dead.and_(entry("2026-09-01", person=ANOTHER_P, candidate=ANOTHER_C))
    going_on.when(join()).refused_only("SYS-48")
    going_on.when(join(ANOTHER_P, P)).refused_only("SYS-48")


@pytest.mark.refuses("SYS-49")
def test_of_two_births_none_stands_by_itself() -> None:
    """A birth that neither record says does not either."""
    twins = given(person_registered(THIRD, born="1995-03-21"))
    twins.when(join(P, THIRD)).refused_only("SYS-49").refused("SYS-49")
    twins.when(join(P, THIRD, born="1995-03-22")).refused_only("SYS-49")


@pytest.mark.accepts("SYS-49")
@pytest.mark.parametrize("born", ["1995-03-20", "1995-03-21"])
def test_of_two_births_the_one_named_stands(born: str) -> None:
    """Until they are parted: then each has their own again."""
    twins = given(person_registered(THIRD, born="1995-03-21"))
    joined = twins.when(join(P, THIRD, born=born)).accepted().then()
    assert str(joined.store.world.person(P).born) == born
    is_what_it_was(twins, joined.when(part(P, THIRD)), P, THIRD)


@pytest.mark.refuses("SYS-50")
def test_a_record_is_joined_to_another_one_by_itself() -> None:
    """Not to itself, not twice, not with others behind it."""
    given().when(join(P, P)).refused_only("SYS-50").refused("SYS-50")
    story = given(person_registered(THIRD), join(P, ANOTHER_P))
    story.when(join(P, ANOTHER_P)).refused_only("SYS-50")
    story.when(join(THIRD, ANOTHER_P)).refused_only("SYS-50")
    story.when(join(ANOTHER_P, THIRD)).refused_only("SYS-50")
    story.when(join(THIRD, P)).refused_only("SYS-50")
    three = story.when(join(P, THIRD)).accepted().then()
    assert three.store.world.person(P).ids == (P, ANOTHER_P, THIRD)


def test_joining_is_vouched_for_by_somebody_else() -> None:
    """By nobody unknown, and by nobody who acts under another name."""
    given().when(join(second=CLERK)).refused_only("SYS-08")
    given().when(join(second=NOBODY)).unknown(NOBODY)
    given().when(join(P, NOBODY)).unknown(NOBODY)
    given(join()).when(part(second=CLERK)).refused_only("SYS-08")
    story = given(join(INTRODUCER, OTHER_INTRODUCER))
    again = join(second=OTHER_INTRODUCER)
    story.when(again, actor=INTRODUCER).refused_only("SYS-08")
    story.when(again, actor=HELPER).accepted()


def test_an_irregular_act_is_not_vouched_for_under_another_name() -> None:
    story = given(
        ready_for_cell_vote("2025-10-15", without={"application"}), join(INTRODUCER, REPLACEMENT)
    )
    vote = cell_vote("2025-10-15", irregular={**IRREGULAR, "second": REPLACEMENT})
    story.when(vote, actor=INTRODUCER).refused("SYS-08")
    story.when(vote, actor=HELPER).accepted(against=("DOS-26",))


def test_the_days_of_joining_and_parting_are_in_order() -> None:
    """Not before a record was there, nor before the last step of what changes hands."""
    late = given(in_pool("2026-07-15"), person_registered(THIRD, on="2026-08-01"))
    late.when(join(P, THIRD, on="2026-07-31")).refused_only("SYS-14")
    late.when(join(ANOTHER_P, P, on="2026-07-14")).refused_only("SYS-14")
    joined = late.and_(join(ANOTHER_P, P, on="2026-09-01"))
    joined.when(part(ANOTHER_P, P, on="2026-08-31")).refused_only("SYS-14")


def test_one_member_under_two_names_introduces_once() -> None:
    """Two introductions need two members (DOS-09)."""
    ready = given(ready_for_cell_vote("2025-10-15"))
    ready.when(cell_vote("2025-10-15")).accepted()
    ready.and_(join(INTRODUCER, OTHER_INTRODUCER)).when(cell_vote("2025-10-15")).refused("DOS-09")


def test_nobody_plays_a_part_in_their_own_case_under_another_name() -> None:
    """As helper or verifier."""
    story = given(dossier_open("2026-07-15"), join(P, ANOTHER_P))
    story.when(ask(AssignHelper, helper=ANOTHER_P, on=ON)).refused("DOS-05")
    asked = ask(RequestVerification, relation="applicant", verifier=ANOTHER_P, received=ON, on=ON)
    story.when(asked).refused("DOS-22")


def test_a_certificate_in_another_name_is_ones_own() -> None:
    """The class knows the person by the other record."""
    order = {"centre": "x", "title": "x", "starts": ON, "ends": ON, "sessions": 6, "unit": COMMUNE}
    result = {"person": ANOTHER_P, "attended": 6, "passed": True, "certificate": "9/GCN"}
    issued = {"issuer_kind": "commune-centre", "issuer": "x", "issued": ON}
    story = given(
        in_pool("2026-07-15"),
        ask(classes.OrderClass, class_id=CLASS, **order, on=ON),
        ask(classes.EnrolInClass, class_id=CLASS, people=(ANOTHER_P,), on=ON),
    )
    enrolled = ask(classes.EnrolInClass, class_id=CLASS, people=(P,), on=ON)
    story.when(enrolled).accepted()
    concluded = story.and_(
        ask(classes.ConcludeClass, class_id=CLASS, results=(result,), **issued, on=ON)
    )
    shown = certificate(ON, class_id=CLASS, number="9/GCN")
    concluded.when(shown).refused("DOS-06")
    concluded.and_(join()).when(shown).leaves(Standing.CERTIFIED)
    story.and_(join()).when(enrolled).refused("SYS-07")


@pytest.mark.accepts("SYS-51")
def test_parted_again_each_has_what_they_had() -> None:
    """The first state of both records, and of their candidacies."""
    begun = given(
        certified("2026-07-15"),
        entry("2026-01-05", person=ANOTHER_P, candidate=ANOTHER_C),
        ask(m.Withdraw, candidate=ANOTHER_C, on="2026-02-05"),
    )
    for kept, other in ((P, ANOTHER_P), (ANOTHER_P, P)):
        joined = begun.when(join(kept, other)).accepted().then()
        parted = joined.when(part(kept, other)).records("persons-parted", candidacies=())
        is_what_it_was(begun, parted, P, ANOTHER_P, C, ANOTHER_C)


def test_a_step_taken_in_between_stays_with_its_candidacy() -> None:
    """Recognised while joined: the member is the one whose candidacy it was."""
    path = recognition_resolved("2025-11-20")
    story = given(path, join(ANOTHER_P, P, on="2025-11-20"), recognition("2025-12-01"))
    kept = story.store.world.person(ANOTHER_P)
    assert kept.is_full_member(kept.official_on or BORN)
    parted = story.when(part(ANOTHER_P, P, on="2025-12-10")).accepted().then()
    assert parted.store.world.person(ANOTHER_P).official_on is None
    assert parted.store.world.person(P).official_on == kept.official_on
    assert parted.candidate().person == P


def test_a_candidacy_that_is_named_goes_with_it() -> None:
    """One that began under the joined person is somebody's, too: the clerk says whose."""
    story = given(join(), entry("2026-11-11"), paper("cv", "2026-11-11"))
    day = {"on": "2026-11-12"}
    back = story.when(part(**day)).accepted().then()
    assert (back.candidate().person, back.store.state(ANOTHER_P).candidacy) == (P, None)
    named = story.when(part(candidacies=(C,), **day)).accepted().then()
    assert (named.candidate().person, named.store.state(P).candidacy) == (ANOTHER_P, None)
    assert named.store.state(ANOTHER_P).candidacy == C


def test_of_what_was_joined_only_what_is_named_goes_back() -> None:
    """The rest stays with the person kept, and its membership with it."""
    story = given(
        entry("2025-01-05", person=ANOTHER_P, candidate=ANOTHER_C),
        ask(m.Withdraw, candidate=ANOTHER_C, on="2025-02-05"),
        recognised("2025-11-20", person=ANOTHER_P),
        join(),
    )
    parted = story.when(part(candidacies=(ANOTHER_C,))).accepted().then()
    one, two = (parted.store.state(person) for person in (P, ANOTHER_P))
    assert (one.candidacies, two.candidacies) == ((C,), (ANOTHER_C,))
    assert one.official_on is not None
    assert two.official_on is None


def test_one_record_of_two_people_is_parted() -> None:
    """Never joined: a person registered beforehand gets the candidacies that are named."""
    story = given(
        entry("2025-01-05"),
        ask(w.LeavePool, on="2025-02-05"),
        entry("2026-01-05", candidate=ANOTHER_C),
        person_registered(THIRD),
    )
    parted = story.when(part(P, THIRD, candidacies=(ANOTHER_C,))).accepted().then()
    assert parted.store.state(P).candidacies == (C,)
    assert parted.store.state(P).candidacy is None
    assert parted.store.state(THIRD).candidacy == ANOTHER_C
    assert parted.candidate(ANOTHER_C).person == THIRD
    parted.when(entry(ON, candidate=a_("candidate", 3))).accepted()


def test_two_who_were_never_one_may_be_declared_two() -> None:
    """Nothing changes but what the list of likely twins says."""
    story = given(in_pool("2026-07-15"))
    declared = story.when(part()).records("persons-parted", other=ANOTHER_P)
    is_what_it_was(story, declared, P, ANOTHER_P, C)


@pytest.mark.refuses("SYS-51")
def test_only_what_is_one_can_be_two() -> None:
    """Not a record from itself, not one joined elsewhere, not somebody else's candidacy."""
    story = given(person_registered(THIRD), in_pool("2026-07-15"), join(P, ANOTHER_P))
    story.when(part(P, P)).refused_only("SYS-51").refused("SYS-51")
    story.when(part(ANOTHER_P, P)).refused_only("SYS-51")
    story.when(part(THIRD, ANOTHER_P)).refused_only("SYS-51")
    story.when(part(THIRD, P, candidacies=(C,))).refused_only("SYS-51")
    story.when(part(ANOTHER_P, THIRD, candidacies=(C,))).accepted()


def test_nobody_gets_a_second_candidacy_by_parting() -> None:
    """Nor a candidacy beside a membership."""
    story = given(
        in_pool("2026-07-15"),
        entry(ON, person=ANOTHER_P, candidate=ANOTHER_C),
        person_registered(THIRD),
        member(THIRD),
    )
    story.when(part(candidacies=(C,))).refused_only("SYS-05")
    story.when(part(P, THIRD, candidacies=(C,))).refused_only("SYS-16")


def test_three_records_come_apart_one_by_one() -> None:
    begun = given(
        person_registered(THIRD), person_registered(FOURTH), entry("2026-07-15", person=THIRD)
    )
    joined = begun.and_(join(P, ANOTHER_P), join(P, THIRD), join(P, FOURTH))
    left = joined.and_(part(P, ANOTHER_P))
    assert left.store.world.person(P).ids == (P, THIRD, FOURTH)
    assert left.store.world.person(P).candidacy == C
    gone = left.and_(part(P, FOURTH)).when(part(P, THIRD))
    is_what_it_was(begun, gone, P, ANOTHER_P, THIRD, FOURTH, C)
