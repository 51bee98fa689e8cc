# ruff: noqa: PLR0913 - one argument for each way to ask
"""Which figures of a report are otherwise at a later moment, and what moved them.

A difference is taken apart in this order: what is otherwise in the tree, in what the rulebook
counts, then fact by fact what was recorded of people and of targets; of a balance, what was stated
of units, then who came and went. The parts add up to it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from admission.projections.asking import Connection, Moment, Page, page_of_all
from admission.projections.balance.queries import balance
from admission.projections.coverage.queries import coverage
from admission.projections.moved import balance as of_balance
from admission.projections.moved.asked import Asked
from admission.projections.moved.effect import Effect, Found
from admission.projections.moved.effects import effects
from admission.projections.moved.effects import supposed as of_year
from admission.projections.moved.rows import (
    FIGURES,
    MovedRow,
    MovingEvent,
    Printed,
    printed_of,
)
from admission.projections.moved.told import told
from admission.projections.progress.queries import progress
from admission.projections.units.lenses import UnitNotThereError


class Side(NamedTuple):
    """A report at a moment: what it prints, by unit, parent first."""

    at: Moment
    rows: Mapping[str, Printed]


def printed(connection: Connection, asked: Asked, at: Moment) -> Side:
    """The report as it would be printed at a moment; without rows where there is no such unit."""
    where = {"unit": asked.unit, "tree": asked.tree, "depth": asked.depth, **at._asdict()}
    try:
        found = _ROWS[asked.kind](connection, asked, where)
    except UnitNotThereError:
        return Side(at, {})
    return Side(at, {row.unit: printed_of(asked.kind, row._asdict()) for row in found})


def _balance(connection: Connection, asked: Asked, where: dict[str, Any]) -> Sequence[Any]:
    first, last = asked.days
    return balance(connection, first=first, last=last, **where).rows


_ROWS: Final[dict[str, Callable[[Connection, Asked, dict[str, Any]], Sequence[Any]]]] = {
    "progress": lambda rows, asked, where: progress(rows, year=asked.year, **where).rows,
    "coverage": lambda rows, asked, where: coverage(rows, year=asked.year, **where).rows,
    "balance": _balance,
}
"""By the kind of report, what it prints."""


def moved(
    connection: Connection,
    asked: Asked,
    was: Side,
    now: Side,
    *,
    limit: int = 0,
    after: str | None = None,
) -> Page[MovedRow]:
    """Every figure that is otherwise, unit by unit; `was` is known no later than `now`."""
    differing = [
        (unit, figure, by)
        for unit in dict.fromkeys((*now.rows, *was.rows))
        for figure in FIGURES[asked.kind]
        if (by := _number(now, unit, figure) - _number(was, unit, figure))
    ]
    if not differing:
        return Page([], None)
    shown = set(was.rows), set(now.rows)
    found = _effects(connection, asked, (was.at, now.at), shown)
    rows = [
        _row(unit, figure, by, (was, now), found.get((unit, figure), ()))
        for unit, figure, by in differing
    ]
    cut = page_of_all(rows, limit, after, lambda row: (row.unit, row.figure))
    return Page(told(connection, cut.rows, now.at), cut.next)


def _effects(
    connection: Connection,
    asked: Asked,
    moments: tuple[Moment, Moment],
    shown: tuple[Collection[str], Collection[str]],
) -> Found:
    if asked.kind != "balance":
        return effects(connection, asked, moments, shown)
    was, now = (
        of_balance.side_of(connection, asked, at, units)
        for at, units in zip(moments, shown, strict=True)
    )
    return of_balance.effects(was, now)


def supposed(
    connection: Connection,
    asked: Asked,
    moments: tuple[Moment, Moment],
    streams: Collection[str],
) -> Found:
    """What moved the figures where facts of a few streams alone lie between the moments."""
    if asked.kind != "balance":
        return of_year(connection, asked, moments, streams, asked.depth)
    was, now = (of_balance.side_to_depth(connection, asked, at, asked.depth) for at in moments)
    return of_balance.effects(was, now, streams)


def _number(side: Side, unit: str, figure: str) -> int:
    return (side.rows[unit].figures[figure] or 0) if unit in side.rows else 0


def _row(
    unit: str,
    figure: str,
    by: int,
    sides: tuple[Side, Side],
    moving: Sequence[Effect],
) -> MovedRow:
    was, now = (row.figures[figure] if row else None for row in (s.rows.get(unit) for s in sides))
    name, code, _ = next(side.rows[unit] for side in reversed(sides) if unit in side.rows)
    events = tuple(
        MovingEvent(each.by, each.position, each.stream)
        for each in sorted(moving, key=lambda each: each.position)
    )
    return MovedRow(unit, name, code, figure, was, now, by, events)
