# ruff: noqa: PLR0913, S608 - one argument for each way to ask; statements of pieces of ours
"""Inspections and findings as they stood on a day, as we knew them at a position."""

from typing import Any, Final, NamedTuple

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
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Listed, Reading, placed_page

_LISTED: Final = Listed(
    "inspections",
    "i",
    "i.inspection, i.unit, u.name, i.inspected_by, i.programme, i.first_day, i.last_day, "
    "i.frozen_at, i.begun_on, i.begun_by, i.ended_on, i.ended_by",
    "i.begun_on",
    ("i.begun_on", "i.inspection", "i.unit"),
)
_SORTED: Final = ("f.raised_on", "f.finding")


class InspectionRow(NamedTuple):
    """One unit of one inspection, which began and ended with these papers; days are ISO.

    The log is looked at as it was known at `frozen_at`. `programme` is `erased` or `locked` where
    it cannot be read.
    """

    inspection: str
    unit: str
    unit_name: str | None
    inspected_by: str
    programme: str | None
    first_day: str
    last_day: str
    frozen_at: int
    begun_on: str
    begun_by: str
    ended_on: str | None
    ended_by: str | None


class FindingRow(NamedTuple):
    """One finding; `state` is open, upheld, dropped or remedied, `over_on` the day of the last two.

    `events` are positions; `due_on` is the last good day of the remedy. Texts are `erased` or
    `locked` where they cannot be read. Days are ISO.
    """

    finding: str
    inspection: str
    unit: str
    unit_name: str | None
    person: str | None
    name: str | None
    rule: str | None
    events: tuple[int, ...]
    text: str
    document: str | None
    raised_on: str
    answer: str | None
    answered_on: str | None
    remedy: str | None
    due_on: str | None
    upheld_on: str | None
    reason: str | None
    state: str
    over_on: str | None
    over_by: str | None


def list_inspections(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    inspection: str | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    ended: bool = False,
    limit: int = 0,
    after: str | None = None,
) -> Page[InspectionRow]:
    """Those under way of a unit and all under it (None: of all), by the day they began.

    One row for each unit named. `ended`: those that have ended, too. `tree`: of that day, or whose.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(
        NOTHING_ASKED if ended else Condition("i.ended_on IS NULL"),
        Condition("i.inspection = ?", (inspection,)) if inspection else NOTHING_ASKED,
        after_key(_LISTED.sorted_by, after),
    )
    rows = [InspectionRow(*row) for row in _LISTED.rows(connection, reading, asked, limit)]
    cut = page(rows, limit, lambda row: (row.begun_on, row.inspection, row.unit))
    return placed_page(connection, reading, cut)


def list_findings(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    inspection: str | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    to_remedy: bool = False,
    due_by: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[FindingRow]:
    """What was found in a unit and all under it (None: in all), or by an inspection, by the day.

    `to_remedy`: only what was upheld and is not remedied; `due_by`: by a day (ISO) at the latest.
    `tree`: whose unit it is, as in `list_status`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below = reading.standing(connection)
    here, named, person = (holds(alias, as_of, known_at) for alias in "fup")
    wanted = both(
        here,
        Condition("f.unit IN (SELECT unit FROM below)") if unit else NOTHING_ASKED,
        Condition("f.inspection = ?", (inspection,)) if inspection else NOTHING_ASKED,
        Condition("f.due_on IS NOT NULL AND f.over_on IS NULL") if to_remedy else NOTHING_ASKED,
        Condition("f.due_on <= ?", (due_by,)) if due_by else NOTHING_ASKED,
        after_key(_SORTED, after),
    )
    query = (
        f"{below.sql}SELECT f.finding, f.inspection, f.unit, u.name, f.person, p.name, f.rule, "
        "f.events, f.text, f.document, f.raised_on, f.answer, f.answered_on, f.remedy, f.due_on, "
        "f.upheld_on, f.reason, f.state, f.over_on, f.over_by FROM findings f "
        f"LEFT JOIN units u ON u.unit = f.unit AND {named.sql} "
        f"LEFT JOIN people p ON p.person = f.person AND {person.sql} "
        f"WHERE {wanted.sql} ORDER BY {', '.join(_SORTED)} LIMIT {at_most(limit)}"
    )
    values = (v for part in (below, named, person, wanted) for v in part.parameters)
    rows = [_finding(row) for row in ask(connection, query, values)]
    cut = page(rows, limit, lambda row: (row.raised_on, row.finding))
    return placed_page(connection, reading, cut)


def _finding(row: tuple[Any, ...]) -> FindingRow:
    found = FindingRow._make(row)
    return found._replace(events=tuple(map(int, row[7].split())))
