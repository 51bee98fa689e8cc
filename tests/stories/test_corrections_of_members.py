"""What a membership was proves to be otherwise: cards and badges decided on it are judged anew."""

from typing import Final

from admission.domain.kernel.ids import derived_id
from admission.domain.kernel.messages import FlaggedEvent
from admission.domain.registers.badges.commands import AwardBadge
from admission.domain.registers.cards.commands import DecideCard
from admission.domain.registers.corrections.commands import CorrectFact
from admission.domain.registers.corrections.events import StepReread
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.stages.membership import commands as m
from admission.domain.stages.probation import commands as p
from tests.stories import test_badges as b
from tests.stories import test_cards as k
from tests.stories.kit import Story, given
from tests.stories.organisation import ANOTHER_P, SECOND, C, P, ask
from tests.stories.paths import recognised
from tests.stories.test_corrections import TODAY, annul, correct, place, recorded

BADGES: Final = derived_id("badges", P)
CARDS: Final = derived_id("cards", P)
TOO_LATE: Final = "1996-05-20"
"""One day less than thirty years of party age by the round of 19 May 2026."""


def against(story: Story, stream: str) -> list[tuple[str, ...]]:
    """Which rules each decision of a stream goes against, as corrections have it read."""
    facts = (each.event for each in as_they_stand(story.store.streams[stream]))
    return [event.against_rules for event in facts if isinstance(event, FlaggedEvent)]


def admitted(story: Story, day: str) -> Story:
    """The decision on the admission was of another day."""
    at = place(story, RegisterMember, P)
    replacement = recorded(story, at, P).model_copy(update={"decided_on": day})
    fields = {"about": P, "fact": at, "second": SECOND, "on": TODAY}
    return story.and_(ask(CorrectFact, replacement=replacement, **fields))


def test_a_badge_is_flagged_when_the_party_age_proves_to_be_less_than_its_years() -> None:
    told = given(b.member(), b.award())
    assert against(told, BADGES) == [()]
    story = admitted(told, TOO_LATE)
    assert against(story, BADGES) == [("BDG-01",)]
    assert story.store.world.badges(P).awarded.keys() == {30}


def test_a_second_correction_that_moves_the_party_age_back_clears_the_badge() -> None:
    story = admitted(admitted(given(b.member(), b.award()), TOO_LATE), "1996-05-18")
    assert against(story, BADGES) == [()]


def test_a_correction_taken_back_clears_the_badge_with_it() -> None:
    told = given(b.member(), b.award())
    story = admitted(told, TOO_LATE)
    back = story.and_(annul(len(story.store.streams[P]), P))
    assert against(back, BADGES) == [()]
    assert back.store.world.badges(P) == told.store.world.badges(P)


def test_a_correction_that_leaves_the_years_full_writes_nothing_beside() -> None:
    told = given(b.member(), b.award())
    assert admitted(told, "1996-05-18").store.streams[BADGES] == told.store.streams[BADGES]


def test_the_event_beside_points_at_the_award_the_correction_and_the_person() -> None:
    story = admitted(given(b.member(), b.award()), TOO_LATE)
    (said,) = (
        each.event for each in story.store.streams[BADGES] if isinstance(each.event, StepReread)
    )
    assert (said.about, said.fact) == (BADGES, place(story, AwardBadge, BADGES))
    assert (said.correction.about, said.correction.fact) == (P, len(story.store.streams[P]))
    assert (said.person, said.whose) == (P, P)


def test_what_became_of_the_member_after_the_award_is_not_held_against_it() -> None:
    """Expelled since: the badge is judged by what was recorded before it."""
    told = given(b.member(), b.award(), b.ended("expelled"))
    assert against(admitted(told, "1996-05-18"), BADGES) == [()]
    assert against(admitted(told, TOO_LATE), BADGES) == [("BDG-01",)]


def test_a_discipline_of_another_day_flags_a_badge_that_had_to_wait_for_it() -> None:
    told = given(b.member(), b.disciplined("reprimand", "2025-10-01"), b.award())
    at = len(told.store.streams[P])
    story = told.and_(correct(told, at, P, on="2025-12-01"))
    assert against(story, BADGES) == [("BDG-04",)]


def test_every_badge_that_rests_on_the_day_is_judged_and_those_of_joined_records_too() -> None:
    join = ask(JoinPersons, person=ANOTHER_P, other=P, second=SECOND, on="2026-03-01")
    told = given(b.member(), b.award(), join)
    assert against(admitted(told, TOO_LATE), BADGES) == [("BDG-01",)]


def test_a_card_is_flagged_when_the_member_proves_to_be_a_full_one_only_since_later() -> None:
    told = given(k.member(), k.decided(ANOTHER_P, kind="exchange"))
    cards = derived_id("cards", ANOTHER_P)
    at = place(told, RegisterMember, ANOTHER_P)
    later = told.and_(correct(told, at, ANOTHER_P, official_on="2025-12-21", on="2025-12-21"))
    assert against(later, cards) == [("CRD-01",)]
    right = later.and_(correct(later, at, ANOTHER_P, official_on="2010-05-20", on="2020-01-01"))
    assert against(right, cards) == [()]


def test_a_card_is_flagged_when_the_recognition_never_was() -> None:
    told = given(recognised("2025-12-15"), k.decided())
    announced = [
        each.version
        for each in told.store.streams[C]
        if isinstance(each.event.command(), m.AnnounceRecognition)
    ]
    for at in announced:
        told = told.and_(annul(at))
    story = told.and_(annul(place(told, p.DecideRecognition)))
    assert against(story, CARDS) == [("CRD-01",)]
    assert place(story, DecideCard, CARDS) == 1
