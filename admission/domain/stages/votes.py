"""Votes: the right body, an added-up ballot, those entitled, the majority."""

from admission.domain.kernel.rules import Objections, computes, objection
from admission.domain.registers.meetings.commands import Roll
from admission.domain.stages.ballots import Ballot, Matter
from admission.domain.stages.case import AnyCase
from admission.domain.stages.chain import quorum_of


@computes("DEC-09", "DEC-10")
def entitled(case: AnyCase, roll: Roll, body: str) -> int:
    """The number that a majority is counted of: those summoned less the grounds of the rulebook.

    Source: Q294 9.3.2 (cells), 9.3.3 (committees).
    """
    grounds = {
        ground
        for entry in case.provisions(case.rulebook.entitled)
        if entry.body == body
        for ground in entry.grounds
    }
    absent = {
        "elsewhere-absent": roll.elsewhere_absent,
        "exempt-absent": roll.exempt_absent,
        "suspended": roll.suspended,
        "prosecuted": roll.prosecuted,
    }
    return roll.summoned - sum(count for ground, count in absent.items() if ground in grounds)


@computes("DEC-11", "DEC-13")
def outcome(case: AnyCase, ballot: Ballot, body: str, matter: Matter) -> dict[str, int | bool]:
    """How many were entitled, and whether the vote was carried."""
    roll = case.world.meeting(ballot.meeting).roll
    quorum = quorum_of(case.rulebook, body, matter, case.on)
    if roll is None or quorum is None:
        return {"entitled": 0, "carried": False}
    counted = entitled(case, roll, "cell" if body == "cell" else "committee")
    return {"entitled": counted, "carried": quorum.carried(ballot.in_favour, counted)}


def ballot_adds_up(
    case: AnyCase, ballot: Ballot, unit: str | None, kinds: tuple[str, ...]
) -> Objections:
    """The ballot is that of the right body, on that day, and its votes are those present."""
    meeting = case.world.meeting(ballot.meeting)
    if meeting.body != unit or meeting.kind not in kinds:
        yield objection(
            "SYS-10", body=meeting.body, kind=meeting.kind, expected=unit, kinds=" ".join(kinds)
        )
    if meeting.on != case.on:
        yield objection("SYS-11", on=case.on, meeting_on=meeting.on)
    if meeting.roll is not None and ballot.cast != meeting.roll.present:
        yield objection("SYS-04", cast=ballot.cast, present=meeting.roll.present)


def majority(case: AnyCase, ballot: Ballot, body: str, matter: Matter) -> Objections:
    """Enough of the entitled are in favour; otherwise there is no decision."""
    quorum = quorum_of(case.rulebook, body, matter, case.on)
    if quorum is None:
        yield objection("SYS-13", body=body, matter=matter)
        return
    counted = outcome(case, ballot, body, matter)
    if not counted["carried"]:
        entitled_count = int(counted["entitled"])
        yield objection(
            quorum.rule,
            quorum.source,
            in_favour=ballot.in_favour,
            entitled=entitled_count,
            needed=quorum.needed(entitled_count),
        )
