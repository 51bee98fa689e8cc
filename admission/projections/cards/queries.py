# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Cards as they stood on a day, as we knew them at a position: listed, and counted by year."""

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

_GIVEN: Final = Given("c", "c.decided_on")
_LISTED: Final = Listed(
    "cards",
    "c",
    "c.cards, c.number, c.person, c.unit, u.name, c.kind, c.batch, c.decided_on, c.document, "
    f"c.card_number, c.handed_over_on, c.withdrawn_on, {against(_GIVEN)}",
    "c.decided_on",
    ("c.decided_on", "c.cards", "c.number"),
)


class CardRow(NamedTuple):
    """One card, counted by the `number` among those of the person from 0; days are ISO.

    `unit` is the member's cell on the day of the decision. `card_number` is text, or `erased`, or
    `locked`; None before the card was handed over. `against`: the rules, separated by blanks, that
    the decision goes against since a correction of what it rests on, ERR-01 since the membership
    that it was for was cancelled; None where it stands.
    """

    cards: str
    number: int
    person: str
    unit: str
    unit_name: str | None
    kind: str
    batch: str
    decided_on: str
    document: str | None
    card_number: str | None
    handed_over_on: str | None
    withdrawn_on: str | None
    against: str | None


class CardCount(NamedTuple):
    """How many cards were decided in a year, and of these how many of each kind, handed over.

    `cancelled`: for memberships whose decision was cancelled since; the others count them, too.
    """

    year: str
    issued: int
    first_issues: int
    exchanges: int
    reissues: int
    handed_over: int
    cancelled: int


def list_cards(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    year: int | None = None,
    kind: str | None = None,
    person: str | None = None,
    unfounded: bool = False,
    to_withdraw: bool = False,
    limit: int = 0,
    after: str | None = None,
) -> Page[CardRow]:
    """The cards of a unit and all under it (None: of all), by the day of the decision.

    `tree`: of the day of the decision (`as-was`), or whose; see `units.scope`. `person`: of this
    person, and of the records that are joined to the person. `unfounded`: only those that a
    correction took the ground from, and that were not withdrawn. `to_withdraw`: only those that are
    out, or decided, for a membership that was cancelled.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    doubtful = Condition("c.against IS NOT NULL AND c.withdrawn_on IS NULL")
    asked = both(
        _in(year),
        Condition("c.kind = ?", (kind,)) if kind else NOTHING_ASKED,
        _of(person, reading.moment) if person else NOTHING_ASKED,
        doubtful if unfounded else NOTHING_ASKED,
        _to_withdraw(reading.moment) if to_withdraw else NOTHING_ASKED,
        after_key(_LISTED.sorted_by, after),
    )
    joined = beside(_GIVEN, reading.moment)
    rows = [CardRow(*row) for row in _LISTED.rows(connection, reading, asked, limit, joined)]
    cut = page(rows, limit, lambda row: (row.decided_on, row.cards, row.number))
    return placed_page(connection, reading, cut)


def _in(year: int | None) -> Condition:
    if year is None:
        return NOTHING_ASKED
    return Condition("c.decided_on >= ? AND c.decided_on <= ?", (f"{year}-01-01", f"{year}-12-31"))


def _of(person: str, moment: Moment) -> Condition:
    here = holds("q", *moment)
    joined = f"SELECT q.person FROM people q WHERE q.joined_into = ? AND {here.sql}"
    return Condition(
        f"(c.person = ? OR c.person IN ({joined}))", (person, person, *here.parameters)
    )


def _to_withdraw(moment: Moment) -> Condition:
    """Given for a cancelled membership, not withdrawn, and no later card in its place."""
    later = holds("n", *moment)
    newer = "n.cards = c.cards AND n.number > c.number AND n.handed_over_on IS NOT NULL"
    replaced = f"SELECT 1 FROM cards n WHERE {newer} AND {later.sql}"
    return both(
        of_cancelled(_GIVEN, moment),
        Condition(f"c.withdrawn_on IS NULL AND NOT EXISTS ({replaced})", later.parameters),
    )


def count_cards(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    year: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[CardCount]:
    """The cards decided for members of a unit and all under it (None: of all), year by year."""
    reading = Reading(Moment(as_of, known_at), unit, tree)
    numbers = ", ".join(map(_kind, ("first-issue", "exchange", "reissue")))
    found = _by_year(connection, reading, _in(year), f"{numbers}, COUNT(c.handed_over_on)")
    cancelled = both(_in(year), of_cancelled(_GIVEN, reading.moment))
    for_none = dict(_by_year(connection, reading, cancelled))
    counts = [CardCount(*(*row, for_none.get(row[0], 0))) for row in found]
    return page_of_all(counts, limit, after, lambda row: (row.year,))


def _by_year(
    connection: Connection, reading: Reading, asked: Condition, also: str = ""
) -> list[Any]:
    """By the year of the decision, how many cards, and other numbers of them."""
    below = reading.dated(connection)
    wanted = both(holds("c", *reading.moment), reading.among("c.unit", "c.decided_on"), asked)
    query = (
        f"{below.sql}SELECT substr(c.decided_on, 1, 4), COUNT(*){also and ', '}{also} "
        f"FROM cards c WHERE {wanted.sql} GROUP BY substr(c.decided_on, 1, 4) ORDER BY 1"
    )
    return ask(connection, query, (*below.parameters, *wanted.parameters))


def _kind(kind: str) -> str:
    return f"CAST(SUM(CASE WHEN c.kind = '{kind}' THEN 1 ELSE 0 END) AS BIGINT)"
