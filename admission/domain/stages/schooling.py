"""Levels of schooling, and which of a rulebook's provisions a candidate falls under."""

from typing import Final

from admission.domain.kernel.values import Erased
from admission.domain.rulebooks.entries.candidates import Schooling
from admission.domain.stages.case import AnyCase

LEVELS: Final = ("none", "literate", "primary", "lower-secondary", "upper-secondary")


def provision_for(case: AnyCase) -> Schooling | None:
    """The provision that the candidate's schooling satisfies and that asks least, or None."""
    level = case.person.schooling
    if level is None or isinstance(level, Erased):
        return None
    reached = LEVELS.index(level)
    fitting = [p for p in case.provisions(case.rulebook.schooling) if _level(p) <= reached]
    return min(fitting, key=lambda p: (p.gate is not None, p.paper is not None), default=None)


def schooling_gate(case: AnyCase) -> str | None:
    """The gate that the candidate's level of schooling has to pass, if any."""
    provision = provision_for(case)
    return provision.gate if provision else None


def _level(provision: Schooling) -> int:
    return LEVELS.index(provision.level)
