"""The rows from which every figure is counted: what was reached, on which day, credited to whom.

A milestone that is reached again later keeps its row (an old certificate counts in its own year);
one that an event takes away (a cancelled decision, steps ordered to be redone, a returned file)
ends on the day of that event.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from admission.domain.stages.evolve import CHANGES
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Row
from admission.projections.path import Path

READS: Final = frozenset(event.TYPE for event in CHANGES)
TABLE: Final = Table(
    "milestones",
    ("candidate", "name", "on_day"),
    ("rulebook", "unit", "groups", "detail", "position"),
)


def project(fact: Fact) -> Iterable[Change]:
    """End the rows of milestones that the fact took away, begin those of milestones it reached."""
    return TABLE.follow(fact, rows)


def rows(path: Path) -> Mapping[Row, Row]:
    """One row for each day on which a milestone was reached."""
    return path.counted
