# ruff: noqa: PLR0913 - one argument for each way to ask
"""Which figures of a progress report are otherwise at a later moment, and what moved them.

A difference is taken apart in this order: what is otherwise in the tree, in what the rulebook
counts, then fact by fact what was recorded of people and of targets. The parts add up to it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from admission.projections.asking import Connection, Moment, Page, page_of_all
from admission.projections.moved.effects import Effect, effects
from admission.projections.moved.rows import (
    FIGURES,
    MovedRow,
    MovingEvent,
    Printed,
    printed_of,
)
from admission.projections.moved.told import told
from admission.projections.progress.queries import progress
from admission.projections.units.lenses import AS_WAS, UnitNotThereError


class Asked(NamedTuple):
    """What a report of progress is of."""

    year: int
    unit: str | None = None
    tree: str = AS_WAS
    depth: int | None = None


class Side(NamedTuple):
    """A report at a moment: what it prints, by unit, parent first."""

    at: Moment
    rows: Mapping[str, Printed]


def printed(connection: Connection, asked: Asked, at: Moment) -> Side:
    """The report as it would be printed at a moment; without rows where there is no such unit."""
    year, unit, tree, depth = asked
    try:
        found = progress(
            connection,
            year=year,
            unit=unit,
            tree=tree,
            depth=depth,
            as_of=at.as_of,
            known_at=at.known_at,
        )
    except UnitNotThereError:
        return Side(at, {})
    return Side(at, {row.unit: printed_of(row._asdict()) for row in found.rows})


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
        for figure in FIGURES
        if (by := _number(now, unit, figure) - _number(was, unit, figure))
    ]
    if not differing:
        return Page([], None)
    shown = set(was.rows), set(now.rows)
    found = effects(connection, asked, (was.at, now.at), shown)
    rows = [
        _row(unit, figure, by, (was, now), found.get((unit, figure), ()))
        for unit, figure, by in differing
    ]
    cut = page_of_all(rows, limit, after, lambda row: (row.unit, row.figure))
    return Page(told(connection, cut.rows, now.at), cut.next)


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
