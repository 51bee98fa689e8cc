"""What a path taken over from paper changes, and how its days read."""

from datetime import date
from typing import Final

from admission.domain.kernel.partial_days import UNKNOWN
from admission.domain.stages.candidate import (
    Candidate,
    Changes,
    ChangesBy,
    FromPaper,
    Introduction,
)
from admission.domain.stages.standings import Standing
from admission.domain.stages.taking_over.events import StepStated, TakenOver
from admission.domain.stages.taking_over.reached import LEADS


def taken_over(_: Candidate, event: TakenOver) -> Changes:
    """The path stands where the paper says."""
    return {
        "standing": Standing(event.standing),
        "since": event.since,
        "person": event.person,
        "unit": event.unit,
        "entered": event.on,
        "groups": event.groups,
        "helper": event.helper,
        "introductions": tuple(Introduction(who, None) for who in event.introducers),
        "union": event.union,
        "cadre": event.cadre,
        "decided_by": event.decided_by,
        "guide": event.guide,
        "failed_votes": event.failed_votes,
        "above": event.above,
        "authority": event.authority,
        "official_on": event.official_on,
        "paper": FromPaper(event.on, event.document, event.vouched_by, event.from_province),
        "came_as": "arrived" if event.arrived else "admitted",
    }


def step_stated(state: Candidate, event: StepStated) -> Changes:
    """The step moves the path, unless the take-over has said already where that led."""
    if event.reached[0].milestone in state.milestones:
        return {}
    begun = {
        "person": event.person,
        "unit": event.unit,
        "entered": event.on,
        "groups": event.groups,
        "paper": FromPaper(event.taken_over_on, event.document, event.vouched_by),
        "came_as": "arrived" if event.arrived else "admitted",
    }
    return begun if event.standing is None else {**begun, "standing": event.standing}


def told_since(state: Candidate) -> str:
    """Since when the path stands where it stands, as exact as that is known."""
    return _told(state, LEADS.get(state.standing, ""), state.since)


def told_official(state: Candidate) -> str | None:
    """Since when the member is official, as exact as that is known."""
    return _told(state, "term-ended", state.official_on) if state.official_on else None


def told_entered(state: Candidate) -> str:
    """When the path began, as exact as that is known."""
    if state.paper is None:
        return state.entered.isoformat()
    entered = state.milestones.get("pool-entered")
    return entered.told if entered else UNKNOWN


def _told(state: Candidate, milestone: str, day: date) -> str:
    if state.paper is not None:
        reached = state.milestones.get(milestone)
        if reached is not None and reached.on == day:
            return reached.told
    return day.isoformat()


CHANGES: Final[ChangesBy] = {TakenOver: taken_over, StepStated: step_stated}
