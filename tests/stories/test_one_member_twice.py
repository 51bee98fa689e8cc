"""Records of one person who came, went, was registered or was taken over are joined and parted."""

from datetime import date

import pytest

from admission.domain.stages.membership import commands as m
from admission.domain.stages.standings import Standing
from tests.stories.kit import given
from tests.stories.organisation import ANOTHER_C, ANOTHER_P, CELL, C, P, ask, person_registered
from tests.stories.paths import entry, recognised
from tests.stories.test_movements import arrival, departure, ending, reply
from tests.stories.test_movements import on_probation as arrival_on_probation
from tests.stories.test_one_person_twice import ON, THIRD, is_what_it_was, join, member, part
from tests.stories.test_taking_over import on_probation, taken

LATER = "2026-12-20"
PAIRS = [(P, ANOTHER_P), (ANOTHER_P, P)]


@pytest.mark.accepts("SYS-48")
@pytest.mark.parametrize(("kept", "other"), PAIRS)
def test_one_who_came_back_is_joined_to_the_record_of_who_went(kept: str, other: str) -> None:
    """A membership that ended before the other began: the person is a member, and was before."""
    gone = given(member(P), departure(on="2023-02-01"))
    back = gone.and_(arrival(person=ANOTHER_P, official_on="2010-05-19", decided_on=None))
    joined = back.when(join(kept, other)).records("persons-joined", told_twice=None)
    one = joined.then().store.world.person(P)
    assert (one.is_member, one.was_member) == (True, True)
    assert (one.here_since, one.awaits_reply) == (date(2025, 11, 10), date(2023, 2, 1))
    is_what_it_was(back, joined.then().when(part(kept, other)), P, ANOTHER_P)


@pytest.mark.refuses("SYS-48")
def test_a_member_at_two_places_at_once_is_two_people_or_wrong() -> None:
    """Gone after the other record says that the person came; here and gone at once."""
    twice = given(member(P), arrival(person=ANOTHER_P, official_on="2010-05-19", decided_on=None))
    twice.when(join()).accepted()
    twice.and_(departure()).when(join(on=LATER)).refused_only("SYS-48")
    other_day = given(member(P), arrival(person=ANOTHER_P))
    other_day.when(join()).refused("SYS-48")


def test_two_paths_to_one_membership_contradict_each_other() -> None:
    """An admission is counted for each: nobody was admitted twice at once."""
    paths = (
        recognised("2025-11-20"),
        recognised("2025-11-20", person=ANOTHER_P, candidate=ANOTHER_C),
    )
    given(*paths).when(join()).refused_only("SYS-48")


def test_days_that_can_be_one_day_are_one() -> None:
    """As exact as either record says; the same when parted again."""
    twice = given(member(P, official_on="2010", decided_on="2009-05-19"))
    twice = twice.and_(member(ANOTHER_P, official_on="2010-05", decided_on="2009"))
    joined = twice.when(join()).accepted().then()
    one = joined.store.world.person(P)
    assert (one.official_on, one.official_stated) == (date(2010, 5, 31), "2010-05")
    assert (one.decided_on, one.decided_stated) == (date(2009, 5, 19), None)
    is_what_it_was(twice, joined.when(part()), P, ANOTHER_P)
    unknown = given(member(P, official_on=None), member(ANOTHER_P))
    known = unknown.when(join()).accepted().then().store.world.person(P)
    assert known.official_on == date(2010, 5, 19)
    given(member(P, official_on="2010-06"), member(ANOTHER_P)).when(join()).refused_only("SYS-48")


@pytest.mark.parametrize(("kept", "other"), PAIRS)
def test_of_a_membership_told_twice_one_record_counts(kept: str, other: str) -> None:
    """That which was admitted here, whichever is kept; else the record kept."""
    twice = given(recognised("2025-11-20"), member(ANOTHER_P, official_on=None, on="2026-01-10"))
    twice.when(join(kept, other)).records("persons-joined", told_twice=ANOTHER_P)
    registered = given(member(P), member(ANOTHER_P))
    registered.when(join(kept, other)).records("persons-joined", told_twice=other)


@pytest.mark.refuses("SYS-50")
def test_a_third_record_does_not_tell_for_the_kept() -> None:
    """Of a membership told by a joined record alone, and told again: that one is parted first."""
    story = given(member(ANOTHER_P), join(), person_registered(THIRD), member(THIRD))
    story.when(join(P, THIRD)).refused_only("SYS-50")
    story.and_(part(P, ANOTHER_P)).when(join(ANOTHER_P, THIRD)).accepted()


@pytest.mark.parametrize("named", [P, ANOTHER_P])
def test_who_came_under_another_name_goes_as_the_person_kept(named: str) -> None:
    """Under either name, once; one reply answers it."""
    story = given(arrival(person=ANOTHER_P), join())
    gone = story.when(departure(person=named, on=LATER)).records(member_of=CELL).then()
    assert not gone.store.world.person(P).is_member
    gone.when(departure(person=named, on=LATER)).refused_only("SYS-36")
    answered = gone.and_(reply("2027-01-10", named))
    answered.when(reply("2027-01-11", named)).refused_only("SYS-18")
    parted = answered.when(part(on="2027-01-12")).accepted().then().store
    assert parted.state(P) == given().store.state(P)
    assert (parted.state(ANOTHER_P).ended_on, parted.state(ANOTHER_P).was_member) == (
        date(2026, 12, 20),
        True,
    )


@pytest.mark.parametrize("named", [P, ANOTHER_P])
def test_a_membership_under_another_name_ends_as_that_of_the_person_kept(named: str) -> None:
    """With the path that led to it; once."""
    story = given(recognised("2025-11-20", person=ANOTHER_P), join())
    over = story.when(ending("expelled", person=named, on=LATER)).leaves(Standing.EXPELLED)
    over.when(ending(person=named, on=LATER)).refused_only("SYS-36")
    parted = over.when(part(on="2026-12-21")).accepted().then().store
    assert not parted.state(ANOTHER_P).is_member
    assert parted.state(P) == given().store.state(P)


def test_who_arrives_under_another_name_is_the_person_kept() -> None:
    """One membership, under whichever name."""
    arrived = given(join()).when(arrival(person=ANOTHER_P, on=LATER)).accepted().then()
    assert arrived.store.state(P).is_member
    assert not arrived.store.state(ANOTHER_P).is_member
    arrived.when(arrival(on=LATER)).refused_only("SYS-16")


def test_who_died_as_a_member_does_not_go_on_under_another_name() -> None:
    """Also where no path says so."""
    dead = given(member(P), ending("died", on="2026-01-02"))
    dead.when(join()).accepted()
    going_on = dead.and_(entry("2026-09-01", person=ANOTHER_P, candidate=ANOTHER_C))
    going_on.when(join()).refused_only("SYS-48")
    going_on.when(join(ANOTHER_P, P)).refused_only("SYS-48")
    back = dead.and_(arrival(person=ANOTHER_P, on="2026-03-01"))
    back.when(join()).refused_only("SYS-48")


@pytest.mark.parametrize(("kept", "other"), PAIRS)
def test_a_path_taken_over_is_joined_and_parted(kept: str, other: str) -> None:
    """With the standing and every day as the paper has them."""
    for path in (on_probation("2024-05"), taken("official-member", dates={"recognised": "2024"})):
        story = given(path)
        joined = story.when(join(kept, other)).accepted().then()
        assert joined.candidate().person == kept
        assert joined.candidate()._replace(person=P) == story.candidate()
        is_what_it_was(story, joined.when(part(kept, other)), P, ANOTHER_P, C)


@pytest.mark.parametrize("standing", ["in-pool", "official-member"])
def test_a_path_taken_over_under_another_name_is_that_of_the_person_kept(standing: str) -> None:
    """The event says the name that was typed, every other event the name kept."""
    dates = {"pool-entered": "2024-03-01"}
    command = taken(standing, ON, person=ANOTHER_P, dates=dates)
    story = given(join()).when(command).records("taken-over", person=ANOTHER_P).then()
    assert story.candidate().person == P
    assert story.store.state(P).candidacies == (C,)
    assert story.store.state(ANOTHER_P).candidacies == ()
    again = taken("in-pool", ON, candidate=ANOTHER_C)
    story.when(again).refused("SYS-05" if standing == "in-pool" else "SYS-16")


def test_nobody_vouches_for_a_path_of_their_own_under_another_name() -> None:
    path = on_probation("2024-05", ON, vouched_by=ANOTHER_P)
    given(join()).when(path).refused_only("SYS-08")
    given().when(path).accepted()


def test_probation_begun_elsewhere_goes_on_under_the_person_kept() -> None:
    """The path is taken over as that of who arrived; parted, both are the other record's."""
    story = given(arrival_on_probation(person=ANOTHER_P), join(on="2025-11-11"))
    path = on_probation("2025-03-03", "2025-11-12", dates={"pool-entered": "2024"})
    told = story.when(path).records("taken-over", arrived=True).then()
    parted = told.when(part(on="2025-11-13")).accepted().then()
    assert parted.store.state(P) == given().store.state(P)
    assert parted.store.state(ANOTHER_P).candidacy == C
    assert parted.candidate().person == ANOTHER_P


def test_a_path_named_at_parting_takes_the_membership_from_elsewhere_along() -> None:
    """And what a membership that ended left behind."""
    arrived = given(arrival_on_probation(), on_probation("2025-03-03", "2025-11-12"))
    named = arrived.when(part(candidacies=(C,))).accepted().then().store
    assert (named.state(P).by_paper, named.state(ANOTHER_P).by_paper) == (False, True)
    expelled = given(recognised("2025-11-20"), ending("expelled", on="2026-01-02"))
    moved = expelled.when(part(candidacies=(C,))).accepted().then().store
    assert (moved.state(P).was_member, moved.state(ANOTHER_P).was_member) == (False, True)
    assert moved.state(P) == given().store.state(P)
    member_already = expelled.and_(member(ANOTHER_P))
    member_already.when(part(candidacies=(C,))).refused_only("SYS-16")


def test_who_was_a_member_under_another_name_is_admitted_again() -> None:
    story = given(
        member(ANOTHER_P), ending(person=ANOTHER_P, on="2012-01-01"), join(on="2013-01-01")
    )
    assert story.store.world.person(P).was_member
    only = given(entry("2019-01-05"), ask(m.Withdraw, on="2019-02-05"), join(on="2020-01-01"))
    assert not only.store.world.person(P).was_member
