# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Who was ranked how for a year: one by one, and how many in each unit."""

from typing import Final, Literal, NamedTuple

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
    known_by,
    page,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading, placed_page

Ranked = Literal["organisation", "member", "head"]
"""As what somebody or something is ranked."""

_SORTED: Final = ("r.unit", "r.ranking")


class RankingRow(NamedTuple):
    """One ranking; `person` and `name` are None of an organisation, `rank` is perhaps not-ranked.

    `reason` says why there is no class; `rank_before` is that of the year before, None where none
    was decided; `score_hundredths` are hundredths of a point. Days are ISO.
    """

    ranking: str
    who: str
    unit: str
    unit_name: str | None
    person: str | None
    name: str | None
    year: int
    rank: str
    reason: str | None
    score_hundredths: int | None
    rank_before: str | None
    decided_by: str
    decided_by_name: str | None
    ranked_on: str
    document_kind: str
    document_number: str | None
    document_signed: str | None


class Tally(NamedTuple):
    """How many in one unit have one class; `reason` where they have none."""

    unit: str
    rank: str
    reason: str | None
    people: int


def list_rankings(
    connection: Connection,
    *,
    year: int,
    who: Ranked,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Page[RankingRow]:
    """The rankings of a year in a unit and all under it (None: in all), by unit.

    `tree`: of the day of each decision (`as-was`), or whose; see `units.scope`. Of a person with
    two names the ranking of the name kept is listed.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below = reading.dated(connection)
    wanted = both(_of(reading, who, year), after_key(_SORTED, after))
    named, by, person = (known_by(alias, known_at) for alias in "ubp")
    before = holds("o", as_of, known_at)
    query = (
        f"{below.sql}SELECT r.ranking, r.who, r.unit, u.name, r.person, p.name, r.year, r.rank, "
        "r.reason, r.score_hundredths, "
        "(SELECT min(o.rank) FROM rankings o WHERE o.who = r.who AND o.year = r.year - 1 "
        "AND (o.person = r.person OR (r.person IS NULL AND o.unit = r.unit)) "
        f"AND {before.sql}), r.decided_by, b.name, r.ranked_on, r.document_kind, "
        "r.document_number, r.document_signed FROM rankings r "
        f"LEFT JOIN units u ON u.unit = r.unit AND {named.sql} AND {_on_its_day('u')} "
        f"LEFT JOIN units b ON b.unit = r.decided_by AND {by.sql} AND {_on_its_day('b')} "
        f"LEFT JOIN people p ON p.person = r.person AND {person.sql} "
        "AND p.since <= ? AND p.until > ? "
        f"WHERE {wanted.sql} ORDER BY {', '.join(_SORTED)} LIMIT ?"
    )
    parts = (below, before, named, by, person)
    values = [value for part in parts for value in part.parameters]
    found = ask(connection, query, (*values, as_of, as_of, *wanted.parameters, at_most(limit)))
    rows = [RankingRow(*row) for row in found]
    cut = page(rows, limit, lambda row: (row.unit, row.ranking))
    return placed_page(connection, reading, cut)


def tally(
    connection: Connection,
    who: Ranked,
    year: int,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
) -> list[Tally]:
    """How many have which class for a year, in each unit that is read; each person once."""
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below, wanted = reading.dated(connection), _of(reading, who, year)
    query = (
        f"{below.sql}SELECT r.unit, r.rank, r.reason, count(*) FROM rankings r "
        f"WHERE {wanted.sql} GROUP BY r.unit, r.rank, r.reason"
    )
    found = ask(connection, query, (*below.parameters, *wanted.parameters))
    return [Tally(*row) for row in found]


def _of(reading: Reading, who: Ranked, year: int) -> Condition:
    """The rankings of a year as they hold, without those that a person has under another name."""
    moment = reading.moment
    here, other, kept = (holds(alias, *moment) for alias in "rjk")
    asked = both(
        Condition("r.who = ? AND r.year = ?", (who, year)),
        here,
        reading.among("r.unit", "r.ranked_on"),
    )
    if who == "organisation":
        return asked
    twice = Condition(
        "r.person NOT IN (SELECT j.person FROM people j "
        "JOIN rankings k ON k.person = j.joined_into "
        f"WHERE j.joined_into IS NOT NULL AND {other.sql} AND k.who = ? AND k.year = ? "
        f"AND {kept.sql})",
        (*other.parameters, who, year, *kept.parameters),
    )
    return both(asked, twice)


def _on_its_day(alias: str) -> str:
    return (
        f"({alias}.since <= r.ranked_on OR {alias}.since = {alias}.founded) "
        f"AND {alias}.until > r.ranked_on"
    )
