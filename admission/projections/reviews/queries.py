# ruff: noqa: PLR0913, S608 - one argument for each way to ask; statements of pieces of ours
"""Reviews of the political standard as they stood on a day, as we knew them at a position."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

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
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Listed, Reading, placed, placed_page

_LISTED: Final = Listed(
    "reviews",
    "r",
    "r.review, r.person, p.name, r.unit, u.name, r.purpose, r.step, r.requested_on, "
    "r.concluded_on, r.concluded_by, r.document",
    "r.requested_on",
    ("r.requested_on", "r.review"),
    people=True,
)


class ReviewRow(NamedTuple):
    """One review: `unit` asked for it; days are ISO, `concluded_on` None while it is open.

    `step` is the milestone that waits for it, or None.
    """

    review: str
    person: str
    name: str | None
    unit: str
    unit_name: str | None
    purpose: str
    step: str | None
    requested_on: str
    concluded_on: str | None
    concluded_by: str | None
    document: str | None


class ReviewCount(NamedTuple):
    """How many reviews one unit asked for in a year, and how many of its own were concluded in it.

    Of one purpose; those concluded count in the year in which they were.
    """

    unit: str
    unit_name: str | None
    year: int
    purpose: str
    requested: int
    concluded: int


def list_reviews(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    person: str | None = None,
    purpose: str | None = None,
    year: int | None = None,
    open_since: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[ReviewRow]:
    """Reviews asked for by a unit and all under it (None: by all), by the day of asking.

    `year`: those concluded in it. `open_since`: those still open that were asked for by that day.
    `tree`: of the day on which it was asked for, or whose; see `units.scope`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    still_open = Condition(
        "r.concluded_on IS NULL AND r.requested_on <= ?", (open_since,) if open_since else ()
    )
    asked = both(
        Condition("r.person = ?", (person,)) if person else NOTHING_ASKED,
        Condition("r.purpose = ?", (purpose,)) if purpose else NOTHING_ASKED,
        _in_year("r.concluded_on", year) if year else NOTHING_ASKED,
        still_open if open_since else NOTHING_ASKED,
        after_key(_LISTED.sorted_by, after),
    )
    rows = [ReviewRow(*row) for row in _LISTED.rows(connection, reading, asked, limit)]
    cut = page(rows, limit, lambda row: (row.requested_on, row.review))
    return placed_page(connection, reading, cut)


def count_reviews(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    year: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[ReviewCount]:
    """By unit, year and purpose, of a unit and all under it (None: of all)."""
    reading = Reading(Moment(as_of, known_at), unit, tree)
    requested = _counted(connection, reading, "r.requested_on", year)
    concluded = _counted(connection, reading, "r.concluded_on", year)
    found = [
        ReviewCount(unit, name, int(of), purpose, requested[key], concluded[key])
        for key in requested | concluded
        for unit, name, of, purpose in (key,)
    ]
    rows = sorted(_together(placed(connection, reading, found)), key=_cursor)
    return page_of_all(rows, limit, after, _cursor)


def _counted(
    connection: Connection, reading: Reading, day: str, year: int | None
) -> Counter[tuple[str, str | None, str, str]]:
    """How many have such a day, by unit, its name on the day asked, year and purpose."""
    below, named = reading.dated(connection), holds("u", *reading.moment)
    wanted = both(
        holds("r", *reading.moment),
        Condition(f"{day} IS NOT NULL"),
        _in_year(day, year) if year else NOTHING_ASKED,
        reading.among("r.unit", day),
    )
    query = (
        f"{below.sql}SELECT r.unit, u.name, substr({day}, 1, 4), r.purpose, count(*) "
        f"FROM reviews r LEFT JOIN units u ON u.unit = r.unit AND {named.sql} "
        f"WHERE {wanted.sql} GROUP BY 1, 2, 3, 4"
    )
    values = (*below.parameters, *named.parameters, *wanted.parameters)
    return Counter({tuple(key): count for *key, count in ask(connection, query, values)})


def _in_year(column: str, year: int) -> Condition:
    return Condition(f"{column} BETWEEN ? AND ?", (f"{year:04}-01-01", f"{year:04}-12-31"))


def _together(rows: list[ReviewCount]) -> Iterator[ReviewCount]:
    """One row for what the tree asked for puts in one unit."""
    found: dict[tuple[str, int, str], ReviewCount] = {}
    for row in rows:
        key = (row.unit, row.year, row.purpose)
        before = found.get(key)
        if before is not None:
            row = row._replace(  # noqa: PLW2901 - the sum of both
                requested=row.requested + before.requested,
                concluded=row.concluded + before.concluded,
            )
        found[key] = row
    yield from found.values()


def _cursor(row: ReviewCount) -> tuple[str | int, ...]:
    return (row.year, row.unit_name or "", row.unit, row.purpose)
