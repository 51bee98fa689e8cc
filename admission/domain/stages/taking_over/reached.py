"""Which milestones a path has reached where it stands, in what order, and what the paper leaves."""

from collections.abc import Mapping
from typing import Final

from admission.domain.stages.standings import PATH, Standing

S: Final = Standing

ORDER: Final = (
    "pool-entered",
    "dossier-permitted",
    "cv-certified",
    "cell-voted",
    "cell-resolved",
    "department-reported",
    "grassroots-voted",
    "grassroots-resolved",
    "admission-answered",
    "admission-decided",
    "decision-received",
    "ceremony-held",
    "term-ended",
    "recognition-considered",
    "recognition-cell-resolved",
    "deletion-cell-resolved",
    "recognition-department-reported",
    "recognition-grassroots-voted",
    "recognition-grassroots-resolved",
    "deletion-grassroots-voted",
    "deletion-grassroots-resolved",
    "recognition-answered",
    "recognised",
    "recognition-announced",
)
"""The milestones of the path that come one after the other."""

ANY_TIME: Final = (
    "class-certified",
    "dossier-renewed",
    "helper-assigned",
    "verification-received-home",
    "verification-received-abroad",
    "verification-answered",
)
"""Milestones whose place among the others is not fixed."""

SAME_ACT: Final[Mapping[str, str]] = {
    "cell-resolved": "cell-voted",
    "grassroots-resolved": "grassroots-voted",
    "admission-decided": "admission-answered",
    "recognition-cell-resolved": "recognition-considered",
    "recognition-grassroots-resolved": "recognition-grassroots-voted",
    "deletion-cell-resolved": "recognition-considered",
    "deletion-grassroots-resolved": "deletion-grassroots-voted",
    "recognised": "recognition-answered",
}
"""What an act reaches as well: whoever states the first has stated the second."""

_OPENED: Final = ("pool-entered", "dossier-permitted")
_CERTIFIED: Final = (*_OPENED, "cv-certified")
_RESOLVED: Final = (*_CERTIFIED, "cell-resolved")
_REPORTED: Final = (*_RESOLVED, "department-reported")
_AGREED: Final = (*_REPORTED, "grassroots-resolved")
_DECIDED: Final = (*_AGREED, "admission-decided")
_ADMITTED: Final = (*_DECIDED, "decision-received", "ceremony-held", "term-ended")
_PROPOSED: Final = (*_ADMITTED, "recognition-cell-resolved")
_APPRAISED: Final = (*_PROPOSED, "recognition-department-reported")
_BACKED: Final = (*_APPRAISED, "recognition-grassroots-resolved")
_STRUCK: Final = (*_ADMITTED, "deletion-cell-resolved")

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    S.IN_POOL: ("pool-entered",),
    S.CERTIFIED: ("pool-entered", "class-certified"),
    S.DOSSIER_OPEN: _OPENED,
    S.CV_CERTIFIED: _CERTIFIED,
    S.RETURNED: _OPENED,
    S.CELL_VOTE_FAILED: _CERTIFIED,
    S.CELL_RESOLVED: _RESOLVED,
    S.COMMITTEE_VOTE_FAILED: (*_REPORTED, "grassroots-voted"),
    S.COMMITTEE_RESOLVED: _AGREED,
    S.AWAITING_CEREMONY: _DECIDED,
    S.ON_PROBATION: _ADMITTED,
    S.RECOGNITION_VOTE_FAILED: (*_ADMITTED, "recognition-considered"),
    S.RECOGNITION_CELL_RESOLVED: _PROPOSED,
    S.RECOGNITION_COMMITTEE_VOTE_FAILED: (*_APPRAISED, "recognition-grassroots-voted"),
    S.RECOGNITION_COMMITTEE_RESOLVED: _BACKED,
    S.DELETION_CELL_RESOLVED: _STRUCK,
    S.DELETION_COMMITTEE_RESOLVED: (
        *_STRUCK,
        "recognition-department-reported",
        "deletion-grassroots-resolved",
    ),
    S.OFFICIAL_MEMBER: (*_BACKED, "recognised"),
}
"""What has been reached where a path stands; of a date that nobody states, the day is unknown."""

MAY_BE: Final[Mapping[str, tuple[str, ...]]] = {
    S.RETURNED: ("cell-voted",),
    S.CELL_RESOLVED: ("department-reported",),
    S.AWAITING_CEREMONY: ("decision-received",),
    S.RECOGNITION_CELL_RESOLVED: ("recognition-department-reported",),
    S.DELETION_CELL_RESOLVED: ("recognition-department-reported",),
    S.RECOGNITION_COMMITTEE_VOTE_FAILED: ("deletion-cell-resolved", "deletion-grassroots-voted"),
    S.OFFICIAL_MEMBER: ("recognition-announced",),
}
"""What may have been reached besides."""

ROLES: Final[Mapping[str, str]] = {
    name: "department" if "department" in name else "grassroots"
    for name in ORDER
    if "department" in name or "grassroots" in name
}
"""The body whose act a milestone is, of those that not every path passes."""

_STANDS: Final = (
    ("pool-entered", S.IN_POOL),
    ("class-certified", S.CERTIFIED),
    ("dossier-permitted", S.DOSSIER_OPEN),
    *PATH,
    ("deletion-cell-resolved", S.DELETION_CELL_RESOLVED),
    ("deletion-grassroots-resolved", S.DELETION_COMMITTEE_RESOLVED),
)
LEADS: Final[Mapping[Standing, str]] = {
    **{standing: name for name, standing in _STANDS},
    S.COMMITTEE_VOTE_FAILED: "grassroots-voted",
    S.RECOGNITION_VOTE_FAILED: "recognition-considered",
    S.RECOGNITION_COMMITTEE_VOTE_FAILED: "recognition-grassroots-voted",
}
"""The milestone on whose day a standing begins, where there is one."""


def stands_after(reached: frozenset[str]) -> Standing | None:
    """Where a path stands that has reached these; None if it has not begun."""
    found = [standing for name, standing in _STANDS if name in reached]
    return found[-1] if found else None


def statable(standing: str) -> frozenset[str]:
    """The milestones of the path that can have been reached where it stands."""
    named = {*NEEDED[standing], *MAY_BE.get(standing, ()), *ANY_TIME}
    return frozenset(named | {SAME_ACT[name] for name in named if name in SAME_ACT})
