# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Whose badges are due in a round, as it stood on a day, as we knew it at a position."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from admission.domain.kernel.dates import add_months
from admission.projections.asking import (
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
from admission.projections.cancelled.given import Given, of_none_cancelled
from admission.projections.party_ages.queries import age_on
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading, placed_page

_MONTHS_A_YEAR: Final = 12


class Window(NamedTuple):
    """A round, the round before it (ISO), and the years of the badges that there are.

    `waits`: by form of discipline, for how many months a badge waits.
    """

    round: str
    before: str
    years: Sequence[int]
    waits: Sequence[tuple[str, int]] = ()


class DueBadgeRow(NamedTuple):
    """A badge due in a round, and not in the one before it; the party age by the round.

    `reached_on` is the last day that can be meant where `at_least` says that the age may be more.
    `waited`: it was reached before, and waited after a discipline.
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
    waited: bool


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
    """Who of a unit and all under it has a badge due in a round and was not awarded it, by years.

    Due is who reaches it then, and whose wait after a discipline ends then; who still waits is not
    (BDG-04). One range of the index on the day that party age counts from is read for each badge,
    and that of the disciplines of the longest wait.
    """
    if not window.years:
        return Page([], None)
    moment = Moment(as_of, known_at)
    reading = Reading(moment, unit, tree)
    below = reading.standing(connection)
    every = [
        _due_for(years, window, moment, unit, since)
        for years in window.years
        for since in (_reaching(years, window), _having_waited(years, window, moment))
    ]
    sql = " UNION ALL ".join(each.sql for each in every)
    beyond = after_key(("d.years", "d.counts_from", "d.person"), after)
    people, units = holds("p", *moment), holds("u", *moment)
    query = (
        f"{below.sql}SELECT d.person, p.name, d.unit, u.name, d.years, d.counts_from, d.days_away, "
        f"d.at_least, d.waited FROM ({sql}) d "
        f"LEFT JOIN people p ON p.person = d.person AND {people.sql} "
        f"LEFT JOIN units u ON u.unit = d.unit AND {units.sql} "
        f"WHERE {beyond.sql} ORDER BY d.years, d.counts_from, d.person LIMIT ?"
    )
    inner = [value for each in every for value in each.parameters]
    values = (*below.parameters, *inner, *people.parameters, *units.parameters)
    found = ask(connection, query, (*values, *beyond.parameters, at_most(limit)))
    cut = page(found, limit, lambda row: (row[4], row[5], row[0]))
    return placed_page(connection, reading, Page([_due(row, window) for row in cut.rows], cut.next))


class _Since(NamedTuple):
    """Since when somebody can have a badge due: the condition, and whether it waited."""

    condition: Condition
    waited: int


def _due_for(
    years: int, window: Window, moment: Moment, unit: str | None, since: _Since
) -> Condition:
    """Those who have not been awarded the badge, and do not wait for it any longer.

    One for a membership that was cancelled was awarded to nobody.
    """
    here, given, other = holds("a", *moment), holds("g", *moment), holds("q", *moment)
    among = "AND a.unit IN (SELECT unit FROM below) " if unit else ""
    waits = _waits(window.round, window, moment)
    awarded = both(given, of_none_cancelled(Given("g", "g.awarded_on"), moment))
    sql = (
        f"SELECT {years} AS years, a.person, a.unit, a.counts_from, a.days_away, a.at_least, "
        f"{since.waited} AS waited FROM party_ages a WHERE {since.condition.sql} AND {here.sql} "
        f"{among}AND a.official_on <= ? AND NOT EXISTS ({waits.sql}) "
        "AND NOT EXISTS (SELECT 1 FROM badges g "
        f"WHERE g.person = a.person AND g.years = {years} AND {awarded.sql}) "
        "AND NOT EXISTS (SELECT 1 FROM people q JOIN badges g ON g.person = q.person "
        f"WHERE q.joined_into = a.person AND {other.sql} AND g.years = {years} AND {awarded.sql})"
    )
    values = (*since.condition.parameters, *here.parameters, window.round, *waits.parameters)
    values = (*values, *awarded.parameters, *other.parameters, *awarded.parameters)
    return Condition(sql, values)


def _reaching(years: int, window: Window) -> _Since:
    """Party age has so many years by the round, and had not by the one before."""
    days = (_so_long_before(window.before, years), _so_long_before(window.round, years))
    return _Since(Condition("a.counts_from > ? AND a.counts_from <= ?", days), 0)


def _having_waited(years: int, window: Window, moment: Moment) -> _Since:
    """Party age had so many years by the round before, when a discipline delayed the badge."""
    before = _so_long_before(window.before, years)
    longest = max((months for _, months in window.waits), default=0)
    standing, waits = holds("y", *moment), _waits(window.before, window, moment)
    sql = (
        "a.person IN (SELECT y.person FROM disciplines y WHERE y.on_day > ? AND y.on_day <= ? "
        f"AND {standing.sql}) AND a.counts_from <= ? AND EXISTS ({waits.sql})"
    )
    days = (_months_before(window.before, longest), window.before)
    values = (*days, *standing.parameters, before, *waits.parameters)
    return _Since(Condition(sql, values), 1)


def _waits(day: str, window: Window, moment: Moment) -> Condition:
    """A discipline of the person after which a badge still waits on a day."""
    standing = holds("x", *moment)
    forms = [("x.form = ? AND x.on_day > ?", form, months) for form, months in window.waits]
    delays = " OR ".join(sql for sql, *_ in forms) or "1 = 0"
    sql = (
        "SELECT 1 FROM disciplines x WHERE x.person = a.person AND x.lifted_on IS NULL "
        f"AND x.on_day <= ? AND ({delays}) AND {standing.sql}"
    )
    cuts = [cut for _, form, months in forms for cut in (form, _months_before(day, months))]
    return Condition(sql, (day, *cuts, *standing.parameters))


def _months_before(day: str, months: int) -> str:
    return add_months(date.fromisoformat(day), -months).isoformat()


def _so_long_before(day: str, years: int) -> str:
    return f"{int(day[:4]) - years:04}{day[4:]}"


def _due(row: tuple[Any, ...], window: Window) -> DueBadgeRow:
    person, name, unit, unit_name, years, counts_from, days_away, at_least, waited = row
    reached = add_months(date.fromisoformat(counts_from), years * _MONTHS_A_YEAR).isoformat()
    age = age_on(counts_from, window.round)
    said = (person, name, unit, unit_name, years, reached)
    return DueBadgeRow(*said, *age, days_away, bool(at_least), bool(waited))
