"""What the events change by which paths end or are mended."""

from collections.abc import Mapping
from typing import Final

from admission.domain.stages.candidate import Breach, Candidate, Changes, ChangesBy, Reached
from admission.domain.stages.files import FILE
from admission.domain.stages.membership import events as e
from admission.domain.stages.standings import PATH, Standing

RESTS_ON_DECISION: Final = (
    "admission-answered",
    "admission-decided",
    "decision-received",
    "ceremony-held",
    "term-ended",
    "recognition-answered",
    "recognised",
)
"""Milestones that no longer stand once the admission decision is cancelled."""

REDOABLE: Final = (
    ("cv-certified", Standing.DOSSIER_OPEN),
    ("cell-resolved", Standing.CV_CERTIFIED),
    ("department-reported", Standing.CELL_RESOLVED),
    ("grassroots-resolved", Standing.CELL_RESOLVED),
    ("admission-decided", Standing.COMMITTEE_RESOLVED),
    ("ceremony-held", Standing.AWAITING_CEREMONY),
    ("recognition-cell-resolved", Standing.ON_PROBATION),
    ("recognition-department-reported", Standing.RECOGNITION_CELL_RESOLVED),
    ("recognition-grassroots-resolved", Standing.RECOGNITION_CELL_RESOLVED),
    ("recognised", Standing.RECOGNITION_COMMITTEE_RESOLVED),
)
"""Steps that can be done again, in order, and where the path stands before each."""

ORDER: Final = tuple(name for name, _ in REDOABLE)
_BEFORE_DECISION: Final = frozenset(ORDER[: ORDER.index("admission-decided")])
_ON_THE_PATH: Final = frozenset(name for name, _ in PATH)


def announced(_: Candidate, __: e.RecognitionAnnounced) -> Changes:
    """The announcement was made."""
    return {}


def withdrew(_: Candidate, __: e.CandidateWithdrew) -> Changes:
    """The path ends."""
    return {"standing": Standing.WITHDRAWN}


def died(_: Candidate, __: e.CandidateDied) -> Changes:
    """The path ends."""
    return {"standing": Standing.DIED}


def path_ended(_: Candidate, event: e.PathEnded) -> Changes:
    """The path ends."""
    return {"standing": event.standing}


def decision_cancelled(_: Candidate, __: e.DecisionCancelled) -> Changes:
    """What rested on the decision no longer stands."""
    return {"standing": Standing.CANCELLED, "undone": RESTS_ON_DECISION, "official_on": None}


def redo_ordered(state: Candidate, event: e.RedoOrdered) -> Changes:
    """Go back to before the first faulty step; what is not faulty waits to be passed again.

    A step redone takes the decisions after it with it, for new ones re-fix the dates.
    """
    taken, waits = {**state.milestones, **state.kept}, state.decision_waits
    faulty = state.redo | set(event.steps)
    if faulty & _BEFORE_DECISION and "admission-decided" in taken:
        faulty |= {"admission-decided"}
    if "recognised" in taken:
        faulty |= {"recognised"}
    first = next(at for at, name in enumerate(ORDER) if name in faulty)
    waiting = _ON_THE_PATH & set(ORDER[first:])
    gone = _with_what_rests_on(faulty, taken)
    stands = {name: at for name, at in taken.items() if name not in gone}
    return {
        "standing": REDOABLE[first][1],
        "milestones": {name: at for name, at in stands.items() if name not in waiting},
        "kept": {name: at for name, at in stands.items() if name in waiting},
        "redo": faulty,
        "breaches": tuple(b for b in state.breaches if _still_stands(b, faulty)),
        "extended": {},
        "decision_waits": "" if faulty & set(ORDER[: ORDER.index("ceremony-held")]) else waits,
        "official_on": None if "recognised" in faulty else state.official_on,
    }


def _with_what_rests_on(faulty: frozenset[str], taken: Mapping[str, Reached]) -> set[str]:
    """The faulty steps, with the milestones that cannot stand without them."""
    gone = set(faulty)
    if "admission-decided" in faulty:
        gone.add("admission-answered")
        if "ceremony-held" in faulty or "ceremony-held" not in taken:
            gone.add("decision-received")
    if faulty & _BEFORE_DECISION:
        gone |= set(FILE)
    if "ceremony-held" in faulty:
        gone.add("term-ended")
    if "recognised" in faulty:
        gone |= {"recognition-answered", "recognition-announced"}
    return gone


def _still_stands(breach: Breach, faulty: frozenset[str]) -> bool:
    """An irregular act that is not done again stays marked, if it is one that can be."""
    can_be_redone = set(breach.steps) & set(ORDER)
    return bool(can_be_redone) and not can_be_redone & faulty


CHANGES: Final[ChangesBy] = {
    e.RecognitionAnnounced: announced,
    e.CandidateWithdrew: withdrew,
    e.CandidateDied: died,
    e.PathEnded: path_ended,
    e.CandidatePlaced: lambda _, event: {"unit": event.unit},
    e.DecisionCancelled: decision_cancelled,
    e.RedoOrdered: redo_ordered,
}
