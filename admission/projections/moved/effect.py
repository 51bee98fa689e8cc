"""By how much a fact moved a figure of a unit."""

from collections.abc import Iterable
from typing import NamedTuple


class Effect(NamedTuple):
    """By how much the fact at a position, recorded of a stream, moved a figure of a unit."""

    by: int
    position: int
    stream: str


Found = dict[tuple[str, str], list[Effect]]
"""By unit and figure."""
Effects = Iterable[tuple[str, str, Effect]]
"""By unit and figure, one by one."""


def by_figure(moving: Effects) -> Found:
    """Gathered by unit and figure."""
    found: Found = {}
    for unit, figure, effect in moving:
        found.setdefault((unit, figure), []).append(effect)
    return {key: _gathered(those) for key, those in found.items()}


def _gathered(those: list[Effect]) -> list[Effect]:
    """One for each fact; what moved a figure to and fro at once is left out."""
    sums: dict[tuple[int, str], int] = {}
    for by, position, stream in those:
        sums[position, stream] = sums.get((position, stream), 0) + by
    return [Effect(by, *fact) for fact, by in sorted(sums.items()) if by]
