"""What the events between the cell's vote and the ceremony change."""

from typing import Final

from admission.domain.stages.admission import events as e
from admission.domain.stages.ballots import Matter
from admission.domain.stages.candidate import Candidate, Changes, ChangesBy, Extended
from admission.domain.stages.files import FILE, has_to_forward
from admission.domain.stages.standings import Standing

_RESOLVED: Final = {
    Matter.ADMISSION: Standing.COMMITTEE_RESOLVED,
    Matter.RECOGNITION: Standing.RECOGNITION_COMMITTEE_RESOLVED,
    Matter.DELETION: Standing.DELETION_COMMITTEE_RESOLVED,
}
_FAILED: Final = {
    Matter.ADMISSION: Standing.COMMITTEE_VOTE_FAILED,
    Matter.RECOGNITION: Standing.RECOGNITION_COMMITTEE_VOTE_FAILED,
    Matter.DELETION: Standing.RECOGNITION_COMMITTEE_VOTE_FAILED,
}
AFTER_RETURN: Final = (
    "cv-certified",
    "cell-resolved",
    "department-reported",
    "grassroots-voted",
    "grassroots-resolved",
    "admission-answered",
)
"""Milestones that a return of the file undoes: the bodies resolve again on the mended file.

That the cell voted stands, for the certificate and the file age only as long as there is no
proposal of the cell (H06 5.4).
"""


def cell_vote_held(_: Candidate, event: e.CellVoteHeld) -> Changes:
    """The vote was carried; or it failed, and there is no proposal of the cell (H06 5.4)."""
    if event.carried:
        goes_to = {"above": event.above, "authority": event.authority}
        return {"standing": Standing.CELL_RESOLVED, **goes_to}
    return {"standing": Standing.CELL_VOTE_FAILED, "undone": ("cell-voted",)}


def department_reported(_: Candidate, __: e.DepartmentReported) -> Changes:
    """The report is there."""
    return {}


def grassroots_vote_held(_: Candidate, event: e.GrassrootsVoteHeld) -> Changes:
    """The vote was carried, or failed."""
    return {"standing": (_RESOLVED if event.carried else _FAILED)[event.matter]}


def deadline_extended(state: Candidate, event: e.DeadlineExtended) -> Changes:
    """The deadline is further off."""
    before = state.extended.get(event.deadline, Extended(0, 0))
    extended = Extended(before.amount + event.amount, before.times + 1)
    return {"extended": {**state.extended, event.deadline: extended}}


def admission_decided(state: Candidate, event: e.AdmissionDecided) -> Changes:
    """The candidate awaits the ceremony; the decision of an old place has first to come here."""
    return {
        "standing": Standing.AWAITING_CEREMONY,
        "decided_by": event.body,
        "decision_waits": "MOV-05" if has_to_forward(state) else "",
    }


def admission_refused(_: Candidate, __: e.AdmissionRefused) -> Changes:
    """The path ends."""
    return {"standing": Standing.REFUSED}


def dossier_returned(_: Candidate, __: e.DossierReturned) -> Changes:
    """The file is mended, certified and voted on again."""
    return {"standing": Standing.RETURNED, "undone": (*AFTER_RETURN, *FILE), "extended": {}}


def decision_received(_: Candidate, __: e.DecisionReceived) -> Changes:
    """The time to the ceremony runs."""
    return {}


def ceremony_held(_: Candidate, event: e.CeremonyHeld) -> Changes:
    """Probation begins, with a guide."""
    came_as = "readmitted" if event.again else "admitted"
    return {"standing": Standing.ON_PROBATION, "guide": event.guide, "came_as": came_as}


CHANGES: Final[ChangesBy] = {
    e.CellVoteHeld: cell_vote_held,
    e.DepartmentReported: department_reported,
    e.GrassrootsVoteHeld: grassroots_vote_held,
    e.DeadlineExtended: deadline_extended,
    e.AdmissionDecided: admission_decided,
    e.AdmissionRefused: admission_refused,
    e.DossierReturned: dossier_returned,
    e.DecisionReceived: decision_received,
    e.CeremonyHeld: ceremony_held,
}
