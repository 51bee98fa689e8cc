# ruff: noqa: PLR0913, S608 - statements are made of pieces of ours; one argument for each way to ask
"""Figures as they were stated: printed apart, never added to people who are counted."""

from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    Page,
    after_key,
    ask,
    both,
    holds,
    page,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Listed, Reading, placed_page

_LISTED: Final = Listed(
    "stated",
    "s",
    "s.figure, s.unit, u.name, s.indicator, s.period, s.number, s.stated_on, s.document_kind, "
    "s.document_number, s.document_signed",
    "s.stated_on",
    ("s.period", "s.indicator", "s.unit", "s.stated_on", "s.figure"),
)


class FigureRow(NamedTuple):
    """One stated figure; `period` is a year or a part of one, or a day (ISO)."""

    figure: str
    unit: str
    unit_name: str | None
    indicator: str
    period: str
    number: int
    stated_on: str
    document_kind: str
    document_number: str | None
    document_signed: str | None


def list_figures(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    indicator: str | None = None,
    period: str | None = None,
    year: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[FigureRow]:
    """The figures stated of a unit and all under it (None: of all), by period and indicator.

    Of a `year`: its own, and those of its parts and days. `tree`: of the day on which each was
    stated (`as-was`), or whose; see `units.scope`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(
        Condition("s.indicator = ?", (indicator,)) if indicator else NOTHING_ASKED,
        Condition("s.period = ?", (period,)) if period else NOTHING_ASKED,
        _in_year(year) if year else NOTHING_ASKED,
        after_key(_LISTED.sorted_by, after),
    )
    found = _LISTED.rows(connection, reading, asked, limit)
    rows = [FigureRow(*row) for row in found]
    return placed_page(connection, reading, page(rows, limit, _sort_key))


def newest_figures(
    connection: Connection, indicator: str, last: str, moment: Moment
) -> dict[str, int]:
    """By unit what was stated of it last, of what is stated of a day (ISO): up to that day."""
    here = holds("s", *moment)
    query = (
        "SELECT s.unit, s.number FROM stated s WHERE s.indicator = ? AND s.period <= ? "
        f"AND {here.sql} ORDER BY s.period, s.stated_on, s.figure"
    )
    return dict(ask(connection, query, (indicator, last, *here.parameters)))


def _in_year(year: int) -> Condition:
    return Condition("s.period >= ? AND s.period < ?", (str(year), str(year + 1)))


def _sort_key(row: FigureRow) -> tuple[str, ...]:
    return (row.period, row.indicator, row.unit, row.stated_on, row.figure)
