"""A fact of a person or a class was wrong: the steps that rest on it are judged anew."""

from typing import Final

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.registers.classes import commands as classes
from admission.domain.registers.corrections.events import StepReread
from admission.domain.registers.people.commands import RegisterPerson
from admission.domain.stages.admission import commands as a
from admission.domain.stages.awareness import commands as w
from tests.stories.kit import Story, given
from tests.stories.organisation import ANOTHER_C, COMMITTEE, C, P, a_, ask
from tests.stories.paths import ceremony_held, certificate, in_pool, recognised
from tests.stories.test_corrections import annul, correct, place

CLASS: Final = a_("class", 9)
TODAY: Final = "2026-03-10"


def breaches(story: Story, candidate: str = C) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.type, each.rules) for each in story.candidate(candidate).breaches]


def registered(story: Story) -> int:
    return place(story, RegisterPerson, P)


def born(story: Story, day: str) -> Story:
    return story.and_(correct(story, registered(story), P, born=day))


def test_who_was_under_age_at_the_vote_by_the_true_birth_date_has_that_step_flagged() -> None:
    """The vote is cancelled (ERR-01) or done again (ERR-02); no other step goes against a rule."""
    held = given(ceremony_held("2018-02-08"))
    story = born(held, "1999-12-31")
    assert breaches(story) == [("cell-vote-held", ("ELG-01",))]
    assert story.candidate().standing is held.candidate().standing


def test_the_event_beside_points_at_the_correction_and_at_the_step() -> None:
    story = born(given(ceremony_held("2018-02-08")), "1999-12-31")
    (said,) = (each.event for each in story.store.streams[C] if isinstance(each.event, StepReread))
    assert (said.about, said.fact) == (C, place(story, a.HoldCellVote))
    assert (said.correction.about, said.correction.fact) == (P, len(story.store.streams[P]))
    assert said.person == P


def test_of_age_once_more_nothing_is_left_of_it() -> None:
    held = given(ceremony_held("2018-02-08"))
    right = born(born(held, "1999-12-31"), "1995-03-21")
    assert breaches(right) == []
    assert right.candidate() == held.candidate()


def test_a_correction_of_a_person_taken_back_is_taken_back_on_the_path() -> None:
    held = given(ceremony_held("2018-02-08"))
    wrong = born(held, "1999-12-31")
    back = wrong.and_(annul(len(wrong.store.streams[P]), P))
    assert back.candidate() == held.candidate()
    again = back.and_(annul(len(back.store.streams[P]), P))
    assert again.candidate() == wrong.candidate()


def test_a_correction_of_the_path_that_came_between_does_not_keep_the_flag() -> None:
    """The vote was corrected while its candidate seemed under age."""
    wrong = born(given(ceremony_held("2018-02-08")), "1999-12-31")
    vote = place(wrong, a.HoldCellVote)
    between = wrong.and_(correct(wrong, vote, in_favour=8, against=1))
    assert breaches(between) == [("cell-vote-held", ("ELG-01",))]
    assert breaches(between.and_(annul(len(wrong.store.streams[P]), P))) == []


def test_who_is_no_citizen_was_not_to_be_admitted() -> None:
    held = given(ceremony_held("2018-02-08"))
    story = held.and_(correct(held, registered(held), P, citizen=False))
    assert breaches(story) == [("cell-vote-held", ("ELG-06",))]


def test_a_correction_of_a_person_that_no_step_rests_on_writes_nothing_beside() -> None:
    held = given(ceremony_held("2018-02-08"))
    outcome = held.when(correct(held, registered(held), P, sex="female")).accepted()
    assert outcome.then().store.streams[C] == held.store.streams[C]


def test_the_path_of_a_member_is_judged_anew_and_what_was_learnt_since_is_not_held_against_it() -> (
    None
):
    told = given(recognised("2019-03-10"))
    story = born(told, "1999-12-31")
    assert breaches(story) == [("cell-vote-held", ("ELG-01",))]
    assert story.store.state(P).official_on == told.store.state(P).official_on


def test_every_path_of_the_person_is_judged_anew() -> None:
    """Two candidacies, the first of them over: each answers for its own steps."""
    first = given(in_pool("2016-08-01"), ask(w.LeavePool, on="2016-09-01"))
    second = first.and_(ceremony_held("2018-02-08", candidate=ANOTHER_C))
    story = born(second, "1999-12-31")
    assert breaches(story) == []
    assert breaches(story, ANOTHER_C) == [("cell-vote-held", ("ELG-01",))]


def _class() -> list[Command]:
    result = {"person": P, "passed": True, "certificate": "123/GCN"}
    centre = "Trung tâm chính trị"
    days = {"starts": "2025-08-01", "ends": "2025-08-10", "on": "2025-07-20"}
    issue = {"issuer_kind": "commune-centre", "issuer": centre, "issued": "2025-08-15"}
    of = {"class_id": CLASS}
    return [
        ask(classes.OrderClass, **of, unit=COMMITTEE, title="Lớp", centre=centre, **days),
        ask(classes.EnrolInClass, **of, people=(P,), on="2025-07-25"),
        ask(classes.ConcludeClass, **of, results=(result,), **issue, on="2025-08-15"),
    ]


@pytest.fixture
def certified() -> Story:
    """Somebody in the pool with the certificate of one of our classes."""
    shown = certificate("2025-08-15", class_id=CLASS)
    return given(in_pool("2025-07-15"), _class(), shown)


FLAGGED: Final = [("certificate-recorded", ("DOS-06",))]


def test_who_did_not_pass_the_class_holds_no_certificate_of_it(certified: Story) -> None:
    concluded = place(certified, classes.ConcludeClass, CLASS)
    result = ({"person": P, "passed": False},)
    story = certified.and_(correct(certified, concluded, CLASS, results=result))
    assert breaches(story) == FLAGGED
    back = story.and_(annul(len(story.store.streams[CLASS]), CLASS))
    assert back.candidate() == certified.candidate()


def test_a_certificate_of_another_day_than_the_class_says_is_flagged(certified: Story) -> None:
    concluded = place(certified, classes.ConcludeClass, CLASS)
    other = correct(certified, concluded, CLASS, issued="2025-08-14")
    assert breaches(certified.and_(other)) == FLAGGED


def test_results_that_never_were_leave_the_certificate_without_ground(certified: Story) -> None:
    concluded = place(certified, classes.ConcludeClass, CLASS)
    assert breaches(certified.and_(annul(concluded, CLASS))) == FLAGGED


def test_a_class_that_another_path_does_not_name_leaves_it_alone() -> None:
    """Enrolled, but with the certificate of another centre."""
    story = given(in_pool("2025-07-15"), _class(), certificate("2025-08-16"))
    concluded = place(story, classes.ConcludeClass, CLASS)
    assert breaches(story.and_(annul(concluded, CLASS))) == []


@pytest.mark.refuses("SYS-66")
def test_alone_nobody_corrects_a_class_that_a_certificate_rests_on() -> None:
    *before, concluded = _class()
    story = given(in_pool("2025-07-15"), before).when(concluded, today=TODAY).then()
    alone = correct(story, 3, CLASS, issued="2025-08-14", second=None)
    story.when(alone, today=TODAY).accepted()
    shown = story.and_(certificate("2025-08-15", class_id=CLASS))
    shown.when(alone, today=TODAY).refused_only("SYS-66")
