# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Meetings of cells that somebody from above attends, and the weaknesses found at them."""

from typing import Final, Literal, NamedTuple

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
from admission.projections.units.scope import Reading, placed_page

State = Literal["planned", "held", "missed"]
"""What became of an attendance; planned: neither the one nor the other so far."""
_SORTED: Final = ("a.due_on", "a.attendance")
_WEAK_SORTED: Final = ("w.due_on", "w.weakness")


class AttendanceRow(NamedTuple):
    """One attendance of a meeting of the cell `unit`; `state` is planned, held or missed.

    `planned` is the month or the day, `due_on` the last day of it, `planned_on` the day of the
    plan, `over_on` that on which it was held or missed, None before; `reason` says why it was
    missed. The document is that of the plan until it is held or missed. `weaknesses_open` and
    `weaknesses_closed` were found there. Texts are `erased` or `locked` where they cannot be read;
    days are ISO.
    """

    attendance: str
    person: str
    name: str | None
    office: str
    body: str
    body_name: str | None
    unit: str
    unit_name: str | None
    planned: str
    due_on: str
    planned_on: str
    state: str
    over_on: str | None
    meeting: str | None
    reason: str | None
    document_kind: str | None
    document_number: str | None
    document_signed: str | None
    weaknesses_open: int
    weaknesses_closed: int


class WeaknessRow(NamedTuple):
    """One weakness found in `cell`, for `unit`, perhaps one `person`, to mend by `due_on`.

    The document is that with which it was closed on `closed_on`, None while it is open.
    """

    weakness: str
    attendance: str
    cell: str | None
    cell_name: str | None
    unit: str
    unit_name: str | None
    person: str | None
    name: str | None
    text: str
    noted_on: str
    due_on: str
    closed_on: str | None
    document_kind: str | None
    document_number: str | None
    document_signed: str | None


def list_attendances(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    year: int | None = None,
    state: State | None = None,
    person: str | None = None,
    due_by: str | None = None,
    due_before: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[AttendanceRow]:
    """The attendances at the cells of a unit and all under it (None: at all), by the planned day.

    `year`: planned for it. `due_by` and `due_before`: whose planned day or month ends by, or
    before, a day (ISO). `tree`: whose cell it is, as in `list_tasks`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    wanted = both(
        _planned_for(year) if year else NOTHING_ASKED,
        Condition("a.unit IN (SELECT unit FROM below)") if unit else NOTHING_ASKED,
        Condition("a.state = ?", (state,)) if state else NOTHING_ASKED,
        Condition("a.person = ?", (person,)) if person else NOTHING_ASKED,
        Condition("a.due_on <= ?", (due_by,)) if due_by else NOTHING_ASKED,
        Condition("a.due_on < ?", (due_before,)) if due_before else NOTHING_ASKED,
        after_key(_SORTED, after),
    )
    rows = _attendances(connection, reading, wanted, limit)
    cut = page(rows, limit, lambda row: (row.due_on, row.attendance))
    return placed_page(connection, reading, cut)


def _planned_for(year: int) -> Condition:
    return Condition("a.due_on BETWEEN ? AND ?", (f"{year}-01-01", f"{year}-12-31"))


def _attendances(
    connection: Connection, reading: Reading, wanted: Condition, limit: int
) -> list[AttendanceRow]:
    below = reading.standing(connection)
    here, named, body, person, found = (holds(alias, *reading.moment) for alias in "aubpw")
    query = (
        f"{below.sql}SELECT a.attendance, a.person, p.name, a.office, a.body, b.name, a.unit, "
        "u.name, a.planned, a.due_on, a.planned_on, a.state, a.over_on, a.meeting, a.reason, "
        "a.document_kind, a.document_number, a.document_signed, "
        f"{_found('IS NULL', found)}, {_found('IS NOT NULL', found)} FROM attendances a "
        f"LEFT JOIN units u ON u.unit = a.unit AND {named.sql} "
        f"LEFT JOIN units b ON b.unit = a.body AND {body.sql} "
        f"LEFT JOIN people p ON p.person = a.person AND {person.sql} "
        f"WHERE {here.sql} AND {wanted.sql} ORDER BY {', '.join(_SORTED)} LIMIT {at_most(limit)}"
    )
    parts = (below, found, found, named, body, person, here, wanted)
    values = [value for part in parts for value in part.parameters]
    return [AttendanceRow(*row) for row in ask(connection, query, values)]


def _found(closed: str, here: Condition) -> str:
    return (
        "(SELECT count(*) FROM weaknesses w WHERE w.attendance = a.attendance "
        f"AND w.closed_on {closed} AND {here.sql})"
    )


def list_weaknesses(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    attendance: str | None = None,
    open_: bool = False,
    due_by: str | None = None,
    due_before: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[WeaknessRow]:
    """The weaknesses that a unit and all under it are to mend (None: all), by the day they are due.

    `open_`: only open ones; the rest as in `list_tasks`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    wanted = both(
        Condition("w.unit IN (SELECT unit FROM below)") if unit else NOTHING_ASKED,
        Condition("w.attendance = ?", (attendance,)) if attendance else NOTHING_ASKED,
        Condition("w.closed_on IS NULL") if open_ else NOTHING_ASKED,
        Condition("w.due_on <= ?", (due_by,)) if due_by else NOTHING_ASKED,
        Condition("w.due_on < ?", (due_before,)) if due_before else NOTHING_ASKED,
        after_key(_WEAK_SORTED, after),
    )
    rows = _weaknesses(connection, reading, wanted, limit)
    cut = page(rows, limit, lambda row: (row.due_on, row.weakness))
    return placed_page(connection, reading, cut)


def _weaknesses(
    connection: Connection, reading: Reading, wanted: Condition, limit: int
) -> list[WeaknessRow]:
    below = reading.standing(connection)
    here, at, cell, named, person = (holds(alias, *reading.moment) for alias in "wacup")
    query = (
        f"{below.sql}SELECT w.weakness, w.attendance, a.unit, c.name, w.unit, u.name, w.person, "
        "p.name, w.text, w.noted_on, w.due_on, w.closed_on, w.document_kind, w.document_number, "
        "w.document_signed FROM weaknesses w "
        f"LEFT JOIN attendances a ON a.attendance = w.attendance AND {at.sql} "
        f"LEFT JOIN units c ON c.unit = a.unit AND {cell.sql} "
        f"LEFT JOIN units u ON u.unit = w.unit AND {named.sql} "
        f"LEFT JOIN people p ON p.person = w.person AND {person.sql} "
        f"WHERE {here.sql} AND {wanted.sql} "
        f"ORDER BY {', '.join(_WEAK_SORTED)} LIMIT {at_most(limit)}"
    )
    parts = (below, at, cell, named, person, here, wanted)
    values = [value for part in parts for value in part.parameters]
    return [WeaknessRow(*row) for row in ask(connection, query, values)]
