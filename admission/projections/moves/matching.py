"""Goings and comings of all provinces, put together by their letters: pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from admission.projections.moves.queries import MoveRow


class MatchRow(NamedTuple):
    """One move between provinces: `matched`, or `no-arrival`, or `no-departure`.

    `days` go from the going to the coming, or else from what is known to the day asked. Of what is
    not there every field is None, but for the province that the other side names.
    """

    state: str
    what: str
    letter_number: str | None
    letter_signed: str | None
    from_province: str | None
    departed: str | None
    departed_on: str | None
    from_unit: str | None
    from_unit_name: str | None
    to_province: str | None
    arrived: str | None
    arrived_on: str | None
    to_unit: str | None
    to_unit_name: str | None
    replied_on: str | None
    days: int

    @property
    def key(self) -> tuple[str, str, str]:
        """By which they are listed: day, and whose."""
        day = self.departed_on or self.arrived_on or ""
        return (day, self.departed or "", self.arrived or "")


class _Side(NamedTuple):
    province: str
    move: MoveRow


def matched(moves: Mapping[str, Sequence[MoveRow]], as_of: str) -> list[MatchRow]:
    """Every move of the provinces, each coming with the going of its letter, by day.

    They are of one move where both are of a unit, or neither is; the letter has the same number,
    and the same day unless one side has none; neither names another province than the other; and
    nobody came before going. Of several that would do, one with the same day goes first, then the
    earliest.
    """
    sides = [_Side(province, move) for province, rows in moves.items() for move in rows]
    going: dict[str | None, list[_Side]] = defaultdict(list)
    for side in _by_day(sides, "departed"):
        going[side.move.letter_number].append(side)
    rows = []
    for come in _by_day(sides, "arrived"):
        gone = _of_one_letter(going[come.move.letter_number], come)
        if gone is not None:
            going[come.move.letter_number].remove(gone)
        rows.append(_row(gone, come, as_of))
    left = [_row(gone, None, as_of) for rest in going.values() for gone in rest]
    return sorted((*rows, *left), key=lambda row: row.key)


def _by_day(sides: Iterable[_Side], direction: str) -> list[_Side]:
    found = [side for side in sides if side.move.direction == direction]
    return sorted(found, key=lambda side: (side.move.on_day, side.move.stream, side.province))


def _of_one_letter(going: Sequence[_Side], come: _Side) -> _Side | None:
    if come.move.letter_number is None:
        return None
    fitting = [gone for gone in going if _fits(gone, come)]
    exact = [one for one in fitting if one.move.letter_signed == come.move.letter_signed]
    return next(iter(exact or fitting), None)


def _fits(gone: _Side, come: _Side) -> bool:
    going, coming = gone.move, come.move
    return (
        gone.province != come.province
        and (going.what == "unit") == (coming.what == "unit")
        and going.on_day <= coming.on_day
        and going.province in {None, come.province}
        and coming.province in {None, gone.province}
        and (
            None in {going.letter_signed, coming.letter_signed}
            or going.letter_signed == coming.letter_signed
        )
    )


def _row(gone: _Side | None, come: _Side | None, as_of: str) -> MatchRow:
    known = [side.move for side in (gone, come) if side]
    going, coming = gone.move if gone else None, come.move if come else None
    state = "matched" if gone and come else "no-arrival" if gone else "no-departure"
    first, last = known[0].on_day, known[1].on_day if len(known) > 1 else as_of
    return MatchRow(
        state,
        known[0].what,
        known[0].letter_number,
        known[0].letter_signed or known[-1].letter_signed,
        gone.province if gone else known[0].province,
        *_told(going),
        come.province if come else known[0].province,
        *_told(coming),
        going.replied_on if going else None,
        (date.fromisoformat(last) - date.fromisoformat(first)).days,
    )


def _told(move: MoveRow | None) -> tuple[str | None, str | None, str | None, str | None]:
    if move is None:
        return (None, None, None, None)
    return (move.stream, move.on_day, move.unit, move.unit_name)
