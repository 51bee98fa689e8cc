# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""What is due: who must do what, by which rule, by when, and how late it is."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from admission.domain.kernel.dates import TimeUnit, last_day
from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    Page,
    ask,
    both,
    holds,
    page_of_all,
)
from admission.projections.calendars.queries import working_days
from admission.projections.due.bodies import Tree
from admission.projections.units.queries import subtree

MENDING: Final = "ERR-01"
"""The rule under which an irregular act is listed; ERR-02 (redo) ends it as well."""


class DueRow(NamedTuple):
    """One thing to do.

    `by` is a role (cell, department, grassroots, authority, candidate, guide, verifier), `acting`
    the unit in it, None for a person. Days are ISO; `due_on` is the last good day, None where no
    rule sets one; `provisional` where a year's calendar is not adopted. `overdue_by` counts
    calendar days, `working_days_left` working days (0 on the last day and after it).
    """

    candidate: str
    person: str
    name: str | None
    unit: str
    unit_name: str | None
    rule: str
    what: str
    key: str
    by: str
    acting: str | None
    acting_name: str | None
    starts: str
    due_on: str | None
    provisional: bool
    overdue_by: int
    working_days_left: int | None


def list_due(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    candidate: str | None = None,
    overdue: bool = False,
    within_days: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[DueRow]:
    """What is due from candidates of a unit and all under it (None: of all), most urgent first.

    `overdue`: only what is late. `within_days`: only what is late or due in so many calendar days,
    clocks among it that have yet to start. Otherwise every clock that has started.
    """
    day, moment = date.fromisoformat(as_of), Moment(as_of, known_at)
    horizon = day - timedelta(days=1) if overdue else None
    if within_days is not None and not overdue:
        horizon = day + timedelta(days=within_days)
    asked = both(
        Condition("c.unit = b.unit") if unit else NOTHING_ASKED,
        Condition("d.candidate = ?", (candidate,)) if candidate else NOTHING_ASKED,
    )
    question = _Question(connection, moment, unit, asked)
    units = Tree(connection, moment)
    rows = [
        row
        for row in _clocks(question, units, horizon)
        if horizon is None or (row.due_on or as_of) <= horizon.isoformat()
    ]
    if horizon is None or horizon >= day:
        rows += _breaches(question, units)
    rows.sort(key=lambda row: (row.due_on or "", *_cursor(row)))
    return page_of_all(rows, limit, after, _cursor)


def _cursor(row: DueRow) -> tuple[str, ...]:
    return (row.candidate, row.rule, row.key, row.what)


class _Question(NamedTuple):
    """From whom things due are asked, and at which moment."""

    connection: Connection
    moment: Moment
    unit: str | None
    asked: Condition

    def rows(self, columns: str, table: str, further: Condition) -> list[Any]:
        """Rows of a table `d` of candidates, joined with the path `c` and the person `p`."""
        below = subtree(self.unit, *self.moment) if self.unit else Condition("")
        path, named, here = (holds(alias, *self.moment) for alias in ("c", "p", "d"))
        query = (
            f"{below.sql}SELECT d.candidate, c.person, p.name, c.unit, {columns} "
            f"FROM {self._joined(table)} LEFT JOIN people p ON p.person = c.person AND {named.sql} "
            f"WHERE c.candidate = d.candidate AND {path.sql} AND {here.sql} AND {further.sql} "
            f"AND {self.asked.sql}"
        )
        parts = (below, named, path, here, further, self.asked)
        return ask(self.connection, query, [value for part in parts for value in part.parameters])

    def _joined(self, table: str) -> str:
        """From the few units asked for to what is due there, or else from all that is due.

        SQLite keeps the order of a CROSS JOIN.
        """
        if self.unit:
            return f"below b CROSS JOIN pipeline c CROSS JOIN {table} d"
        return f"{table} d CROSS JOIN pipeline c"


def _clocks(question: _Question, units: Tree, horizon: date | None) -> Iterator[DueRow]:
    as_of, known_at = question.moment
    calendar = working_days(question.connection, as_of=as_of, known_at=known_at)
    soon = (
        Condition("d.starts <= ?", (as_of,))
        if horizon is None
        else Condition("d.earliest <= ?", (horizon.isoformat(),))
    )
    columns = (
        "d.rule, d.what, d.clock, d.acts, d.rulebook, d.starts, d.amount + d.extra, d.length_unit"
    )
    day = date.fromisoformat(as_of)
    for row in question.rows(columns, "due", soon):
        candidate, person, name, unit, rule, what, key, by, rulebook, starts, length, counted = row
        last = last_day(date.fromisoformat(starts), length, TimeUnit(counted), calendar)
        acting = units.acting(by, unit, rulebook)
        yield DueRow(
            candidate,
            person,
            name,
            unit,
            units.name(unit),
            rule,
            what,
            key,
            by,
            acting,
            units.name(acting),
            starts,
            last.day.isoformat(),
            last.provisional,
            max(0, (day - last.day).days),
            calendar.between(day, last.day),
        )


def _breaches(question: _Question, units: Tree) -> Iterator[DueRow]:
    for row in question.rows("d.act, d.on_day, d.rules", "breaches", NOTHING_ASKED):
        candidate, person, name, unit, act, on_day, rules = row
        authority = units.acting("authority", unit, units.in_force(on_day))
        yield DueRow(
            candidate,
            person,
            name,
            unit,
            units.name(unit),
            MENDING,
            f"cancel (ERR-01) or redo (ERR-02) {act}, which went against {rules}",
            on_day,
            "authority",
            authority,
            units.name(authority),
            on_day,
            None,
            provisional=False,
            overdue_by=0,
            working_days_left=None,
        )
