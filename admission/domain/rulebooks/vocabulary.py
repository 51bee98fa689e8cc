"""The other closed lists of names in a rulebook: kinds of units and meetings, stages, absences."""

from typing import Final

UNIT_KINDS: Final = (
    "central",
    "directly-under-central",
    "upper-grassroots",
    "grassroots-committee",
    "department-committee",
    "grassroots-cell",
    "cell",
)
"""The kinds of units, from the top down."""

CELL_KINDS: Final = ("grassroots-cell", "cell")
"""The kinds of units in which a chain begins."""

MEETINGS: Final = (
    "cell",
    "department-committee",
    "grassroots-committee",
    "standing-committee",
    "standing-body",
)
"""The kinds of meetings."""

STAGES: Final = ("awareness", "dossier", "admission", "probation", "membership")
"""The stages of the path."""

HOLD_CAUSES: Final = ("review", "complaint", "inspection")
"""The kinds of open questions that hold steps."""

ABSENCES: Final = ("elsewhere-absent", "exempt-absent", "suspended", "prosecuted")
"""The grounds, in a roll, on which somebody is left out of the number a majority is counted of."""
