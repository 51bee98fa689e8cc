# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Where each candidate stands: one row per candidacy."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from admission.domain.stages.standings import Standing
from admission.projections.asking import (
    NOTHING_ASKED,
    STILL_KNOWN,
    Condition,
    Connection,
    Moment,
    Page,
    Value,
    after_key,
    ask,
    at_most,
    both,
    groups_in,
    holds,
    page,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading, placed_page

_COLUMNS: Final = (
    "c.candidate, c.person, p.name, p.listed_as, c.unit, u.name, c.stage, c.standing, "
    "c.standing_since, c.entered, c.groups, c.helper, c.guide, c.official_on, c.decided_by, "
    "c.failed_votes, c.breaches, c.taken_over_on, c.paper, c.vouched_by"
)


class StatusRow(NamedTuple):
    """One candidacy; `breaches` counts irregular acts that wait to be mended.

    Days are ISO, as exact as they are known: `2019-05`, or `unknown`. `taken_over_on` is None where
    nothing was taken over from paper: no step before that day was judged. `paper` is the document
    that was seen, `vouched_by` the account or person who vouches for it.
    """

    candidate: str
    person: str
    name: str | None
    listed_as: str | None
    unit: str
    unit_name: str | None
    stage: str
    standing: str
    since: str
    entered: str
    groups: tuple[str, ...]
    helper: str | None
    guide: str | None
    official_on: str | None
    decided_by: str | None
    failed_votes: int
    breaches: int
    taken_over_on: str | None
    paper: str | None
    vouched_by: str | None


class StandingCount(NamedTuple):
    """How many candidacies are in a standing."""

    stage: str
    standing: str
    candidates: int


class InStanding(NamedTuple):
    """One candidacy in a standing; `groups` reads `,a,b,`.

    `position` is that of the fact since which we know; `at_authority`: every body between the cell
    and the authority has had its turn.
    """

    candidate: str
    unit: str
    groups: str
    standing: str
    since: str
    position: int
    at_authority: bool


def list_status(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    stage: str | None = None,
    standing: str | None = None,
    group: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[StatusRow]:
    """The candidacies of a unit and all under it (None: of all), oldest id first.

    `tree`: a standing is true of the day asked, and `as-was` reads it in the tree of that day, each
    by its own unit; through another tree each is of the unit that stands for it there.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(
        Condition("c.stage = ?", (stage,)) if stage else NOTHING_ASKED,
        Condition("c.standing = ?", (standing,)) if standing else NOTHING_ASKED,
        Condition("c.groups LIKE ?", (f"%,{group},%",)) if group else NOTHING_ASKED,
        after_key(("c.candidate",), after),
    )
    rows = _asked(connection, asked, reading, at_most(limit))
    return placed_page(connection, reading, page(rows, limit, lambda row: (row.candidate,)))


def show_status(
    connection: Connection, candidate: str, *, as_of: str, known_at: int | None = None
) -> StatusRow | None:
    """One candidacy; None where it had not begun."""
    asked = Condition("c.candidate = ?", (candidate,))
    rows = _asked(connection, asked, Reading(Moment(as_of, known_at)), 1)
    return rows[0] if rows else None


def candidacies_of(
    connection: Connection, person: str, *, as_of: str, known_at: int | None = None
) -> list[StatusRow]:
    """Every candidacy of a person, oldest id first."""
    asked = Condition("c.person = ?", (person,))
    return _asked(connection, asked, Reading(Moment(as_of, known_at)), at_most(0))


def count_standings(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
) -> list[StandingCount]:
    """How many candidacies of a unit and all under it are in each standing."""
    below = Reading(Moment(as_of, known_at), unit, tree).standing(connection)
    here = holds("c", as_of, known_at)
    query = (
        f"{below.sql}SELECT c.stage, c.standing, count(*) FROM {_among(unit)} "
        f"WHERE {here.sql} AND {_in_tree(unit)} "
        "GROUP BY c.stage, c.standing ORDER BY c.stage, c.standing"
    )
    found = ask(connection, query, (*below.parameters, *here.parameters))
    return [StandingCount(*row) for row in found]


def tally_standings(
    connection: Connection,
    standings: Sequence[str],
    *,
    as_of: str,
    known_at: int | None = None,
) -> list[tuple[str, str, int]]:
    """How many candidacies are in any of the standings: cell, groups (`,a,b,`), count."""
    here = holds("c", as_of, known_at)
    marks = ", ".join("?" * len(standings))
    query = (
        f"SELECT c.unit, c.groups, count(*) FROM pipeline c WHERE {here.sql} "
        f"AND c.standing IN ({marks}) GROUP BY c.unit, c.groups"
    )
    return [
        (row[0], row[1], row[2]) for row in ask(connection, query, (*here.parameters, *standings))
    ]


def list_in_standings(
    connection: Connection,
    standings: Sequence[str],
    *,
    as_of: str,
    known_at: int | None = None,
) -> list[InStanding]:
    """The candidacies that `tally_standings` counts."""
    here = holds("c", as_of, known_at)
    marks = ", ".join("?" * len(standings))
    query = (
        "SELECT c.candidate, c.unit, c.groups, c.standing, c.standing_since, "
        "c.known_from, c.at_authority "
        f"FROM pipeline c WHERE {here.sql} AND c.standing IN ({marks}) ORDER BY c.candidate"
    )
    found = ask(connection, query, (*here.parameters, *standings))
    return [InStanding._make((*row[:6], bool(row[6]))) for row in found]


def who_stands(
    connection: Connection,
    standings: Sequence[str],
    candidates: Sequence[str],
    moment: Moment,
    *,
    at_authority: bool = False,
) -> list[tuple[str, str]]:
    """Those of the candidates who are in any of the standings: candidate, cell.

    `at_authority`: only those with whom every body between the cell and the authority is through.
    """
    if not candidates:
        return []
    here = holds("c", *moment)
    marks, among = ", ".join("?" * len(standings)), ", ".join("?" * len(candidates))
    query = (
        f"SELECT c.candidate, c.unit FROM pipeline c WHERE c.candidate IN ({among}) "
        f"AND {here.sql} AND c.standing IN ({marks}){' AND c.at_authority = 1' * at_authority}"
    )
    return [
        (row[0], row[1])
        for row in ask(connection, query, (*candidates, *here.parameters, *standings))
    ]


def who_stands_elsewhere(
    connection: Connection, standings: Sequence[str], before: Moment, after: Moment
) -> list[str]:
    """The candidates with a row in one of the standings at one of two moments, not at the other.

    Looked for among the rows that are still believed, and that go on to the earlier day, and among
    those of which that ended since the earlier position: by the index, however long the log is.
    """
    old, new = holds("c", *before), holds("c", *after)
    believed = Condition(
        f"c.known_to = {STILL_KNOWN} AND c.until > ?", (min(before.as_of, after.as_of),)
    )
    ended = Condition(
        f"c.known_to > ? AND c.known_to < {STILL_KNOWN}", (min(_at(before), _at(after)),)
    )
    found: set[str] = set()
    for among in (believed, ended):
        query = (
            "SELECT DISTINCT c.candidate FROM pipeline c "
            f"WHERE c.standing IN ({', '.join('?' * len(standings))}) AND {among.sql} "
            f"AND ({old.sql}) <> ({new.sql})"
        )
        values = (*standings, *among.parameters, *old.parameters, *new.parameters)
        found.update(row[0] for row in ask(connection, query, values))
    return sorted(found)


def _at(moment: Moment) -> int:
    return STILL_KNOWN if moment.known_at is None else moment.known_at


def tally_at_authority(
    connection: Connection, *, as_of: str, known_at: int | None = None
) -> list[tuple[str, int]]:
    """How many candidacies wait for the authority's decision on admission: cell, count."""
    here = holds("c", as_of, known_at)
    query = (
        f"SELECT c.unit, count(*) FROM pipeline c WHERE {here.sql} AND c.at_authority = 1 "
        f"AND c.standing IN (?, ?) GROUP BY c.unit ORDER BY c.unit"
    )
    standings = (Standing.CELL_RESOLVED, Standing.COMMITTEE_RESOLVED)
    return [(row[0], row[1]) for row in ask(connection, query, (*here.parameters, *standings))]


def _among(unit: str | None) -> str:
    """All candidates, or those of the tree `below`: from its few units to them.

    SQLite keeps the order of a CROSS JOIN; left to itself it would look at every candidate first.
    """
    return "below b CROSS JOIN pipeline c" if unit else "pipeline c"


def _in_tree(unit: str | None) -> str:
    return "c.unit = b.unit" if unit else "1 = 1"


def _asked(
    connection: Connection, asked: Condition, reading: Reading, limit: int
) -> list[StatusRow]:
    (moment, unit, _), below = reading, reading.standing(connection)
    here, named, placed = (holds(alias, *moment) for alias in ("c", "p", "u"))
    query = (
        f"{below.sql}SELECT {_COLUMNS} FROM {_among(unit)} "
        f"LEFT JOIN people p ON p.person = c.person AND {named.sql} "
        f"LEFT JOIN units u ON u.unit = c.unit AND {placed.sql} "
        f"WHERE {asked.sql} AND {here.sql} AND {_in_tree(unit)} "
        "ORDER BY c.candidate LIMIT ?"
    )
    parameters: Sequence[Value] = (
        *below.parameters,
        *named.parameters,
        *placed.parameters,
        *asked.parameters,
        *here.parameters,
        limit,
    )
    return [
        StatusRow._make((*row[:10], groups_in(row[10]), *row[11:]))
        for row in ask(connection, query, parameters)
    ]
