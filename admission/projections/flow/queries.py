# ruff: noqa: PLR0913, S608 - one argument for each way to ask; statements of pieces of ours
"""How long steps take, in which order, where candidates wait, what is done twice, who drops out."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any, Final, TypeVar

from admission.domain.stages.standings import OPEN, Standing
from admission.projections.asking import Connection, Moment, Page, ask, holds, known_by, page_of_all
from admission.projections.flow.rows import (
    DropOutRow,
    DurationRow,
    ReworkRow,
    VariantRow,
    WaitingRow,
)
from admission.projections.flow.steps import (
    STEPS,
    Asked,
    Dated,
    Gathered,
    Step,
    gathered,
    nearest_rank,
    paths,
    period_of,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.tree import UnitRow

_LAPSED: Final = "certificate-lapsed"
_OPEN: Final = (*(standing.value for standing in Standing if standing in OPEN), _LAPSED)
_AGAIN: Final = (
    Standing.RETURNED,
    Standing.CELL_VOTE_FAILED,
    Standing.COMMITTEE_VOTE_FAILED,
    Standing.RECOGNITION_VOTE_FAILED,
    Standing.RECOGNITION_COMMITTEE_VOTE_FAILED,
    _LAPSED,
)
"""Standings out of which something has to be done once more."""


R = TypeVar("R", DurationRow, VariantRow, WaitingRow, ReworkRow, DropOutRow)


def durations(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    depth: int = 0,
    limit: int = 0,
    after: str | None = None,
) -> Page[DurationRow]:
    """The time between steps, by unit, parent first, in the order of the steps."""
    asked = Asked(connection, Moment(as_of, known_at), unit, tree, depth)
    period = period_of(year, asked.moment)
    found = gathered(asked, asked.lens(period), _between(asked, year))
    rows = [
        DurationRow(
            *_named(each.unit),
            year,
            *each.key,
            each.values.total(),
            nearest_rank(each.values, 50) or 0,
            nearest_rank(each.values, 90) or 0,
            max(each.values),
        )
        for each in found
    ]
    order = {name: at for at, name in enumerate(STEPS)}
    rows = _by_unit(rows, lambda row: (order[row.to_step], order[row.from_step]))
    return page_of_all(rows, limit, after, lambda row: (row.unit, row.from_step, row.to_step))


def variants(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    depth: int = 0,
    limit: int = 0,
    after: str | None = None,
) -> Page[VariantRow]:
    """The ways that paths went, by unit, parent first, the most frequent first."""
    asked = Asked(connection, Moment(as_of, known_at), unit, tree, depth)
    period = period_of(year, asked.moment)
    begun = (steps for steps in paths(asked, year) if steps[0].on_day >= period[0])
    ways = (_way(steps) for steps in begun)
    rows = [
        VariantRow(*_named(each.unit), year, each.key, each.values.total())
        for each in gathered(asked, asked.lens(period), ways)
    ]
    rows = _by_unit(rows, lambda row: (-row.paths, row.steps))
    return page_of_all(rows, limit, after, lambda row: (row.unit, *row.steps))


def waiting(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    depth: int = 0,
    limit: int = 0,
    after: str | None = None,
) -> Page[WaitingRow]:
    """Where open paths stand, by unit, parent first, in the order of the standings."""
    asked = Asked(connection, Moment(as_of, known_at), unit, tree, depth)
    found = gathered(asked, asked.lens((as_of, as_of)), _standing(asked))
    rows = [_waiting(each) for each in found]
    rows = _by_unit(rows, lambda row: (_OPEN.index(row.standing),))
    return page_of_all(rows, limit, after, lambda row: (row.unit, row.standing))


def rework(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    depth: int = 0,
    limit: int = 0,
    after: str | None = None,
) -> Page[ReworkRow]:
    """What was done once more, by unit, parent first."""
    asked = Asked(connection, Moment(as_of, known_at), unit, tree, depth)
    period = period_of(year, asked.moment)
    found = gathered(asked, asked.lens(period), _again(asked, period))
    rows = [
        ReworkRow(*_named(each.unit), year, each.key, each.values.total(), len(each.values))
        for each in found
    ]
    return page_of_all(
        _by_unit(rows, lambda row: (row.what,)), limit, after, lambda row: (row.unit, row.what)
    )


def drop_outs(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    depth: int = 0,
    limit: int = 0,
    after: str | None = None,
) -> Page[DropOutRow]:
    """After which step paths ended, and how, by unit, parent first, in the order of the steps."""
    asked = Asked(connection, Moment(as_of, known_at), unit, tree, depth)
    period = period_of(year, asked.moment)
    rows = [
        DropOutRow(*_named(each.unit), year, *each.key, each.values.total())
        for each in gathered(asked, asked.lens(period), _ended(asked, year))
    ]
    rows = _by_unit(rows, lambda row: (_order(row.after_step), row.standing))
    return page_of_all(rows, limit, after, lambda row: (row.unit, row.after_step, row.standing))


def _between(asked: Asked, year: int) -> Iterator[Dated[tuple[str, str], int]]:
    first, last = period_of(year, asked.moment)
    for path in paths(asked, year):
        steps = [step for step in path if step.name in STEPS]
        for one, other in pairwise(steps):
            if first <= other.on_day <= last:
                days = _days(one.on_day, other.on_day)
                yield Dated(other.unit, other.on_day, (one.name, other.name), days)


def _standing(asked: Asked) -> Iterator[Dated[tuple[str, str], int | None]]:
    as_of, known_at = asked.moment
    here, marks = holds("c", as_of, known_at), ", ".join("?" * len(_OPEN))
    query = (
        "SELECT c.unit, c.stage, c.standing, c.standing_since FROM pipeline c "
        f"WHERE c.standing IN ({marks}) AND {here.sql}"
    )
    for unit, stage, standing, since in ask(asked.connection, query, (*_OPEN, *here.parameters)):
        exact = len(since) == len(as_of)
        days = _days(since, as_of) if exact else None
        yield Dated(unit, as_of, (stage, standing), days)


def _waiting(found: Gathered[tuple[str, str], int | None]) -> WaitingRow:
    known = Counter({day: times for day, times in found.values.items() if day is not None})
    return WaitingRow(
        *_named(found.unit),
        *found.key,
        found.values.total(),
        known.total(),
        nearest_rank(known, 50),
        nearest_rank(known, 90),
        max(known, default=None),
    )


def _again(asked: Asked, period: tuple[str, str]) -> Iterator[Dated[str, str]]:
    """Each time that a candidate came into such a standing, or was told to do a step again."""
    as_of, known_at = asked.moment
    known, told = known_by("c", known_at), holds("m", as_of, known_at)
    query = (
        "SELECT DISTINCT c.unit, c.standing_since, c.standing, c.candidate FROM pipeline c "
        f"WHERE c.standing IN ({', '.join('?' * len(_AGAIN))}) AND {known.sql} AND c.since <= ? "
        "AND c.standing_since >= ? AND c.standing_since <= ? "
        "UNION ALL SELECT m.unit, m.on_day, m.name, m.candidate FROM milestones m "
        f"WHERE m.name IN ('redo-ordered', 'dossier-renewed') AND {told.sql} "
        "AND m.on_day >= ? AND m.on_day <= ?"
    )
    values = (*_AGAIN, *known.parameters, as_of, *period, *told.parameters, *period)
    for row in ask(asked.connection, query, values):
        yield Dated._make(row)


def _ended(asked: Asked, year: int) -> Iterator[Dated[tuple[str | None, str], int]]:
    first, last = period_of(year, asked.moment)
    for path in paths(asked, year):
        end = path[-1]
        if end.name == "ended" and first <= end.on_day <= last:
            before = [step.name for step in path if step.name in STEPS]
            yield Dated(end.unit, end.on_day, (before[-1] if before else None, end.detail), 0)


def _way(steps: list[Step]) -> Dated[tuple[str, ...], int]:
    return Dated(steps[0].unit, steps[0].on_day, tuple(map(_called, steps)), 0)


def _called(step: Step) -> str:
    return f"ended: {step.detail}" if step.name == "ended" else step.name


def _named(unit: UnitRow) -> tuple[str, str, str | None, int]:
    return unit.unit, unit.name, unit.code, unit.depth


def _by_unit(rows: list[R], order: Callable[[R], tuple[Any, ...]]) -> list[R]:
    """Rows that come unit by unit, those of each in an order of their own."""
    units: dict[str, int] = {}
    for row in rows:
        units.setdefault(row.unit, len(units))
    return sorted(rows, key=lambda row: (units[row.unit], *order(row)))


def _order(step: str | None) -> int:
    return -1 if step is None else STEPS.index(step)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
