# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Reports as they were published: which there are, and what each prints."""

import json
from collections.abc import Sequence
from typing import Any, Final, Literal, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    Page,
    after_key,
    ask,
    at_most,
    both,
    holds,
    page,
)
from admission.projections.moved.asked import Asked
from admission.projections.units.tree import subtree

_COLUMNS: Final = (
    "r.report, r.kind, r.unit, u.name, r.year, r.first, r.last, r.tree, r.depth, r.as_of, "
    "r.known_at, r.known_at_time, r.published_on, r.position, r.published_by, r.signed_by, "
    "r.document_kind, r.document_number, r.document_signed, r.supersedes, s.report"
)


class ReportRow(NamedTuple):
    """One published report, `unit` None of all units, `depth` None to the lowest.

    `first` and `last` are the days of a balance that is not of its whole year, else None.

    Its figures are those of the end of the day `as_of`, as known at the position `known_at`, which
    was recorded at `known_at_time` (UTC); `position` is that of its own publication.
    """

    report: str
    kind: str
    unit: str | None
    unit_name: str | None
    year: int
    first: str | None
    last: str | None
    tree: str
    depth: int | None
    as_of: str
    known_at: int
    known_at_time: str
    published_on: str
    position: int
    published_by: str
    signed_by: str
    document_kind: str
    document_number: str | None
    document_signed: str | None
    supersedes: str | None
    superseded_by: str | None


def asked_by(row: ReportRow) -> Asked:
    """What the report answers."""
    days = (row.first, row.last) if row.first and row.last else None
    return Asked(row.year, row.unit, row.tree, row.depth, row.kind, days)


def list_reports(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    year: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[ReportRow]:
    """The reports of a unit and all under it (None: all there are), in order of publication."""
    below = subtree(unit, as_of, known_at) if unit else Condition("")
    asked = both(
        Condition("r.unit IN (SELECT unit FROM below)") if unit else NOTHING_ASKED,
        Condition("r.year = ?", (year,)) if year else NOTHING_ASKED,
        after_key(("r.position",), after),
    )
    rows = _asked(connection, below, asked, Moment(as_of, known_at), at_most(limit))
    return page(rows, limit, lambda row: (row.position,))


def show_report(
    connection: Connection, report: str, *, as_of: str, known_at: int | None = None
) -> ReportRow | None:
    """One report; None where there was none."""
    asked = Condition("r.report = ?", (report,))
    found = _asked(connection, Condition(""), asked, Moment(as_of, known_at), 1)
    return found[0] if found else None


def reports_over(
    connection: Connection, units: Sequence[str], *, as_of: str, known_at: int | None = None
) -> list[ReportRow]:
    """The reports of any of these units, and those of all, whose place no other has taken."""
    marks = ", ".join("?" * len(units)) or "NULL"
    asked = Condition(f"(r.unit IS NULL OR r.unit IN ({marks})) AND s.report IS NULL", tuple(units))
    return _asked(connection, Condition(""), asked, Moment(as_of, known_at), at_most(0))


def figures_of(connection: Connection, report: str) -> str:
    """All that a report prints, as the canonical JSON stored; empty where there is none."""
    query = "SELECT f.figures FROM report_figures f WHERE f.report = ?"
    found = ask(connection, query, (report,))
    return str(found[0][0]) if found else ""


def rows_of(figures: str) -> list[dict[str, Any]]:
    """The rows that a report prints, each by the keys of its columns, out of what is stored."""
    said = json.loads(figures)
    keys = [key for key, _, _ in said["columns"]]
    return [dict(zip(keys, row, strict=True)) for row in said["rows"]]


def newest_reports(
    connection: Connection, *, as_of: str, known_at: int | None = None, limit: int = 0
) -> list[ReportRow]:
    """Those published last whose place no other has taken, the newest first."""
    latest = Condition("s.report IS NULL")
    return _asked(connection, Condition(""), latest, Moment(as_of, known_at), limit, order="DESC")


def _asked(
    connection: Connection,
    below: Condition,
    asked: Condition,
    at: Moment,
    limit: int,
    *,
    order: Literal["ASC", "DESC"] = "ASC",
) -> list[ReportRow]:
    named = holds("u", *at)
    mine, other = _known("r", *at), _known("s", *at)
    query = (
        f"{below.sql}SELECT {_COLUMNS} FROM reports r "
        f"LEFT JOIN units u ON u.unit = r.unit AND {named.sql} "
        f"LEFT JOIN reports s ON s.supersedes = r.report AND {other.sql} "
        f"WHERE {mine.sql} AND {asked.sql} ORDER BY r.position {order} LIMIT ?"
    )
    conditions = both(named, other, mine, asked)
    found = ask(connection, query, (*below.parameters, *conditions.parameters, limit))
    return [ReportRow(*row) for row in found]


def _known(alias: str, as_of: str, known_at: int | None) -> Condition:
    by_day = Condition(f"{alias}.published_on <= ?", (as_of,))
    if known_at is None:
        return by_day
    return both(by_day, Condition(f"{alias}.position <= ?", (known_at,)))
