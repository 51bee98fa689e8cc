"""Which cells of a breakdown a public table leaves out, so that nobody can compute them.

In one column of one breakdown, cells of 1 to 4 are hidden together with the smallest cell of 5 or
more, with every cell that is equal to that one; where there is no cell of 5 or more, all cells of
the column are hidden, those of 0 too. Which cells are hidden depends on their numbers alone, not
on their names: so, whoever knows the rule, the total and every cell that is shown, can exchange the
hidden numbers among each other and has another table that prints the same. Of each hidden cell
there are at least two numbers that fit.
"""

from collections.abc import Mapping
from typing import Final

_SMALL: Final = range(1, 5)


def hidden(cells: Mapping[str, int]) -> frozenset[str]:
    """The cells that are left out of a column.

    >>> sorted(hidden({"female": 3, "male": 40})), sorted(hidden({"female": 6, "male": 40}))
    (['female', 'male'], [])
    """
    if not any(number in _SMALL for number in cells.values()):
        return frozenset()
    larger = [number for number in cells.values() if number > _SMALL[-1]]
    if not larger:
        return frozenset(cells)
    beside = min(larger)
    return frozenset(c for c, number in cells.items() if number in _SMALL or number == beside)
