# ruff: noqa: S608 - statements are made of pieces of ours
"""Who counts as having reached a milestone: the one SELECT from which every figure is counted."""

from typing import NamedTuple

from admission.projections.asking import NOTHING_ASKED, Condition, Moment, both, holds, known_by


class Sought(NamedTuple):
    """Who counts: who reached a milestone from one day to another, and has not reached another.

    `after`: only those recorded after this position.
    """

    name: str
    first: str
    last: str
    missing: str | None = None
    cancelled_too: bool = False
    after: int = 0


def rows_of(
    sought: Sought, moment: Moment, *columns: str, among: Condition = NOTHING_ASKED
) -> Condition:
    """The SELECT of the rows that count at a moment: the candidate, then these columns."""
    asked = both(among, in_time(sought), counts(sought, moment))
    if sought.cancelled_too:
        return _once(asked, columns, sought.after)
    late = Condition("m.position > ?", (sought.after,)) if sought.after else NOTHING_ASKED
    asked = both(asked, late)
    query = f"SELECT m.candidate, {', '.join(columns)} FROM milestones m WHERE {asked.sql}"
    return Condition(query, asked.parameters)


def _once(asked: Condition, columns: tuple[str, ...], after: int) -> Condition:
    """One whose decision was cancelled counts once; the ceremony may have been held again."""
    read = ", ".join(f"max({column})" for column in columns)
    query = f"SELECT m.candidate, {read} FROM milestones m WHERE {asked.sql} GROUP BY m.candidate"
    if not after:
        return Condition(query, asked.parameters)
    return Condition(f"{query} HAVING max(m.position) > ?", (*asked.parameters, after))


def in_time(sought: Sought) -> Condition:
    """That a row is of the milestone, and its day of the time asked."""
    days = "m.name = ? AND m.on_day >= ? AND m.on_day <= ?"
    return Condition(days, (sought.name, sought.first, sought.last))


def counts(sought: Sought, moment: Moment) -> Condition:
    """That a row of the milestone counts, whatever its day."""
    if sought.cancelled_too:
        return _stands_or_cancelled(moment)
    here, other = holds("m", *moment), holds("o", *moment)
    if sought.missing is None:
        return here
    lacking = Condition(
        "NOT EXISTS (SELECT 1 FROM milestones o "
        f"WHERE o.candidate = m.candidate AND o.name = ? AND {other.sql})",
        (sought.missing, *other.parameters),
    )
    return both(here, lacking)


def _stands_or_cancelled(moment: Moment) -> Condition:
    as_of, known_at = moment
    known, path = known_by("m", known_at), holds("c", as_of, known_at)
    return Condition(
        f"{known.sql} AND m.since <= ? AND (m.until > ? OR EXISTS (SELECT 1 FROM pipeline c "
        f"WHERE c.candidate = m.candidate AND c.standing = 'cancelled' AND {path.sql}))",
        (*known.parameters, as_of, as_of, *path.parameters),
    )
