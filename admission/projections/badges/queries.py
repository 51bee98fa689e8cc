# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Badges as they stood on a day, as we knew them at a position: listed, counted, and due."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from admission.domain.kernel.dates import add_months
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
    page_of_all,
)
from admission.projections.party_ages.queries import age_on
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Listed, Reading, placed

_LISTED: Final = Listed(
    "badges",
    "g",
    "g.badges, g.person, g.unit, u.name, g.years, g.round, g.ground, g.awarded_on, g.document, "
    "g.withdrawn_on",
    "g.awarded_on",
    ("g.round", "g.badges", "g.years"),
)
_MONTHS_A_YEAR: Final = 12


class BadgeRow(NamedTuple):
    """One badge for so many `years`, awarded in the `round` of a day; days are ISO.

    `unit` is the member's cell on the day of the award. `ground` may be `erased`, or `locked`.
    """

    badges: str
    person: str
    unit: str
    unit_name: str | None
    years: int
    round: str
    ground: str
    awarded_on: str
    document: str | None
    withdrawn_on: str | None


class BadgeCount(NamedTuple):
    """How many badges of so many years were awarded in a round."""

    round: str
    years: int
    badges: int


class Window(NamedTuple):
    """A round, the round before it (ISO), and the years of the badges that there are."""

    round: str
    before: str
    years: Sequence[int]


class DueBadgeRow(NamedTuple):
    """A badge that is reached by a round, after the one before it; the party age by the round.

    `reached_on` is the last day that can be meant where `at_least` says that the age may be more.
    """

    person: str
    name: str | None
    unit: str
    unit_name: str | None
    years: int
    reached_on: str
    party_years: int
    party_months: int
    days_away: int
    at_least: bool


def list_badges(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    year: int | None = None,
    round_on: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[BadgeRow]:
    """The badges of a unit and all under it (None: of all), by round.

    `tree`: of the day of the award (`as-was`), or whose; see `units.scope`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(_in(year, round_on), after_key(_LISTED.sorted_by, after))
    rows = [BadgeRow(*row) for row in _LISTED.rows(connection, reading, asked, limit)]
    cut = page(rows, limit, lambda row: (row.round, row.badges, row.years))
    return Page(placed(connection, reading, cut.rows), cut.next)


def _in(year: int | None, round_on: str | None) -> Condition:
    days = Condition("g.round >= ? AND g.round <= ?", (f"{year}-01-01", f"{year}-12-31"))
    day = Condition("g.round = ?", (round_on,))
    return both(days if year else NOTHING_ASKED, day if round_on else NOTHING_ASKED)


def count_badges(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    year: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[BadgeCount]:
    """The badges awarded to members of a unit and all under it (None: of all), by round, years."""
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below = reading.dated(connection)
    wanted = both(
        holds("g", *reading.moment), reading.among("g.unit", "g.awarded_on"), _in(year, None)
    )
    query = (
        f"{below.sql}SELECT g.round, g.years, COUNT(*) FROM badges g WHERE {wanted.sql} "
        "GROUP BY g.round, g.years ORDER BY g.round, g.years"
    )
    found = ask(connection, query, (*below.parameters, *wanted.parameters))
    return page_of_all([BadgeCount(*row) for row in found], limit, after, lambda row: row[:2])


def list_due_badges(
    connection: Connection,
    window: Window,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Page[DueBadgeRow]:
    """Who of a unit and all under it reaches a badge in a round and was not awarded it, by years.

    One range of the index on the day that party age counts from is read for each badge.
    """
    if not window.years:
        return Page([], None)
    moment = Moment(as_of, known_at)
    reading = Reading(moment, unit, tree)
    below = reading.standing(connection)
    every = [_reaching(years, window, moment, unit) for years in window.years]
    sql = " UNION ALL ".join(each.sql for each in every)
    beyond = after_key(("d.years", "d.counts_from", "d.person"), after)
    people, units = holds("p", *moment), holds("u", *moment)
    query = (
        f"{below.sql}SELECT d.person, p.name, d.unit, u.name, d.years, d.counts_from, d.days_away, "
        f"d.at_least FROM ({sql}) d LEFT JOIN people p ON p.person = d.person AND {people.sql} "
        f"LEFT JOIN units u ON u.unit = d.unit AND {units.sql} "
        f"WHERE {beyond.sql} ORDER BY d.years, d.counts_from, d.person LIMIT ?"
    )
    inner = [value for each in every for value in each.parameters]
    values = (*below.parameters, *inner, *people.parameters, *units.parameters)
    found = ask(connection, query, (*values, *beyond.parameters, at_most(limit)))
    cut = page(found, limit, lambda row: (row[4], row[5], row[0]))
    return Page(placed(connection, reading, [_due(row, window) for row in cut.rows]), cut.next)


def _reaching(years: int, window: Window, moment: Moment, unit: str | None) -> Condition:
    """Those whose party age has so many years by the round, and had not by the one before."""
    here, given, other = holds("a", *moment), holds("g", *moment), holds("q", *moment)
    among = "AND a.unit IN (SELECT unit FROM below) " if unit else ""
    sql = (
        f"SELECT {years} AS years, a.person, a.unit, a.counts_from, a.days_away, a.at_least "
        f"FROM party_ages a WHERE a.counts_from > ? AND a.counts_from <= ? AND {here.sql} {among}"
        "AND a.official_on <= ? AND NOT EXISTS (SELECT 1 FROM badges g "
        f"WHERE g.person = a.person AND g.years = {years} AND {given.sql}) "
        "AND NOT EXISTS (SELECT 1 FROM people q JOIN badges g ON g.person = q.person "
        f"WHERE q.joined_into = a.person AND {other.sql} AND g.years = {years} AND {given.sql})"
    )
    days = (_so_long_before(window.before, years), _so_long_before(window.round, years))
    values = (*days, *here.parameters, window.round, *given.parameters)
    return Condition(sql, (*values, *other.parameters, *given.parameters))


def _so_long_before(day: str, years: int) -> str:
    return f"{int(day[:4]) - years:04}{day[4:]}"


def _due(row: tuple[Any, ...], window: Window) -> DueBadgeRow:
    person, name, unit, unit_name, years, counts_from, days_away, at_least = row
    reached = add_months(date.fromisoformat(counts_from), years * _MONTHS_A_YEAR).isoformat()
    age = age_on(counts_from, window.round)
    said = (person, name, unit, unit_name, years, reached)
    return DueBadgeRow(*said, *age, days_away, bool(at_least))
