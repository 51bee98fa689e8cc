"""The days of one path, found backwards from the day of its ceremony.

Bodies decide on the days on which they meet, so each step before falls on the last such day that
leaves time enough for the papers between.
"""

from typing import NamedTuple

from admission.scenarios.bodies import Cell
from admission.scenarios.chance import Chance
from admission.scenarios.days import Day, last_meeting, shift, working
from admission.scenarios.turns import PLAIN, Turn


class Round(NamedTuple):
    """One way of the file through the bodies: when each of them acted."""

    voted: Day
    reported: Day
    committee_voted: Day
    decided: Day


class Days(NamedTuple):
    """When each turning point of a path lies."""

    entered: Day
    permitted: Day
    certified: Day
    rounds: tuple[Round, ...]
    """The last round ends in a decision to admit, one before it in a return of the file."""
    vain_cell_vote: Day | None
    vain_committee_vote: Day | None
    """Votes before those of the last round, which came to nothing."""
    received: Day
    ceremony: Day


def days_before(chance: Chance, cell: Cell, ceremony: Day, turn: Turn, floor: Day) -> Days:
    """The days of a path that leads to a ceremony on this day; none lies before `floor`."""
    wait = chance.between(32, 41) if turn.late_ceremony else chance.between(2, 21)
    received = shift(ceremony, -wait)
    answer_by = shift(received, -chance.between(1, 4))
    last, vain_committee_vote = _round(chance, cell, answer_by, turn)
    rounds: tuple[Round, ...] = (last,)
    vain_cell_vote = (
        last_meeting(cell.body.meets, last.voted - 20) if turn.cell_says_no_first else None
    )
    if turn.returned:
        before = shift(vain_cell_vote or last.voted, -8)
        rounds = (_round(chance, cell, before, PLAIN)[0], last)
    first_vote = min(rounds[0].voted, vain_cell_vote or last.voted)
    certified = shift(first_vote, -chance.between(2, 7))
    length = chance.between(150, 190) if turn.late_answer else chance.between(50, 120)
    permitted = max(working(certified - length), floor + 5)
    entered = max(working(permitted - chance.between(20, 150)), floor)
    return Days(
        entered,
        permitted,
        certified,
        rounds,
        vain_cell_vote,
        vain_committee_vote,
        received,
        ceremony,
    )


def _round(chance: Chance, cell: Cell, answer_by: Day, turn: Turn) -> tuple[Round, Day | None]:
    """The last round that is over by a day, and the vain vote of the committee in it, if any."""
    decided = last_meeting(cell.authority.meets, answer_by)
    committee_voted, vain = decided, None
    if cell.committee is not None:
        meets = cell.committee.meets
        committee_voted = last_meeting(meets, shift(decided, -chance.between(3, 9)))
        if turn.committee_says_no_first:
            vain = last_meeting(meets, committee_voted - 1)
    lead = shift(vain or committee_voted, -chance.between(3, 7))
    if turn.late_decision:
        lead = shift(decided, -chance.between(62, 74))
    voted = last_meeting(cell.body.meets, lead)
    reported = shift(voted, chance.between(1, 2))
    return Round(voted, reported, committee_voted, decided), vain
