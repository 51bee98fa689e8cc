# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Badges as they stood on a day, as we knew them at a position: listed, and counted."""

from typing import Any, Final, NamedTuple

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
    page_of_all,
)
from admission.projections.cancelled.given import Given, against, beside, of_cancelled
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Listed, Reading, placed_page

_GIVEN: Final = Given("g", "g.awarded_on")
_LISTED: Final = Listed(
    "badges",
    "g",
    "g.badges, g.person, g.unit, u.name, g.years, g.round, g.ground, g.awarded_on, g.document, "
    f"g.withdrawn_on, g.body, {against(_GIVEN)}",
    "g.awarded_on",
    ("g.round", "g.badges", "g.years"),
)


class BadgeRow(NamedTuple):
    """One badge for so many `years`, awarded in the `round` of a day; days are ISO.

    `unit` is the member's cell on the day of the award. `ground` may be `erased`, or `locked`.
    `body` decided. `against`: the rules, separated by blanks, that the decision goes against since
    a correction of what it rests on, ERR-01 since the membership that it was for was cancelled;
    None where it stands.
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
    body: str
    against: str | None


class BadgeCount(NamedTuple):
    """How many badges of so many years were awarded in a round.

    `cancelled`: how many of them for memberships whose decision was cancelled since.
    """

    round: str
    years: int
    badges: int
    cancelled: int


def list_badges(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    year: int | None = None,
    round_on: str | None = None,
    unfounded: bool = False,
    to_withdraw: bool = False,
    limit: int = 0,
    after: str | None = None,
) -> Page[BadgeRow]:
    """The badges of a unit and all under it (None: of all), by round.

    `tree`: of the day of the award (`as-was`), or whose; see `units.scope`. `unfounded`: only those
    that a correction took the ground from, and that were not withdrawn. `to_withdraw`: only those
    that somebody still has for a membership that was cancelled.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(
        _in(year, round_on),
        Condition("g.withdrawn_on IS NULL") if unfounded or to_withdraw else NOTHING_ASKED,
        Condition("g.against IS NOT NULL") if unfounded else NOTHING_ASKED,
        of_cancelled(_GIVEN, reading.moment) if to_withdraw else NOTHING_ASKED,
        after_key(_LISTED.sorted_by, after),
    )
    joined = beside(_GIVEN, reading.moment)
    rows = [BadgeRow(*row) for row in _LISTED.rows(connection, reading, asked, limit, joined)]
    cut = page(rows, limit, lambda row: (row.round, row.badges, row.years))
    return placed_page(connection, reading, cut)


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
    found = _by_round(connection, reading, _in(year, None))
    cancelled = both(_in(year, None), of_cancelled(_GIVEN, reading.moment))
    for_none = {row[:2]: row[2] for row in _by_round(connection, reading, cancelled)}
    counts = [BadgeCount(*(*row, for_none.get(row[:2], 0))) for row in found]
    return page_of_all(counts, limit, after, lambda row: row[:2])


def _by_round(connection: Connection, reading: Reading, asked: Condition) -> list[Any]:
    """By round and years, how many badges."""
    below = reading.dated(connection)
    wanted = both(holds("g", *reading.moment), reading.among("g.unit", "g.awarded_on"), asked)
    query = (
        f"{below.sql}SELECT g.round, g.years, COUNT(*) FROM badges g WHERE {wanted.sql} "
        "GROUP BY g.round, g.years ORDER BY g.round, g.years"
    )
    return ask(connection, query, (*below.parameters, *wanted.parameters))
