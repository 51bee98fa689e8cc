"""Where a candidate stands, and the stage of the path that each standing belongs to."""

from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """The five stages, in order, and the end of a path that led nowhere."""

    AWARENESS = "awareness"
    DOSSIER = "dossier"
    ADMISSION = "admission"
    PROBATION = "probation"
    MEMBERSHIP = "membership"
    ENDED = "ended"


class Standing(StrEnum):
    """Where a candidate stands; each step says in which standings it is accepted."""

    UNKNOWN = "unknown"
    IN_POOL = "in-pool"
    CERTIFIED = "certified"
    DOSSIER_OPEN = "dossier-open"
    CV_CERTIFIED = "cv-certified"
    RETURNED = "returned"
    CELL_VOTE_FAILED = "cell-vote-failed"
    CELL_RESOLVED = "cell-resolved"
    COMMITTEE_VOTE_FAILED = "committee-vote-failed"
    COMMITTEE_RESOLVED = "committee-resolved"
    AWAITING_CEREMONY = "awaiting-ceremony"
    ON_PROBATION = "on-probation"
    RECOGNITION_VOTE_FAILED = "recognition-vote-failed"
    RECOGNITION_CELL_RESOLVED = "recognition-cell-resolved"
    RECOGNITION_COMMITTEE_VOTE_FAILED = "recognition-committee-vote-failed"
    RECOGNITION_COMMITTEE_RESOLVED = "recognition-committee-resolved"
    DELETION_CELL_RESOLVED = "deletion-cell-resolved"
    DELETION_COMMITTEE_RESOLVED = "deletion-committee-resolved"
    OFFICIAL_MEMBER = "official-member"
    LEFT_POOL = "left-pool"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DIED = "died"
    CANCELLED = "cancelled"
    DELETED = "deleted"
    LEFT = "left"
    EXPELLED = "expelled"
    MOVED_AWAY = "moved-away"


STAGE: Final[dict[Standing, Stage]] = {
    Standing.IN_POOL: Stage.AWARENESS,
    Standing.CERTIFIED: Stage.AWARENESS,
    Standing.DOSSIER_OPEN: Stage.DOSSIER,
    Standing.CV_CERTIFIED: Stage.DOSSIER,
    Standing.RETURNED: Stage.DOSSIER,
    Standing.CELL_VOTE_FAILED: Stage.ADMISSION,
    Standing.CELL_RESOLVED: Stage.ADMISSION,
    Standing.COMMITTEE_VOTE_FAILED: Stage.ADMISSION,
    Standing.COMMITTEE_RESOLVED: Stage.ADMISSION,
    Standing.AWAITING_CEREMONY: Stage.ADMISSION,
    Standing.ON_PROBATION: Stage.PROBATION,
    Standing.RECOGNITION_VOTE_FAILED: Stage.PROBATION,
    Standing.RECOGNITION_CELL_RESOLVED: Stage.PROBATION,
    Standing.RECOGNITION_COMMITTEE_VOTE_FAILED: Stage.PROBATION,
    Standing.RECOGNITION_COMMITTEE_RESOLVED: Stage.PROBATION,
    Standing.DELETION_CELL_RESOLVED: Stage.PROBATION,
    Standing.DELETION_COMMITTEE_RESOLVED: Stage.PROBATION,
    Standing.OFFICIAL_MEMBER: Stage.MEMBERSHIP,
    Standing.LEFT_POOL: Stage.ENDED,
    Standing.REFUSED: Stage.ENDED,
    Standing.WITHDRAWN: Stage.ENDED,
    Standing.DIED: Stage.ENDED,
    Standing.CANCELLED: Stage.ENDED,
    Standing.DELETED: Stage.ENDED,
    Standing.LEFT: Stage.ENDED,
    Standing.EXPELLED: Stage.ENDED,
    Standing.MOVED_AWAY: Stage.ENDED,
}

ENDED: Final = frozenset(s for s, stage in STAGE.items() if stage is Stage.ENDED)
OPEN: Final = frozenset(STAGE) - ENDED - {Standing.OFFICIAL_MEMBER}
"""Standings of a candidacy that is still going on."""
BEFORE_DECISION: Final = frozenset(
    s for s, stage in STAGE.items() if stage in (Stage.AWARENESS, Stage.DOSSIER, Stage.ADMISSION)
) - {Standing.AWAITING_CEREMONY}
PREPARING: Final = frozenset({Standing.DOSSIER_OPEN, Standing.CV_CERTIFIED, Standing.RETURNED})
"""Standings in which papers of the dossier are put together."""
PROBATION: Final = frozenset(s for s, stage in STAGE.items() if stage is Stage.PROBATION)

PATH: Final = (
    ("cv-certified", Standing.CV_CERTIFIED),
    ("cell-resolved", Standing.CELL_RESOLVED),
    ("grassroots-resolved", Standing.COMMITTEE_RESOLVED),
    ("admission-decided", Standing.AWAITING_CEREMONY),
    ("ceremony-held", Standing.ON_PROBATION),
    ("recognition-cell-resolved", Standing.RECOGNITION_CELL_RESOLVED),
    ("recognition-grassroots-resolved", Standing.RECOGNITION_COMMITTEE_RESOLVED),
    ("recognised", Standing.OFFICIAL_MEMBER),
)
"""The milestones from the certified CV to recognition, in order, and where each leads."""
