# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""What candidates have reached, and counts of it by unit: the base of every figure."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    STILL_KNOWN,
    Condition,
    Connection,
    Moment,
    Page,
    after_key,
    ask,
    at_most,
    both,
    groups_in,
    holds,
    page,
)
from admission.projections.milestones.counting import Sought, counts, in_time, rows_of
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading, placed_page

_SORTED: Final = ("m.on_day", "m.name", "m.candidate")


class MilestoneRow(NamedTuple):
    """One milestone: `on_day` is the day it counts from, `since` the day of the act that says so.

    `unit` is the cell it is credited to, `detail` the standing in which a path ended. A day known
    from paper to the month or the year counts as the last that can be meant, and `detail` says how
    it reads; of one that is unknown `on_day` is empty.
    """

    candidate: str
    name: str
    on_day: str
    unit: str
    groups: tuple[str, ...]
    detail: str
    rulebook: str
    since: str


class Tally(NamedTuple):
    """How many candidates of a cell, with these groups, reached a milestone on a day."""

    unit: str
    on_day: str
    groups: str
    candidates: int


class Counted(NamedTuple):
    """One candidate who reached a milestone; `position` is that of the fact that says so.

    `detail` says how a day reads that is not known to the day.
    """

    candidate: str
    unit: str
    on_day: str
    groups: str
    detail: str
    position: int


class Reach(NamedTuple):
    """A candidate who counts at a cell, on a day (ISO)."""

    candidate: str
    unit: str
    on_day: str


def list_milestones(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    candidate: str | None = None,
    name: str | None = None,
    first: str | None = None,
    last: str | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Page[MilestoneRow]:
    """The milestones that stand, by day: of a candidate, of a name, from one day to another.

    `unit`: of a unit and all under it, in the tree of each one's own day (`as-was`), or through
    another; see `units.scope`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below = reading.dated(connection)
    asked = both(
        Condition("m.candidate = ?", (candidate,)) if candidate else NOTHING_ASKED,
        Condition("m.name = ?", (name,)) if name else NOTHING_ASKED,
        Condition("m.on_day >= ?", (first,)) if first else NOTHING_ASKED,
        Condition("m.on_day <= ?", (last,)) if last else NOTHING_ASKED,
        holds("m", as_of, known_at),
        reading.among("m.unit", "m.on_day"),
        after_key(_SORTED, after),
    )
    query = (
        f"{below.sql}SELECT m.candidate, m.name, m.on_day, m.unit, m.groups, m.detail, m.rulebook, "
        f"m.since FROM milestones m WHERE {asked.sql} ORDER BY {', '.join(_SORTED)} LIMIT ?"
    )
    rows = [
        MilestoneRow._make((*row[:4], groups_in(row[4]), *row[5:]))
        for row in ask(connection, query, (*below.parameters, *asked.parameters, at_most(limit)))
    ]
    cut = page(rows, limit, lambda row: (row.on_day, row.name, row.candidate))
    return placed_page(connection, reading, cut)


def tally(
    connection: Connection,
    name: str,
    first: str,
    last: str,
    *,
    as_of: str,
    known_at: int | None = None,
    cancelled_too: bool = False,
) -> list[Tally]:
    """Candidates who reached a milestone in a period, ends included, by cell, day and groups.

    `cancelled_too` leaves counted those whose decision was cancelled afterwards.
    """
    sought = Sought(name, first, last, cancelled_too=cancelled_too)
    return _tallied(connection, sought, Moment(as_of, known_at))


def tally_without(
    connection: Connection,
    name: str,
    missing: str,
    first: str,
    last: str,
    *,
    as_of: str,
    known_at: int | None = None,
) -> list[Tally]:
    """As `tally`, of those who have not reached another milestone."""
    return _tallied(connection, Sought(name, first, last, missing), Moment(as_of, known_at))


def list_counted(
    connection: Connection,
    name: str,
    first: str,
    last: str,
    *,
    as_of: str,
    known_at: int | None = None,
    cancelled_too: bool = False,
    after: int = 0,
) -> list[Counted]:
    """Those whom `tally` counts, each candidate as often as it does.

    `after`: only those recorded after this position.
    """
    sought = Sought(name, first, last, cancelled_too=cancelled_too, after=after)
    return _listed(connection, sought, Moment(as_of, known_at))


def list_counted_without(
    connection: Connection,
    name: str,
    missing: str,
    first: str,
    last: str,
    *,
    as_of: str,
    known_at: int | None = None,
) -> list[Counted]:
    """Those whom `tally_without` counts."""
    return _listed(connection, Sought(name, first, last, missing), Moment(as_of, known_at))


def list_lost(
    connection: Connection,
    name: str,
    first: str,
    last: str,
    *,
    as_of: str,
    known_at: int | None = None,
) -> list[Counted]:
    """Those who reached a milestone in a period and no longer count, or were once believed to.

    `position` is that of the fact which took the milestone away; a candidate may come again.
    """
    by = Condition("m.since <= ?", (as_of,))
    if known_at is not None:
        by = both(by, Condition("m.known_from <= ?", (known_at,)))
    asked = both(in_time(Sought(name, first, last)), by)
    now = STILL_KNOWN if known_at is None else known_at + 1
    query = (
        "SELECT m.candidate, m.unit, m.on_day, m.groups, m.detail, "
        f"CASE WHEN m.known_to < {now} THEN m.known_to ELSE m.known_from END "
        f"FROM milestones m WHERE {asked.sql} AND (m.known_to < {now} OR m.until <= ?) "
        "ORDER BY m.candidate, m.known_to, m.on_day"
    )
    return [Counted(*row) for row in ask(connection, query, (*asked.parameters, as_of))]


def who_counts(
    connection: Connection, sought: Sought, candidates: Sequence[str], moment: Moment
) -> list[Reach]:
    """Those of the candidates who count at some moment, as `tally` counts them."""
    if not candidates:
        return []
    among = Condition(f"m.candidate IN ({', '.join('?' * len(candidates))})", tuple(candidates))
    query = rows_of(sought, moment, "m.unit", "m.on_day", among=among)
    return [Reach._make(row) for row in ask(connection, query.sql, query.parameters)]


def who_differs(connection: Connection, sought: Sought, before: Moment, after: Moment) -> list[str]:
    """The candidates of whom a row counts at one of two moments and not at the other."""
    old, new = counts(sought, before), counts(sought, after)
    differing = Condition(f"({old.sql}) <> ({new.sql})", (*old.parameters, *new.parameters))
    asked = both(in_time(sought), differing)
    query = f"SELECT DISTINCT m.candidate FROM milestones m WHERE {asked.sql} ORDER BY 1"
    return [row[0] for row in ask(connection, query, asked.parameters)]


def _tallied(connection: Connection, sought: Sought, moment: Moment) -> list[Tally]:
    """Counted here rather than in SQL, which would sort."""
    query = rows_of(sought, moment, "m.unit", "m.on_day", "m.groups")
    found = Counter(tuple(row)[1:] for row in ask(connection, query.sql, query.parameters))
    return [Tally._make((*key, count)) for key, count in sorted(found.items())]


def rows_counted(sought: Sought, moment: Moment) -> Condition:
    """A SELECT of those whom `tally` counts: candidate, unit and day, each as often as it does."""
    return rows_of(sought, moment, "m.unit", "m.on_day")


def _listed(connection: Connection, sought: Sought, moment: Moment) -> list[Counted]:
    columns = ("m.unit", "m.on_day", "m.groups", "m.detail", "m.position")
    query = rows_of(sought, moment, *columns)
    return [
        Counted(*row) for row in ask(connection, f"{query.sql} ORDER BY 1, 3", query.parameters)
    ]
