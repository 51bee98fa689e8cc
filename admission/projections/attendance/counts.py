# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""How many meetings of cells were to be attended in a year, and what came of it, unit by unit."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from admission.projections.asking import (
    Condition,
    Connection,
    Moment,
    Page,
    ask,
    both,
    holds,
    page_of_all,
)
from admission.projections.progress.sums import Count, credited
from admission.projections.units.lenses import AS_WAS, lens_asked, there
from admission.projections.units.tree import UnitRow

_OVER: Final = ("held", "missed")
_SLOTS: Final = ("planned", *_OVER, "weaknesses_open", "weaknesses_closed")


class AttendanceCount(NamedTuple):
    """One unit and all under it; `planned` counts every attendance planned for the year.

    `held` and `missed` are those of them of which it is recorded, `awaited` the others. The
    weaknesses were found at those held.
    """

    unit: str
    name: str
    depth: int
    planned: int
    held: int
    missed: int
    awaited: int
    weaknesses_open: int
    weaknesses_closed: int


def count_attendances(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    depth: int = 1,
    limit: int = 0,
    after: str | None = None,
) -> Page[AttendanceCount]:
    """The counts of a unit (None: of every root) and of those under it to a depth, parent first.

    `tree` is what it is read through: as-was counts each attendance where its cell stood on the
    day of its plan. Raises `UnitNotThereError` as `progress` does.
    """
    moment = Moment(as_of, known_at)
    period = (f"{year}-01-01", f"{year}-12-31")
    lens = there(lens_asked(connection, tree, moment, period, unit), unit)
    sums = credited(lens, _counted(connection, period, moment))
    rows = [_row(row, sums.get(row.unit, {})) for row in lens.units if row.depth <= depth]
    return page_of_all(rows, limit, after, lambda row: (row.unit,))


def _row(row: UnitRow, found: dict[str, int]) -> AttendanceCount:
    planned, held, missed, *weaknesses = (found.get(slot, 0) for slot in _SLOTS)
    awaited = planned - held - missed
    counts: Any = (planned, held, missed, awaited, *weaknesses)
    return AttendanceCount(row.unit, row.name, row.depth, *counts)


def _counted(connection: Connection, period: tuple[str, str], moment: Moment) -> Iterator[Count]:
    wanted = both(holds("a", *moment), Condition("a.due_on BETWEEN ? AND ?", period))
    query = (
        "SELECT a.unit, a.planned_on, a.state, count(*) FROM attendances a "
        f"WHERE {wanted.sql} GROUP BY a.unit, a.planned_on, a.state"
    )
    for unit, day, state, number in ask(connection, query, wanted.parameters):
        yield Count(unit, day, "planned", number)
        if state in _OVER:
            yield Count(unit, day, state, number)
    wanted = both(holds("w", *moment), wanted)
    query = (
        "SELECT a.unit, a.planned_on, CASE WHEN w.closed_on IS NULL THEN 'weaknesses_open' "
        "ELSE 'weaknesses_closed' END AS slot, count(*) FROM attendances a "
        f"JOIN weaknesses w ON w.attendance = a.attendance WHERE {wanted.sql} "
        "GROUP BY a.unit, a.planned_on, slot"
    )
    for counted in ask(connection, query, wanted.parameters):
        yield Count(*counted)
