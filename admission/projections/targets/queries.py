# ruff: noqa: PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Targets as they stood on a day, as we knew them at a position."""

from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    Page,
    after_key,
    both,
    page,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Listed, Reading, placed

_LISTED: Final = Listed(
    "targets",
    "t",
    "t.target, t.unit, u.name, t.indicator, t.period, t.for_group, t.people, t.number, "
    "t.percent_hundredths, t.base_name, t.base_count, t.promised_by, t.assigned_on, t.document",
    "t.assigned_on",
    ("t.period", "t.unit", "t.indicator", "t.for_group"),
)


class TargetRow(NamedTuple):
    """One target: `people` is what it asks for; a per cent is in hundredths, of `base_count`."""

    target: str
    unit: str
    unit_name: str | None
    indicator: str
    period: str
    group: str | None
    people: int
    number: int | None
    percent_hundredths: int | None
    base_name: str | None
    base_count: int | None
    promised_by: str
    assigned_on: str
    document: str | None


def list_targets(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    year: int | None = None,
    indicator: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[TargetRow]:
    """The targets of a unit and all under it (None: of all), by period, unit and group.

    `tree`: of the day of the assignment (`as-was`), or whose; see `units.scope`. Each is listed as
    it was assigned: what an act made of it is in `progress`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(
        # A period is a year, or a year and a part of it.
        Condition("substr(t.period, 1, 4) = ?", (str(year),)) if year else NOTHING_ASKED,
        Condition("t.indicator = ?", (indicator,)) if indicator else NOTHING_ASKED,
        after_key(_LISTED.sorted_by, after),
    )
    rows = [TargetRow(*row) for row in _LISTED.rows(connection, reading, asked, limit)]
    cut = page(rows, limit, lambda row: (row.period, row.unit, row.indicator, row.group))
    found = [row._replace(group=row.group or None) for row in cut.rows]
    return Page(placed(connection, reading, found), cut.next)
