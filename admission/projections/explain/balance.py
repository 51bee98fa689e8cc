"""Each figure of the membership balance, explained: who came and went, what was stated."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from admission.projections.asking import Condition
from admission.projections.balance.openings import stated_members
from admission.projections.balance.queries import BalanceRow, balance
from admission.projections.explain.entries import Entry, Explained
from admission.projections.explain.opening import OfBalance, opening
from admission.projections.movements.queries import CAME, KINDS, WENT, list_movements

_LINES: Final = {
    "registered": "registered = members registered from paper, of these days",
    "admitted": "admitted = ceremonies held in the period whose decision stands",
    "readmitted": "re-admitted = admitted who had been members before",
    "arrived": "arrived = came from elsewhere",
    "restored": "restored = members again, for an appeal was heard",
    "transferred_in": "transferred in = came from another cell of the store",
    "left": "left = left on request",
    "deleted": "deleted = names deleted",
    "expelled": "expelled = expelled",
    "died": "died = died",
    "moved_away": "moved away = went elsewhere",
    "transferred_out": "transferred out = went to another cell of the store",
    "closing_stated": "stated = the figure stated of the unit for the last day, the newest",
}
_SOURCES: Final = {
    "stated": "opening = the newest figure stated before the period, with what came and went since",
    "sum": "opening = the sum of what the units that go into it opened with",
    "counted": "opening = the members known by name; who went is taken away",
    None: "opening = not known: nothing was stated, nobody is known by name",
}
_CLOSING: Final = "closing = opening + all that came - all that went"
_DIFFERENCE: Final = "difference = closing - stated; 0: it balances"


def _row(asked: OfBalance) -> BalanceRow:
    _, first, last, moment = asked.question
    root, tree = asked.root.unit, asked.tree
    clocks = moment._asdict()
    found = balance(
        asked.connection, first=first, last=last, unit=root, tree=tree, depth=0, **clocks
    )
    return found.rows[0]


def _moved(asked: OfBalance, kinds: Sequence[str]) -> list[Entry]:
    """Those who moved in the period under the unit in one of these ways."""
    _, first, last, moment = asked.question
    where = {"unit": asked.root.unit, "tree": asked.tree, **moment._asdict()}
    found = list_movements(asked.connection, last, first=first, **where)
    placed = ((row, asked.place(row.cell, row.on_day)) for row in found if row.kind in kinds)
    return [
        Entry(
            _key(row.kind),
            1,
            row.kind,
            row.stream,
            row.position,
            row.cell,
            row.on_day,
            row.on_day,
            place,
        )
        for row, place in placed
        if place is not None
    ]


def _stated(asked: OfBalance) -> list[Entry]:
    """The figure with which the closing is compared."""
    of_last = Condition("s.period = ?", (asked.question.last,))
    found = stated_members(asked.connection, asked.moment, of_last).get(asked.root.unit)
    if found is None:
        return []
    place = (asked.root.unit, found.day, asked.last, asked.root.unit)
    return [Entry("closing_stated", found.number, "members", found.figure, found.position, *place)]


def _key(kind: str) -> str:
    return kind.replace("-", "_")


_CAME, _WENT = tuple(map(_key, CAME)), tuple(map(_key, WENT))


def _of_kind(asked: OfBalance, kind: str) -> Explained:
    entries, figure = _moved(asked, (kind,)), _key(kind)
    return Explained(len(entries), entries, (_LINES[figure],), {figure: len(entries)})


def _opening(asked: OfBalance) -> Explained:
    row = _row(asked)
    return Explained(row.opening, opening(asked), _of_opening(row), {"opening": row.opening})


def _closing_stated(asked: OfBalance) -> Explained:
    number = _row(asked).closing_stated
    lines = (_LINES["closing_stated"],)
    return Explained(number, _stated(asked), lines, {"closing_stated": number})


def _closing(asked: OfBalance) -> Explained:
    """The opening, then all who came and went, each way a part."""
    row = _row(asked)
    moved = {kind: getattr(row, kind) for kind in (*_CAME, *_WENT)}
    parts = {"opening": row.opening, **{kind: n for kind, n in moved.items() if n}}
    entries = [*opening(asked), *_moved(asked, KINDS)]
    return Explained(row.closing, entries, (_CLOSING, *_of_opening(row)), parts)


def _difference(asked: OfBalance) -> Explained:
    closing, stated = _closing(asked), _closing_stated(asked)
    return Explained(
        _row(asked).difference,
        [*closing.entries, *stated.entries],
        (_DIFFERENCE, *closing.how, *stated.how),
        {**closing.shares, **stated.shares},
    )


def _of_opening(row: BalanceRow) -> tuple[str, ...]:
    line = _SOURCES[row.opening_source]
    if not row.opening_unknown:
        return (line,)
    unknown = f"not known = {row.opening_unknown} of the lowest units: opening is of the others"
    return (line, unknown)


FIGURES: Final[dict[str, Callable[[OfBalance], Explained]]] = {
    "opening": _opening,
    **{_key(kind): partial(_of_kind, kind=kind) for kind in KINDS},
    "closing": _closing,
    "closing_stated": _closing_stated,
    "difference": _difference,
}
"""By the name that it has in `balance`."""
