# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Classes and their rosters."""

from typing import Final, NamedTuple

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
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Listed, Reading, placed_page

_LISTED: Final = Listed(
    "classes",
    "k",
    "k.class_id, k.kind, k.unit, u.name, k.title, k.audience, k.starts, k.ends, k.sessions, "
    "k.ordered_on, k.people, k.passed, k.concluded_on, k.issued",
    "k.ordered_on",
    ("k.starts", "k.class_id"),
)


class ClassRow(NamedTuple):
    """One class; `people` are on its roster, `passed` of them; days are ISO."""

    class_id: str
    kind: str
    unit: str
    unit_name: str | None
    title: str
    audience: str
    starts: str
    ends: str
    sessions: int | None
    ordered_on: str
    people: int
    passed: int
    concluded_on: str | None
    issued: str | None


class RosterRow(NamedTuple):
    """One person in one class; None where there is no result yet."""

    class_id: str
    person: str
    name: str | None
    attended: int | None
    passed: bool | None
    certificate: str | None


def list_classes(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    kind: str | None = None,
    class_id: str | None = None,
    first: str | None = None,
    last: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[ClassRow]:
    """The classes ordered by a unit and all under it, by the day they start (`first`..`last`).

    `tree`: of the day of the order (`as-was`), or whose; see `units.scope`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(
        Condition("k.kind = ?", (kind,)) if kind else NOTHING_ASKED,
        Condition("k.class_id = ?", (class_id,)) if class_id else NOTHING_ASKED,
        Condition("k.starts >= ?", (first,)) if first else NOTHING_ASKED,
        Condition("k.starts <= ?", (last,)) if last else NOTHING_ASKED,
        after_key(_LISTED.sorted_by, after),
    )
    found = _LISTED.rows(connection, reading, asked, limit)
    rows = [ClassRow(*row) for row in found]
    cut = page(rows, limit, lambda row: (row.starts, row.class_id))
    return placed_page(connection, reading, cut)


def show_class(
    connection: Connection, class_id: str, *, as_of: str, known_at: int | None = None
) -> ClassRow | None:
    """One class; None where it was not ordered."""
    found = list_classes(connection, class_id=class_id, as_of=as_of, known_at=known_at)
    return found.rows[0] if found.rows else None


def roster(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    class_id: str | None = None,
    person: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[RosterRow]:
    """Who is in a class, or in which classes a person is."""
    sort = ("r.class_id", "r.person")
    named = holds("p", as_of, known_at)
    asked = both(
        Condition("r.class_id = ?", (class_id,)) if class_id else NOTHING_ASKED,
        Condition("r.person = ?", (person,)) if person else NOTHING_ASKED,
        holds("r", as_of, known_at),
        after_key(sort, after),
    )
    query = (
        "SELECT r.class_id, r.person, p.name, r.attended, r.passed, r.certificate "
        f"FROM class_people r LEFT JOIN people p ON p.person = r.person AND {named.sql} "
        f"WHERE {asked.sql} ORDER BY {', '.join(sort)} LIMIT ?"
    )
    found = ask(connection, query, (*named.parameters, *asked.parameters, at_most(limit)))
    rows = [row._replace(passed=_yes_or_no(row.passed)) for row in map(RosterRow._make, found)]
    return page(rows, limit, lambda row: (row.class_id, row.person))


def _yes_or_no(value: int | None) -> bool | None:
    return None if value is None else bool(value)
