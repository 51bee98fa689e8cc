"""Each figure of `coverage`, explained."""

from collections.abc import Callable
from functools import partial
from typing import Final

from admission.domain.stages.standings import Standing
from admission.projections.coverage.queries import coverage
from admission.projections.coverage.under_way import AT_AUTHORITY
from admission.projections.explain.entries import Explained, OfYear
from admission.projections.explain.people import standing
from admission.projections.explain.progress import by_milestone, counted, of_target
from admission.projections.explain.targets import goal
from admission.projections.pipeline.queries import list_in_standings
from admission.projections.progress.figures import DOSSIER_OPEN
from admission.projections.rulebooks.queries import countings

_LINES: Final = {
    "decided": "decided = admission decided, ceremony not held, on the day asked",
    "at_authority": "at authority = resolved by the last body before it, no decision yet",
    "dossiers_before_authority": "open = dossiers open, the last body not yet through with them",
    "percent": "% = admitted of target, rounded half up",
    "not_in_pipeline": "not in pipeline = target - admitted - decided - at authority - open",
    "surplus": "surplus = admitted + decided + at authority + open - target",
    "plan": "plan = admitted against the target",
    "pace_needed": "needed = (target - admitted) a month to the promised day, rounded up",
    "pace_so_far": "so far = admitted a month since 1 January, rounded half up",
}


def _target(asked: OfYear) -> Explained:
    return of_target("target", goal(asked, "target", str(asked.question.year)))


def _under_way(asked: OfYear, part: str) -> Explained:
    day, line = asked.moment.as_of, _LINES[part]
    if part == "decided" and _counts_decisions(asked):
        return Explained(0, [], (f"{line}; counted as admitted already",), {part: 0})
    standings = (Standing.AWAITING_CEREMONY,) if part == "decided" else DOSSIER_OPEN
    found = list_in_standings(asked.connection, standings, **asked.moment._asdict())
    if part != "decided":
        there = part == "at_authority"
        found = [
            row for row in found if (row.at_authority and row.standing in AT_AUTHORITY) == there
        ]
    entries = standing(asked, part, found, _ACTS[part], day)
    return counted(asked, part, entries, day, line)


_ACTS: Final = {
    "decided": ("admission-decided",),
    "at_authority": ("cell-resolved", "grassroots-resolved"),
    "dossiers_before_authority": ("dossier-permitted",),
}
"""The milestones whose act is shown of who is in these standings."""


def _counts_decisions(asked: OfYear) -> bool:
    last = asked.question.period[1]
    admitted = countings(asked.connection, last, **asked.moment._asdict())["admitted"]
    return admitted.milestone == "admission-decided"


_PARTS: Final[dict[str, Callable[[OfYear], Explained]]] = {
    "target": _target,
    "admitted": lambda asked: by_milestone(asked, "admitted"),
    "decided": lambda asked: _under_way(asked, "decided"),
    "at_authority": lambda asked: _under_way(asked, "at_authority"),
    "dossiers_before_authority": lambda asked: _under_way(asked, "dossiers_before_authority"),
}
_MADE_OF: Final[dict[str, tuple[str, ...]]] = {
    "percent": ("admitted", "target"),
    "not_in_pipeline": tuple(_PARTS),
    "surplus": tuple(_PARTS),
    "plan": ("admitted", "target"),
    "pace_needed": ("target", "admitted"),
    "pace_so_far": ("admitted",),
}


def _made_of(asked: OfYear, figure: str) -> Explained:
    """A figure that is reckoned from others, with what they are made of."""
    found = [_PARTS[part](asked) for part in _MADE_OF[figure]]
    (row, *_) = coverage(
        asked.connection,
        year=asked.question.year,
        unit=asked.root.unit,
        tree=asked.tree,
        depth=0,
        **asked.moment._asdict(),
    ).rows
    shares: dict[str, int | None] = {
        part: value for one in found for part, value in one.shares.items()
    }
    lines = tuple(line for one in found for line in one.how)
    entries = [entry for one in found for entry in one.entries]
    return Explained(getattr(row, figure), entries, (_LINES[figure], *lines), shares)


FIGURES: Final[dict[str, Callable[[OfYear], Explained]]] = {
    **_PARTS,
    **{figure: partial(_made_of, figure=figure) for figure in _MADE_OF},
}
"""By the name that it has in `coverage`."""
