"""Where a candidate's file is: on its way up, at the authority, or from one to another."""

from typing import Final

from admission.domain.stages.candidate import Candidate
from admission.domain.stages.standings import Standing

FILE: Final = ("file-to-forward", "file-forwarded", "file-received")
"""Milestones of a file that goes from one authority to another."""


def is_at_authority(state: Candidate) -> bool:
    """Whether every body between the cell and the authority has had its turn."""
    if state.standing is Standing.CELL_RESOLVED:
        return "grassroots" not in state.above and (
            "department" not in state.above or "department-reported" in state.milestones
        )
    return state.standing is Standing.COMMITTEE_RESOLVED


def has_to_forward(state: Candidate) -> bool:
    """Whether an old authority has a file that goes elsewhere."""
    begun = "file-to-forward" in state.milestones or "competence-moved" in state.milestones
    return begun and "file-forwarded" not in state.milestones


def is_on_its_way(state: Candidate) -> bool:
    """Whether a file was sent and has not been received."""
    return "file-forwarded" in state.milestones and "file-received" not in state.milestones
