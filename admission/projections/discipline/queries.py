# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Disciplines listed and counted by form, screenings, and what waits for an end."""

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
    known_by,
    page,
    page_of_all,
)
from admission.projections.progress.sums import percent
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading, placed, placed_page

FORMS: Final = {
    "member": ("reprimand", "warning", "removal", "expulsion"),
    "organisation": ("reprimand", "warning", "dissolution"),
}
"""Every form, of members and of organisations, from the mildest on."""
ALL: Final = "all"


class DisciplineRow(NamedTuple):
    """One discipline of a member (`person`, of the cell `unit`) or of the organisation `unit`.

    Days are ISO. `probationer`: a member on probation. `lifted_on`: in force no longer since.
    """

    whom: str
    unit: str
    unit_name: str | None
    person: str | None
    name: str | None
    form: str
    on_day: str
    body: str | None
    paper: str
    probationer: bool
    lifted_on: str | None
    stream: str
    number: int


class FormCount(NamedTuple):
    """How many were disciplined in one form (`all`: in any) in a year, and the year before.

    `ratio` is the year in per cent of the year before, two decimals; None where that had none.
    """

    whom: str
    form: str
    number: int
    before: int
    difference: int
    ratio: str | None


class ScreeningRow(NamedTuple):
    """One screening of a member of the cell `unit`; `outcome` is None while it goes on."""

    person: str
    name: str | None
    unit: str
    unit_name: str | None
    ground: str
    listed_on: str
    helper: str | None
    educated_on: str | None
    outcome: str | None
    ended_on: str | None
    number: int


class Proceeding(NamedTuple):
    """An appeal to resolve, or a file to send: what it is about, since when (ISO).

    Of the member `person` of the cell `unit`, or where that is None of the organisation `unit`.
    """

    person: str | None
    name: str | None
    unit: str
    unit_name: str | None
    kind: str
    about: str
    starts: str
    level: str | None
    stream: str


class _Listed(NamedTuple):
    """A table of dated things of people: its name and alias, what is read, own day, the order."""

    table: str
    alias: str
    columns: str
    day: str
    sorted_by: tuple[str, ...]

    def rows(
        self, connection: Connection, reading: Reading, asked: Condition, limit: int = 0
    ) -> list[Any]:
        """Those that hold, the unit `u` as it was on the day of each, the person `p` as asked."""
        table, alias, columns, day, sorted_by = self
        below, named = reading.dated(connection), known_by("u", reading.moment.known_at)
        person = holds("p", *reading.moment)
        wanted = both(holds(alias, *reading.moment), reading.among(f"{alias}.unit", day), asked)
        query = (
            f"{below.sql}SELECT {columns} FROM {table} {alias} "
            f"LEFT JOIN people p ON p.person = {alias}.stream AND {person.sql} "
            f"LEFT JOIN units u ON u.unit = {alias}.unit AND {named.sql} "
            f"AND (u.since <= {day} OR u.since = u.founded) AND u.until > {day} "
            f"WHERE {wanted.sql} ORDER BY {', '.join(sorted_by)} LIMIT ?"
        )
        parts = (below, person, named, wanted)
        values = [value for part in parts for value in part.parameters]
        return ask(connection, query, (*values, at_most(limit)))


_DISCIPLINES: Final = _Listed(
    "disciplines",
    "d",
    "d.whom, d.unit, u.name, d.person, p.name, d.form, d.on_day, d.body, d.paper, "
    "d.probationer, d.lifted_on, d.stream, d.number",
    "d.on_day",
    ("d.on_day", "d.stream", "d.number"),
)
_SCREENINGS: Final = _Listed(
    "screenings",
    "s",
    "s.stream, p.name, s.unit, u.name, s.ground, s.listed_on, s.helper, s.educated_on, "
    "s.outcome, s.ended_on, s.number",
    "s.listed_on",
    ("s.listed_on", "s.stream", "s.number"),
)
_PROCEEDINGS: Final = _Listed(
    "proceedings",
    "w",
    "w.person, p.name, w.unit, u.name, w.kind, w.about, w.starts, w.level, w.stream",
    "w.starts",
    ("w.starts", "w.stream", "w.number"),
)


def list_disciplines(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    year: int | None = None,
    whom: str | None = None,
    form: str | None = None,
    person: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[DisciplineRow]:
    """The disciplines of a unit and all under it (None: of all), by their day.

    `tree`: of the day of each (`as-was`), or whose; see `units.scope`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(
        _in_year(year) if year else NOTHING_ASKED,
        Condition("d.whom = ?", (whom,)) if whom else NOTHING_ASKED,
        Condition("d.form = ?", (form,)) if form else NOTHING_ASKED,
        Condition("d.person = ?", (person,)) if person else NOTHING_ASKED,
        after_key(_DISCIPLINES.sorted_by, after),
    )
    found = _DISCIPLINES.rows(connection, reading, asked, limit)
    rows = [DisciplineRow(*row)._replace(probationer=bool(row[9])) for row in found]
    cut = page(rows, limit, lambda row: (row.on_day, row.stream, row.number))
    return placed_page(connection, reading, cut)


def count_disciplines(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Page[FormCount]:
    """How many disciplines of each form a unit and all under it had in a year and the one before.

    Members and organisations apart, every form with its number. What was lifted does not count.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    tallied = _tally(connection, reading, year)
    rows = [_count(tallied, whom, form) for whom, forms in FORMS.items() for form in (*forms, ALL)]
    return page_of_all(rows, limit, after, lambda row: (row.whom, row.form))


def _tally(
    connection: Connection, reading: Reading, year: int
) -> dict[tuple[str, str], tuple[int, int]]:
    below = reading.dated(connection)
    asked = both(
        holds("d", *reading.moment),
        Condition("d.on_day >= ? AND d.on_day < ?", (f"{year - 1}-01-01", f"{year + 1}-01-01")),
        Condition("d.lifted_on IS NULL"),
        reading.among("d.unit", "d.on_day"),
    )
    query = (
        f"{below.sql}SELECT d.whom, d.form, "
        "CAST(SUM(CASE WHEN d.on_day >= ? THEN 1 ELSE 0 END) AS BIGINT), COUNT(*) "
        f"FROM disciplines d WHERE {asked.sql} GROUP BY d.whom, d.form"
    )
    values = (*below.parameters, f"{year}-01-01", *asked.parameters)
    rows = ask(connection, query, values)
    return {(whom, form): (now, both_years - now) for whom, form, now, both_years in rows}


def _count(tallied: dict[tuple[str, str], tuple[int, int]], whom: str, form: str) -> FormCount:
    forms = FORMS[whom] if form == ALL else (form,)
    found = [tallied.get((whom, each), (0, 0)) for each in forms]
    now, before = sum(n for n, _ in found), sum(b for _, b in found)
    return FormCount(whom, form, now, before, now - before, percent(now, before))


def list_screenings(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    ended: bool = False,
    limit: int = 0,
    after: str | None = None,
) -> Page[ScreeningRow]:
    """The screenings that go on, by the day of listing; `ended`: the others, too."""
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(
        NOTHING_ASKED if ended else Condition("s.outcome IS NULL"),
        after_key(_SCREENINGS.sorted_by, after),
    )
    found = _SCREENINGS.rows(connection, reading, asked, limit)
    rows = [ScreeningRow(*row) for row in found]
    cut = page(rows, limit, lambda row: (row.listed_on, row.person, row.number))
    return placed_page(connection, reading, cut)


def waiting(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
) -> list[Proceeding]:
    """Every appeal that is not resolved, and every file that is to be sent, oldest first."""
    reading = Reading(Moment(as_of, known_at), unit, tree)
    found = _PROCEEDINGS.rows(connection, reading, NOTHING_ASKED)
    return placed(connection, reading, [Proceeding(*row) for row in found])


def _in_year(year: int) -> Condition:
    return Condition("d.on_day >= ? AND d.on_day < ?", (f"{year}-01-01", f"{year + 1}-01-01"))
