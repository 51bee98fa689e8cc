"""What the events between the ceremony and the recognition change."""

from typing import Final

from admission.domain.stages.candidate import Candidate, Changes, ChangesBy
from admission.domain.stages.probation import events as e
from admission.domain.stages.standings import Standing

_CARRIED = {
    "recognition": Standing.RECOGNITION_CELL_RESOLVED,
    "deletion": Standing.DELETION_CELL_RESOLVED,
}
_UNDONE_BY_RETURN = (
    "recognition-considered",
    "recognition-cell-resolved",
    "recognition-department-reported",
    "recognition-grassroots-voted",
    "recognition-grassroots-resolved",
    "deletion-cell-resolved",
    "deletion-grassroots-voted",
    "deletion-grassroots-resolved",
    "recognition-answered",
)


def guide_changed(_: Candidate, event: e.GuideChanged) -> Changes:
    """The newest guide guides."""
    return {"guide": event.guide}


def probation_extended(_: Candidate, __: e.ProbationExtended) -> Changes:
    """The term ends later."""
    return {}


def recognition_vote_held(state: Candidate, event: e.RecognitionVoteHeld) -> Changes:
    """The vote was carried, or failed once more."""
    if event.carried:
        return {"standing": _CARRIED[event.proposal], "above": event.above}
    return {
        "standing": Standing.RECOGNITION_VOTE_FAILED,
        "failed_votes": state.failed_votes + 1,
    }


def member_recognised(_: Candidate, event: e.MemberRecognised) -> Changes:
    """The member is official, from the end of the term."""
    return {"standing": Standing.OFFICIAL_MEMBER, "official_on": event.official_on}


def member_deleted(_: Candidate, __: e.MemberDeleted) -> Changes:
    """The path ends."""
    return {"standing": Standing.DELETED}


def recognition_returned(state: Candidate, _: e.RecognitionReturned) -> Changes:
    """The cell considers the case again."""
    extended = {rule: much for rule, much in state.extended.items() if rule != "DEC-16"}
    return {
        "standing": Standing.ON_PROBATION,
        "undone": _UNDONE_BY_RETURN,
        "extended": extended,
        "failed_votes": 0,
    }


CHANGES: Final[ChangesBy] = {
    e.GuideChanged: guide_changed,
    e.ProbationExtended: probation_extended,
    e.RecognitionVoteHeld: recognition_vote_held,
    e.MemberRecognised: member_recognised,
    e.MemberDeleted: member_deleted,
    e.RecognitionReturned: recognition_returned,
}
