"""How a path ends: withdrawal, refusal, death, a cancelled decision, and what comes after."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.registers.movements.commands import Depart, EndMembership
from admission.domain.stages.membership import commands as m
from admission.domain.stages.standings import ENDED, OPEN, Standing
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_C,
    ANOTHER_P,
    CELL,
    COMMITTEE,
    COMMUNE,
    DOC,
    HELPER,
    OTHER_COMMUNE,
    USUAL,
    P,
    ask,
)
from tests.stories.paths import (
    cell_resolved,
    cell_vote,
    ceremony_held,
    certified,
    committee_resolved,
    committee_vote,
    cv_certified,
    decided,
    decision,
    dossier_open,
    entry,
    in_pool,
    introduction,
    later,
    ready_for_cell_vote,
    ready_for_recognition,
    recognised,
    recognition,
    recognition_resolved,
    recognition_resolved_by_cell,
    recognition_vote,
    with_consent,
)

ON = "2025-11-10"
_AFTER = "2025-12-20"


def _then(path: Iterator[Command], *steps: tuple[Command, ...]) -> Callable[[], Story]:
    told = tuple(path)
    return lambda: given(told, *steps)


AT_EVERY_STANDING: dict[Standing, Callable[[], Story]] = {
    Standing.IN_POOL: _then(in_pool(ON)),
    Standing.CERTIFIED: _then(certified(ON)),
    Standing.DOSSIER_OPEN: _then(dossier_open(ON)),
    Standing.CV_CERTIFIED: _then(cv_certified(ON)),
    Standing.RETURNED: _then(committee_resolved(ON), decision("2025-11-15", outcome="returned")),
    Standing.CELL_VOTE_FAILED: _then(ready_for_cell_vote(ON), cell_vote(ON, in_favour=1)),
    Standing.CELL_RESOLVED: _then(cell_resolved(ON)),
    Standing.COMMITTEE_VOTE_FAILED: _then(
        cell_resolved(ON), committee_vote("2025-11-15", in_favour=1)
    ),
    Standing.COMMITTEE_RESOLVED: _then(committee_resolved(ON)),
    Standing.AWAITING_CEREMONY: _then(decided(ON)),
    Standing.ON_PROBATION: _then(ceremony_held(ON)),
    Standing.RECOGNITION_VOTE_FAILED: _then(
        ready_for_recognition(ON), recognition_vote(later(ON, 1), in_favour=1)
    ),
    Standing.RECOGNITION_CELL_RESOLVED: _then(recognition_resolved_by_cell(ON)),
    Standing.RECOGNITION_COMMITTEE_VOTE_FAILED: _then(
        recognition_resolved_by_cell(ON), committee_vote("2025-11-15", in_favour=1)
    ),
    Standing.RECOGNITION_COMMITTEE_RESOLVED: _then(recognition_resolved(ON)),
    Standing.DELETION_CELL_RESOLVED: _then(
        ready_for_recognition(ON), recognition_vote(later(ON, 1), proposal="deletion")
    ),
    Standing.DELETION_COMMITTEE_RESOLVED: _then(
        ready_for_recognition(ON),
        recognition_vote(later(ON, 1), proposal="deletion"),
        committee_vote("2025-11-15"),
    ),
    Standing.OFFICIAL_MEMBER: _then(recognised(ON)),
}
"""A story for each standing of a path that has not ended."""


def test_there_is_a_story_for_every_standing() -> None:
    """No standing is out of reach of the commands."""
    assert AT_EVERY_STANDING.keys() == OPEN | {Standing.OFFICIAL_MEMBER}
    for standing, story in AT_EVERY_STANDING.items():
        assert story().candidate().standing is standing


@pytest.mark.parametrize("standing", sorted(OPEN))
def test_a_candidate_may_withdraw_at_every_stage(standing: Standing) -> None:
    """The path ends, and the person may be entered again as a new candidacy."""
    story = AT_EVERY_STANDING[standing]().when(ask(m.Withdraw, on=_AFTER)).accepted()
    ended = story.leaves(Standing.WITHDRAWN)
    ended.when(entry("2026-01-10", candidate=ANOTHER_C)).accepted()
    ended.when(ask(m.Withdraw, on="2026-01-10")).refused("SYS-01")


@pytest.mark.parametrize("standing", sorted(AT_EVERY_STANDING))
def test_death_ends_every_path(standing: Standing) -> None:
    """Of candidates and of members."""
    death = AT_EVERY_STANDING[standing]().when(ask(m.RecordDeath, on=_AFTER)).accepted()
    person = death.leaves(Standing.DIED).store.world.person(P)
    assert person.candidacy is None
    assert not person.is_full_member(later(_AFTER, 1))


def test_a_member_does_not_withdraw() -> None:
    """Leaving as a member is another matter (CH11 8)."""
    given(recognised(ON)).when(ask(m.Withdraw, on=_AFTER)).refused("SYS-01")


def _cancel(body: str = COMMUNE, on: str = _AFTER) -> m.CancelDecision:
    return ask(m.CancelDecision, body=body, on=on)


@pytest.mark.accepts("ERR-01")
@pytest.mark.parametrize("path", [decided, ceremony_held, recognition_resolved, recognised])
def test_the_issuer_cancels_a_decision_that_rested_on_a_wrong_standard(
    path: Callable[[str], Iterator[Command]],
) -> None:
    """At any time after the decision; the name is struck (Q294 4.4.1)."""
    cancelled = given(path(ON)).when(_cancel()).accepted().leaves(Standing.CANCELLED)
    candidate = cancelled.candidate()
    for gone in ("admission-decided", "ceremony-held", "recognised"):
        assert candidate.day(gone) is None
    assert candidate.official_on is None
    assert not cancelled.store.world.person(P).is_full_member(later(_AFTER, 1))


@pytest.mark.refuses("ERR-01")
def test_nobody_but_the_issuer_cancels() -> None:
    """Neither the cell nor another commune (Q294 4.4.1)."""
    for body in (CELL, COMMITTEE, OTHER_COMMUNE):
        given(ceremony_held(ON)).when(_cancel(body)).refused("ERR-01")


@pytest.mark.accepts("ERR-04")
def test_the_committee_that_is_competent_now_cancels_too() -> None:
    """Where competence moved after the decision, it acts for the issuer (Q294 4.4)."""
    story = given(ceremony_held(ON))
    for body in (COMMUNE, COMMITTEE):  # decided by the commune; competent since 26 July 2026
        story.when(_cancel(body, "2026-08-10")).accepted()


@pytest.mark.refuses("ERR-04")
def test_a_third_committee_does_not_act_for_the_issuer() -> None:
    """Neither issuer nor competent now (Q294 4.4)."""
    given(ceremony_held(ON)).when(_cancel(OTHER_COMMUNE, "2026-08-10")).refused("ERR-04")


def test_before_a_decision_there_is_nothing_to_cancel() -> None:
    """The path of a candidate without decision ends otherwise."""
    given(committee_resolved(ON)).when(_cancel()).refused("SYS-01")


@pytest.mark.parametrize("ended", sorted(ENDED - {Standing.LEFT_POOL}))
def test_nothing_follows_the_end_of_a_path(ended: Standing) -> None:
    """Each way out is final for this candidacy."""
    ways = {
        Standing.REFUSED: lambda: given(
            committee_resolved(ON), decision("2025-11-20", outcome="refused")
        ),
        Standing.WITHDRAWN: lambda: given(cell_resolved(ON), ask(m.Withdraw, on=_AFTER)),
        Standing.DIED: lambda: given(cell_resolved(ON), ask(m.RecordDeath, on=_AFTER)),
        Standing.CANCELLED: lambda: given(ceremony_held(ON), _cancel()),
        Standing.DELETED: lambda: AT_EVERY_STANDING[Standing.DELETION_COMMITTEE_RESOLVED]().and_(
            _deletion()
        ),
        Standing.LEFT: lambda: given(recognised(ON), _ending("left")),
        Standing.EXPELLED: lambda: given(recognised(ON), _ending("expelled")),
        Standing.MOVED_AWAY: lambda: given(
            cell_resolved(ON), ask(Depart, person=P, to_place="x", document=DOC, on=_AFTER)
        ),
    }
    story = ways[ended]()
    assert story.candidate().standing is ended
    story.when(ask(m.RecordDeath, on="2026-02-01")).refused("SYS-01")


def _ending(ground: str, on: str = _AFTER) -> EndMembership:
    return ask(EndMembership, person=P, ground=ground, on=on)


def _deletion() -> tuple[Command, ...]:
    return recognition("2025-12-01", outcome="deleted")


def test_a_former_member_who_comes_back_is_a_full_member_again() -> None:
    """An ended membership neither lasts on through a new candidacy nor spoils a new membership."""
    over = given(recognised("2023-11-10"), _ending("deleted", on="2023-12-20"))
    world = over.store.world
    assert not world.person(P).is_full_member(date(2024, 3, 1))
    again = over.and_(entry("2024-03-01", candidate=ANOTHER_C))
    gone = again.and_(ask(m.Withdraw, on="2024-06-01", candidate=ANOTHER_C))
    assert not gone.store.world.person(P).is_full_member(date(2024, 7, 1))
    back = over.and_(with_consent(recognised("2029-01-10", candidate=ANOTHER_C, at=_LATER)))
    assert back.store.world.person(P).is_full_member(date(2029, 2, 1))


_LATER = USUAL._replace(authority=COMMITTEE, grassroots=None)
"""The usual place from 26 July 2026 on, when the grassroots committee decides."""


def test_two_candidates_may_help_nobody_but_members_may() -> None:
    """What one path made of a person counts in another's."""
    story = given(recognised(ON))
    second = story.and_(dossier_open("2026-01-10", candidate=ANOTHER_C, person=ANOTHER_P))
    second.when(introduction("2026-02-01", P, candidate=ANOTHER_C)).accepted()
    second.when(introduction("2026-02-01", HELPER, candidate=ANOTHER_C)).accepted()
    second.when(introduction("2025-10-10", P, candidate=ANOTHER_C)).refused("DOS-09")
