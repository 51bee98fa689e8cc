"""Ratios, means, medians and ranks, in whole numbers, so that they round half up everywhere."""

from collections.abc import Sequence
from typing import NamedTuple


class Measures(NamedTuple):
    """Of how many values, their mean and their median, two decimals; None where there is none."""

    values: int
    mean: str | None
    median: str | None


def measures(hundredths: Sequence[int]) -> Measures:
    """The mean and the median of some values, given in hundredths.

    >>> measures([100, 200, 500])
    Measures(values=3, mean='2.67', median='2.00')
    """
    count = len(hundredths)
    if not count:
        return Measures(0, None, None)
    ordered = sorted(hundredths)
    middle = ordered[(count - 1) // 2] + ordered[count // 2]
    return Measures(count, _decimals(sum(ordered), count), _decimals(middle, 2))


def ranks(values: Sequence[int | None]) -> list[int | None]:
    """The place of each value, the highest first; equal ones share it, the unknown have none.

    >>> ranks([7, None, 9, 7])
    [2, None, 1, 2]
    """
    known = [value for value in values if value is not None]
    return [
        None if value is None else 1 + sum(other > value for other in known) for value in values
    ]


def _decimals(hundredths: int, parts: int) -> str:
    rounded = (2 * hundredths + parts) // (2 * parts)
    return f"{rounded // 100}.{rounded % 100:02d}"
