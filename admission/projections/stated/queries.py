# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Figures as they were stated: printed apart, never added to people who are counted."""

from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Page,
    after_key,
    ask,
    at_most,
    both,
    holds,
    page,
)
from admission.projections.units.tree import subtree

_SORTED: Final = ("s.period", "s.indicator", "s.unit", "s.stated_on", "s.figure")


class FigureRow(NamedTuple):
    """One stated figure; `period` is a year or a part of one, of members a day (ISO)."""

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
    indicator: str | None = None,
    period: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[FigureRow]:
    """The figures stated of a unit and all under it (None: of all), by period and indicator."""
    below = subtree(unit, as_of, known_at) if unit else Condition("")
    named = holds("u", as_of, known_at)
    asked = both(
        holds("s", as_of, known_at),
        Condition("s.unit IN (SELECT unit FROM below)") if unit else NOTHING_ASKED,
        Condition("s.indicator = ?", (indicator,)) if indicator else NOTHING_ASKED,
        Condition("s.period = ?", (period,)) if period else NOTHING_ASKED,
        after_key(_SORTED, after),
    )
    query = (
        f"{below.sql}SELECT s.figure, s.unit, u.name, s.indicator, s.period, s.number, "
        "s.stated_on, s.document_kind, s.document_number, s.document_signed "
        f"FROM stated s LEFT JOIN units u ON u.unit = s.unit AND {named.sql} "
        f"WHERE {asked.sql} ORDER BY {', '.join(_SORTED)} LIMIT ?"
    )
    values = (*below.parameters, *named.parameters, *asked.parameters, at_most(limit))
    rows = [FigureRow(*row) for row in ask(connection, query, values)]
    return page(rows, limit, _sort_key)


def _sort_key(row: FigureRow) -> tuple[str, ...]:
    return (row.period, row.indicator, row.unit, row.stated_on, row.figure)
