"""What the events change by which a candidate goes over to another unit."""

from typing import Final

from admission.domain.stages.candidate import Candidate, Changes, ChangesBy, Transfer
from admission.domain.stages.files import FILE
from admission.domain.stages.standings import Standing
from admission.domain.stages.transfer import events as e

_RESOLUTIONS: Final = (
    "cell-resolved",
    "department-reported",
    "grassroots-voted",
    "grassroots-resolved",
)
_RESOLVED: Final = frozenset(
    {
        Standing.CELL_VOTE_FAILED,
        Standing.CELL_RESOLVED,
        Standing.COMMITTEE_VOTE_FAILED,
        Standing.COMMITTEE_RESOLVED,
    }
)
_RECOGNITION: Final = (
    "recognition-considered",
    "recognition-cell-resolved",
    "recognition-department-reported",
    "recognition-grassroots-voted",
    "recognition-grassroots-resolved",
    "deletion-cell-resolved",
    "deletion-grassroots-voted",
    "deletion-grassroots-resolved",
)
_REVIEW: Final = ("review-requested", "review-answered")


def _considered_anew(state: Candidate) -> Changes:
    """The new cell assigns a helper and considers; certificate, dossier and CV stay (H06 3.9a)."""
    at = Standing.CV_CERTIFIED if state.standing in _RESOLVED else state.standing
    return {
        "standing": at,
        "helper": None,
        "authority": None,
        "kept": {},
        "redo": frozenset(),
        "extended": {},
        "undone": ("helper-assigned", *_RESOLUTIONS, *FILE),
    }


def _on_probation(_: Candidate) -> Changes:
    """The new cell assigns a guide, and is the one that considers (H06 3.10)."""
    return {
        "standing": Standing.ON_PROBATION,
        "guide": None,
        "failed_votes": 0,
        "undone": _RECOGNITION,
    }


def transferred(state: Candidate, event: e.CandidateTransferred) -> Changes:
    """The path goes on at the new place, by the rule for how far it had come."""
    moved = Transfer(
        event.on, event.ordered_on or event.on, event.from_unit, event.unit, event.as_member
    )
    to = {"unit": event.unit, "temporary": None, "transfers": (*state.transfers, moved)}
    if event.rule in ("MOV-01", "MOV-02"):
        return {**_considered_anew(state), **to}
    if event.rule == "MOV-08":
        return {**_on_probation(state), **to}
    gone = FILE[1:] if event.forwards else FILE
    at = {**to, "authority": event.former or state.authority, "undone": gone}
    if event.rule == "MOV-03":
        return at
    gone = (*gone, "decision-received", "decision-rerouted", *_REVIEW)
    return {**at, "decision_waits": event.rule, "undone": gone}


def path_moved(state: Candidate, event: e.PathMoved) -> Changes:
    """The member is of another cell."""
    moved = Transfer(event.on, event.on, event.from_unit, event.unit, as_member=True)
    return {"unit": event.unit, "transfers": (*state.transfers, moved)}


def file_forwarded(_: Candidate, __: e.FileForwarded) -> Changes:
    """Nothing waits at the old place."""
    return {"decision_waits": ""}


def file_received(_: Candidate, event: e.FileReceived) -> Changes:
    """The new authority has the file."""
    return {"authority": event.body}


def decision_rerouted(_: Candidate, __: e.DecisionRerouted) -> Changes:
    """Nothing waits at the authority."""
    return {"decision_waits": ""}


def decision_cancelled(state: Candidate, _: e.DecisionCancelledForTransfer) -> Changes:
    """The resolutions stand, and go with the file to the new authority."""
    by_committee = "grassroots-resolved" in state.milestones
    return {
        "standing": Standing.COMMITTEE_RESOLVED if by_committee else Standing.CELL_RESOLVED,
        "authority": state.decided_by,
        "decided_by": None,
        "decision_waits": "",
        "undone": ("admission-answered", "admission-decided", "decision-received", *_REVIEW),
    }


def review_requested(_: Candidate, __: e.ReviewRequested) -> Changes:
    """The ceremony waits; an earlier answer is none to this request."""
    return {"decision_waits": "MOV-06", "undone": ("review-answered",)}


def review_answered(_: Candidate, event: e.ReviewAnswered) -> Changes:
    """The ceremony waits no longer, unless there are defects."""
    return {"decision_waits": "" if event.stands else "MOV-06"}


def placed_temporarily(_: Candidate, event: e.CandidatePlacedTemporarily) -> Changes:
    """The newest cell helps."""
    return {"temporary": event.cell}


CHANGES: Final[ChangesBy] = {
    e.CandidateTransferred: transferred,
    e.PathMoved: path_moved,
    e.FileForwarded: file_forwarded,
    e.FileReceived: file_received,
    e.DecisionRerouted: decision_rerouted,
    e.DecisionCancelledForTransfer: decision_cancelled,
    e.ReviewRequested: review_requested,
    e.ReviewAnswered: review_answered,
    e.CandidatePlacedTemporarily: placed_temporarily,
}
