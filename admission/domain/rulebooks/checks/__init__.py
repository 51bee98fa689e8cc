"""What well-formed entries of a rulebook file can still get wrong together."""

from collections.abc import Callable
from itertools import chain
from typing import Final

from admission.domain.rulebooks.checks.bodies import missing_quorums, wrong_steps
from admission.domain.rulebooks.checks.days import overlaps, wrong_days
from admission.domain.rulebooks.checks.names import (
    unknown_milestones,
    unknown_names,
    unknown_papers_and_gates,
    unlisted_relations,
)
from admission.domain.rulebooks.checks.numbers import crossed_numbers, senseless_numbers
from admission.domain.rulebooks.checks.placed import Days, File, Found, Placed

__all__ = ["CHECKS", "Days", "File", "Placed", "wrong_in"]

CHECKS: Final[tuple[Callable[[File], Found], ...]] = (
    wrong_days,
    overlaps,
    unknown_milestones,
    unknown_papers_and_gates,
    unknown_names,
    unlisted_relations,
    wrong_steps,
    missing_quorums,
    senseless_numbers,
    crossed_numbers,
)


def wrong_in(file: File) -> Found:
    """Everything that the checks find."""
    return chain.from_iterable(check(file) for check in CHECKS)
