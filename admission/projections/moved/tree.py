# ruff: noqa: S608 - statements are made of pieces of ours
"""Which acts on units stand between two readings of the tree."""

from collections.abc import Collection, Sequence
from typing import Final

from admission.projections.asking import STILL_KNOWN, Connection, Moment, ask
from admission.projections.units.lenses import Lens

_IN_NAME_ONLY: Final = ("unit-renamed", "unit-recoded", "unit-authorised", "unit-deauthorised")
_AT_ONCE: Final = 500


class Acts:
    """The acts by which the tree is otherwise at a moment than at one that is known earlier.

    Those recorded between the two, and those known before that took effect between their days.
    """

    def __init__(self, connection: Connection, before: Moment, after: Moment) -> None:
        self._connection = connection
        self._before, self._after = before, after
        self._found: dict[str, tuple[int, str]] = {}

    def newest(self, units: Collection[str]) -> tuple[int, str]:
        """The newest act on any of these units: its position, its unit; 0 where there is none."""
        unknown = [unit for unit in units if unit not in self._found]
        for at in range(0, len(unknown), _AT_ONCE):
            self._look_up(unknown[at : at + _AT_ONCE])
        return max((self._found[unit] for unit in units), default=(0, ""))

    def _look_up(self, units: list[str]) -> None:
        self._found |= dict.fromkeys(units, (0, ""))
        days: list[str] = sorted((self._before.as_of, self._after.as_of))
        known_at = self._after.known_at
        first = self._before.known_at or 0
        last = STILL_KNOWN if known_at is None else known_at
        marks = ", ".join("?" * len(units))
        named = ", ".join("?" * len(_IN_NAME_ONLY))
        query = (
            f"SELECT t.stream, max(t.position) FROM timeline t WHERE t.stream IN ({marks}) "
            f"AND t.type NOT IN ({named}) AND t.position <= ? "
            "AND (t.position > ? OR (t.on_day > ? AND t.on_day <= ?)) GROUP BY t.stream"
        )
        values: tuple[str | int, ...] = (*units, *_IN_NAME_ONLY, last, first, *days)
        for unit, position in ask(self._connection, query, values):
            self._found[unit] = (position, unit)


def moved_under(unit: str, *trees: tuple[Lens, str]) -> set[str]:
    """The units that stand under a unit in one of two trees and not in the same place in both.

    Each tree comes with the last day (ISO) of its period.
    """
    places = [{row.unit: row.parent for row in lens.units} for lens, _ in trees]
    differing = {each for each in places[0].keys() | places[1].keys() if _differs(places, each)}
    return {unit} | {
        each for each in differing if any(unit in lens.credit(each, day) for lens, day in trees)
    }


def _differs(places: Sequence[dict[str, str | None]], unit: str) -> bool:
    missing = [unit not in of for of in places]
    return any(missing) or places[0][unit] != places[1][unit]
