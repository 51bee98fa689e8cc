"""Votes one short, exactly enough, one more; in whole numbers."""

from typing import Any

import pytest

from admission.domain.registers.units.commands import AuthoriseUnit
from tests.stories.kit import given
from tests.stories.organisation import (
    BY_ITSELF,
    COMMITTEE,
    UNDER_THE_PROVINCE,
    USUAL,
    WITHOUT_COMMITTEE,
    Place,
    ask,
)
from tests.stories.paths import (
    cell_resolved,
    cell_vote,
    committee_resolved,
    committee_vote,
    decision,
    ready_for_cell_vote,
    ready_for_recognition,
    recognition,
    recognition_resolved_by_cell,
    recognition_vote,
)

TWO_THIRDS = [(1, 1), (2, 2), (3, 2), (8, 6), (9, 6), (10, 7), (12, 8)]
"""Of how many entitled, how many are needed."""
MORE_THAN_HALF = [(1, 1), (2, 2), (3, 2), (8, 5), (9, 5), (10, 6)]
ON = "2025-10-15"
LATER = "2025-11-05"


def _votes(entitled: int, in_favour: int) -> dict[str, Any]:
    return {"in_favour": min(in_favour, entitled), "roll": {"summoned": entitled}}


@pytest.mark.parametrize(("entitled", "needed"), TWO_THIRDS)
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_cell_and_a_grassroots_committee_need_two_thirds(
    entitled: int, needed: int, more: int
) -> None:
    """DEC-01, DEC-03, PRO-07, PRO-09: H06 3.6, 4.5, 4.6."""
    roll = {"summoned": entitled}
    in_favour = min(needed + more, entitled)
    carried = more >= 0
    votes = (
        given(ready_for_cell_vote(ON)).when(cell_vote(ON, in_favour=in_favour, roll=roll)),
        given(cell_resolved(ON)).when(committee_vote(LATER, in_favour=in_favour, roll=roll)),
        given(ready_for_recognition(ON)).when(
            recognition_vote(LATER, in_favour=in_favour, roll=roll)
        ),
        given(ready_for_recognition(ON)).when(
            recognition_vote(LATER, proposal="deletion", in_favour=in_favour, roll=roll)
        ),
        given(recognition_resolved_by_cell(ON)).when(
            committee_vote(LATER, in_favour=in_favour, roll=roll)
        ),
    )
    for vote in votes:
        vote.records(entitled=entitled, carried=carried)


@pytest.mark.parametrize(("entitled", "needed"), MORE_THAN_HALF)
@pytest.mark.parametrize("more", [-1, 0, 1])
@pytest.mark.parametrize(("place", "rule"), [(USUAL, "DEC-04"), (UNDER_THE_PROVINCE, "DEC-06")])
def test_a_standing_committee_needs_more_than_half(
    entitled: int, needed: int, more: int, place: Place, rule: str
) -> None:
    """DEC-04, DEC-06: H06 3.7."""
    in_favour = min(needed + more, entitled)
    answer = decision(LATER, place, in_favour=in_favour, roll={"summoned": entitled})
    outcome = given(committee_resolved(ON, at=place)).when(answer)
    if more < 0:
        outcome.refused_only(rule)
    else:
        outcome.accepted()


@pytest.mark.parametrize(("entitled", "needed"), TWO_THIRDS)
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_an_authorised_committee_needs_two_thirds(entitled: int, needed: int, more: int) -> None:
    """DEC-05, PRO-07: H06 3.7a, 4.5a."""
    votes: dict[str, Any] = {
        "in_favour": min(needed + more, entitled),
        "roll": {"summoned": entitled},
    }
    admitted = given(cell_resolved(ON, at=BY_ITSELF)).when(decision(LATER, BY_ITSELF, **votes))
    resolved = given(recognition_resolved_by_cell(ON, at=BY_ITSELF))
    recognised = resolved.when(recognition(LATER, BY_ITSELF, **votes))
    if more < 0:
        admitted.refused_only("DEC-05")
        recognised.refused_only("PRO-07")
    else:
        admitted.accepted()
        recognised.accepted()


@pytest.mark.parametrize(("entitled", "needed"), MORE_THAN_HALF)
@pytest.mark.parametrize("more", [-1, 0, 1])
@pytest.mark.parametrize(("outcome", "rule"), [("recognised", "PRO-07"), ("deleted", "PRO-09")])
def test_recognition_and_deletion_need_more_than_half_of_a_standing_committee(
    entitled: int, needed: int, more: int, outcome: str, rule: str
) -> None:
    """PRO-07, PRO-09: H06 4.5a, 4.6."""
    place = WITHOUT_COMMITTEE
    proposal = "deletion" if outcome == "deleted" else "recognition"
    votes: dict[str, Any] = {
        "in_favour": min(needed + more, entitled),
        "roll": {"summoned": entitled},
    }
    story = given(
        ready_for_recognition(ON, at=place),
        recognition_vote("2025-10-20", place, proposal=proposal),
    )
    answer = story.when(recognition(LATER, place, outcome, **votes))
    if more < 0:
        answer.refused_only(rule)
    else:
        answer.accepted()


@pytest.mark.parametrize("on", ["2018-03-15", "2023-03-15", "2025-08-04", "2026-05-04"])
@pytest.mark.parametrize(
    ("members", "good_years", "good"),
    [(99, 3, False), (100, 3, False), (101, 3, True), (101, 2, False), (101, 4, True)],
)
def test_authority_is_given_to_more_than_100_members_and_three_good_years(
    on: str, members: int, good_years: int, *, good: bool
) -> None:
    """DEC-08: Q294 22."""
    command = ask(AuthoriseUnit, unit=COMMITTEE, members=members, good_years=good_years, on=on)
    outcome = given().when(command)
    if good:
        outcome.accepted()
    else:
        outcome.refused_only("DEC-08")
