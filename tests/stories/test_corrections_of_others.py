"""A guide, an introducer, a meeting was otherwise: steps of others that name it are judged anew."""

from typing import Final

import pytest

from admission.app.shapes import field_shape
from admission.domain.decider import EVENTS
from admission.domain.kernel.messages import Command, Event
from admission.domain.registers.corrections.events import StepReread
from admission.domain.registers.corrections.resting import NAMING
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.meetings.commands import HoldMeeting
from admission.domain.registers.people.commands import RegisterMember, RegisterPerson
from admission.domain.stages.admission import commands as a
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.membership import commands as m
from admission.domain.stages.probation import commands as p
from admission.domain.stages.steps import StepEvent
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_C,
    ANOTHER_P,
    CELL,
    CERTIFIER,
    COMMITTEE,
    DOC,
    GUIDE,
    HELPER,
    INTRODUCER,
    NEW_GUIDE,
    OTHER_INTRODUCER,
    SECOND,
    C,
    P,
    a_,
    ask,
)
from tests.stories.paths import (
    announced,
    cell_resolved,
    cell_vote,
    ceremony_held,
    committee_resolved,
    introduction,
    ready_for_cell_vote,
    recognised,
)
from tests.stories.test_corrections import annul, correct, place
from tests.stories.test_corrections_beside import breaches

HELD: Final = "2025-03-01"
YOUNG: Final = {"official_on": "2025-02-28", "on": "2025-02-28"}
"""A member of so late a day that hardly anybody was guided or introduced."""


def no_member_yet(story: Story, person: str, **changed: str) -> Story:
    """The person became a full member only after all that is told."""
    at = place(story, RegisterMember, person)
    return story.and_(correct(story, at, person, **(changed or YOUNG)))


def moved(story: Story, vote: type[Command], candidate: str = C, **changed: object) -> Story:
    """The meeting at which a vote was taken was otherwise."""
    held = meeting_of(story, vote, candidate)
    return story.and_(correct(story, 1, held, **changed))


def meeting_of(story: Story, vote: type[Command], candidate: str = C) -> str:
    at = place(story, vote, candidate)
    return str(vars(story.store.streams[candidate][at - 1].event)["meeting"])


def as_it_stands(story: Story, fact: int) -> Event:
    """A step of the usual candidate, as corrections have it read."""
    facts = as_they_stand(story.store.streams[C])
    return next(each.event for each in facts if each.version == fact)


@pytest.mark.parametrize(
    ("person", "breach"),
    [
        (HELPER, ("helper-assigned", ("DOS-05",))),
        (INTRODUCER, ("introduced", ("DOS-09",))),
        (OTHER_INTRODUCER, ("introduced", ("DOS-09",))),
        (GUIDE, ("ceremony-held", ("DEC-23",))),
    ],
)
def test_who_was_no_full_member_yet_could_not_help_introduce_or_guide(
    person: str, breach: tuple[str, tuple[str, ...]]
) -> None:
    story = no_member_yet(given(ceremony_held("2025-02-20")), person)
    assert breaches(story) == [breach]


def test_a_later_guide_who_was_no_full_member_yet_is_flagged_at_the_change() -> None:
    change = ask(p.ChangeGuide, guide=NEW_GUIDE, comment=DOC, on="2025-02-20")
    held = given(ceremony_held("2025-01-10"), change)
    assert breaches(no_member_yet(held, NEW_GUIDE)) == [("guide-changed", ("PRO-12",))]


def test_who_certifies_a_cv_answers_for_being_a_member() -> None:
    told = given(ready_for_cell_vote(HELD, days={"cv-certified": "2024-12-01"}))
    at = place(told, d.CertifyCv)
    named = told.and_(correct(told, at, certifier=CERTIFIER))
    assert breaches(named) == []
    assert [codes for _, codes in breaches(no_member_yet(named, CERTIFIER))] == [("DOS-23",)]


def test_every_path_that_names_the_person_is_judged_anew_and_no_other() -> None:
    other = cell_resolved("2025-02-21", candidate=ANOTHER_C, person=ANOTHER_P)
    told = given(ceremony_held("2025-02-20"), other)
    story = no_member_yet(told, INTRODUCER)
    assert breaches(story) == breaches(story, ANOTHER_C) == [("introduced", ("DOS-09",))]
    guide = no_member_yet(told, GUIDE)
    assert guide.store.streams[ANOTHER_C] == told.store.streams[ANOTHER_C]


def test_the_event_beside_is_of_the_person_of_the_path() -> None:
    story = no_member_yet(given(ceremony_held("2025-02-20")), GUIDE)
    (said,) = (each.event for each in story.store.streams[C] if isinstance(each.event, StepReread))
    assert (said.about, said.fact) == (C, place(story, a.HoldCeremony))
    assert (said.correction.about, said.person, said.whose) == (GUIDE, P, P)


def test_taken_back_it_is_taken_back_on_the_paths_of_others() -> None:
    told = given(ceremony_held("2025-02-20"))
    wrong = no_member_yet(told, GUIDE)
    back = wrong.and_(annul(len(wrong.store.streams[GUIDE]), GUIDE))
    assert back.candidate() == told.candidate()


def test_a_right_day_that_was_still_before_the_introduction_flags_nothing() -> None:
    told = given(ceremony_held("2025-02-20"))
    right = no_member_yet(told, INTRODUCER, official_on="2006-06-01", on="2006-06-01")
    assert right.store.streams[C] == told.store.streams[C]


def test_a_name_that_was_wrong_has_nothing_judged_anew() -> None:
    """No decision looks at it, so not even the paths are asked for."""
    told = given(ceremony_held("2025-02-20"))
    at = place(told, RegisterPerson, INTRODUCER)
    told.store.resting_on = pytest.fail  # type: ignore[assignment, method-assign]
    told.when(correct(told, at, INTRODUCER, name="Đặng Thị Ửng")).accepted()


def test_an_introducer_named_by_another_record_of_the_same_person_is_found() -> None:
    """The introduction names the record that was joined since; the day of the kept is corrected."""
    other = a_("person", 77)
    again = ask(RegisterPerson, person=other, name="Đặng Thị Ứng", on="2000-01-01")
    joined = ask(JoinPersons, person=INTRODUCER, other=other, second=SECOND, on="2024-01-02")
    before = given(again, joined, ready_for_cell_vote("2025-02-25", without={"introduction"}))
    told = before.and_(introduction("2025-02-01", other), cell_vote("2025-02-25"))
    assert vars(as_it_stands(told, place(told, d.Introduce)))["introducer"] == other
    assert breaches(no_member_yet(told, INTRODUCER)) == [("introduced", ("DOS-09",))]


def test_an_introducer_who_is_a_member_by_a_path_here_follows_its_correction() -> None:
    """What is corrected is a step of the introducer's own path; the membership follows it."""
    member = given(announced("2024-03-01"))
    told = member.and_(
        ready_for_cell_vote(
            "2025-02-25", candidate=ANOTHER_C, person=ANOTHER_P, without={"introduction"}
        ),
        ask(
            d.Introduce,
            candidate=ANOTHER_C,
            introducer=P,
            on="2025-01-01",
            together_since="2022-06-01",
        ),
    )
    assert breaches(told, ANOTHER_C) == []
    decided = place(told, p.DecideRecognition)
    story = told.and_(annul(place(told, m.AnnounceRecognition)), annul(decided))
    assert breaches(story, ANOTHER_C) == [("introduced", ("DOS-09",))]
    back = story.and_(annul(len(story.store.streams[C])))
    assert breaches(back, ANOTHER_C) == []


def test_a_roll_that_was_longer_has_the_vote_counted_again() -> None:
    """Five of nine carried it; of eleven they do not, and the committee had nothing to vote on."""
    told = given(committee_resolved(HELD))
    at = place(told, a.HoldCellVote)
    five = told.and_(correct(told, at, in_favour=5, against=4))
    story = moved(five, a.HoldCellVote, roll={"summoned": 11, "present": 9})
    assert vars(as_it_stands(story, at))["carried"] is False
    assert breaches(story) == [("grassroots-vote-held", ("SYS-01",))]


def test_votes_that_are_more_than_were_present_are_flagged_until_they_are_corrected() -> None:
    told = given(committee_resolved(HELD))
    eight = moved(told, a.HoldCellVote, roll={"summoned": 9, "elsewhere_absent": 1, "present": 8})
    assert breaches(eight) == [("cell-vote-held", ("SYS-04",))]
    at = place(eight, a.HoldCellVote)
    right = eight.and_(correct(eight, at, in_favour=8))
    assert breaches(right) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"on": "2025-02-27"}, "SYS-11"), ({"body": COMMITTEE}, "SYS-10")],
)
def test_a_meeting_of_another_day_or_body_flags_the_votes_taken_at_it(
    changed: dict[str, str], code: str
) -> None:
    told = given(cell_resolved(HELD))
    story = moved(told, a.HoldCellVote, **changed)
    assert breaches(story) == [("cell-vote-held", (code,))]
    held = meeting_of(told, a.HoldCellVote)
    assert story.and_(annul(2, held)).candidate() == told.candidate()


def test_every_vote_of_one_meeting_is_judged_anew() -> None:
    told = given(cell_resolved(HELD))
    held = meeting_of(told, a.HoldCellVote)
    second = ready_for_cell_vote(HELD, candidate=ANOTHER_C, person=ANOTHER_P)
    vote = ask(a.HoldCellVote, candidate=ANOTHER_C, meeting=held, in_favour=9, against=0, on=HELD)
    story = moved(told.and_(second, vote), a.HoldCellVote, on="2025-02-27")
    flagged = [("cell-vote-held", ("SYS-11",))]
    assert breaches(story) == breaches(story, ANOTHER_C) == flagged


def test_a_vote_corrected_to_another_meeting_rests_on_that_one_alone() -> None:
    told = given(cell_resolved(HELD))
    other = a_("meeting", 99)
    same = told.store.streams[meeting_of(told, a.HoldCellVote)][0].event
    again = ask(
        HoldMeeting, meeting=other, body=CELL, kind="cell", on=HELD, roll=vars(same)["roll"]
    )
    at = place(told, a.HoldCellVote)
    elsewhere = told.and_(again)
    elsewhere = elsewhere.and_(correct(elsewhere, at, meeting=other))
    assert breaches(moved(elsewhere, a.HoldCellVote, on="2025-02-27")) == []
    story = elsewhere.and_(correct(elsewhere, 1, other, on="2025-02-27"))
    assert breaches(story) == [("cell-vote-held", ("SYS-11",))]


def test_the_membership_of_somebody_recognised_follows_the_vote_no_further_than_flags() -> None:
    """Nobody is a member no more because a roll was wrong: the steps wait to be mended."""
    told = given(recognised("2025-03-10"))
    story = moved(told, p.VoteRecognition, roll={"summoned": 40, "present": 9})
    assert breaches(story)
    assert story.store.state(P).official_on == told.store.state(P).official_on


def test_every_field_that_names_a_person_a_meeting_or_a_class_is_known() -> None:
    """But for the candidate's own person, whose state names the path, and who was replaced."""
    found = {
        name
        for kind in EVENTS.values()
        if issubclass(kind, StepEvent)
        for name, field in kind.model_fields.items()
        if field_shape(field).kind in ("class", "meeting", "person")
    }
    assert found - {"person", "replaces"} == set(NAMING)
