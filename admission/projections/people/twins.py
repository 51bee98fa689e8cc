# ruff: noqa: S608 - statements are made of pieces of ours
"""Records that are likely to be of one person: of one name, and of one birth or one place."""

from typing import Final, NamedTuple

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

_SORTED: Final = ("searched", "person", "other")
_COLUMNS: Final = (
    "person, other, name, other_name, born, other_born, residence, other_residence, alike"
)


class TwinRow(NamedTuple):
    """Two records: `likeness` is strong, likely or possible, `alike` says in what they agree.

    Strong: name without diacritics, birth and place; likely: name and birth; possible: name and
    place, where a birth is not known. Days are ISO; what is not known is None.
    """

    person: str
    other: str
    name: str | None
    other_name: str | None
    born: str | None
    other_born: str | None
    residence: str | None
    other_residence: str | None
    likeness: str
    alike: tuple[str, ...]


_ALIKE: Final = {
    3: ("strong", ("name", "birth", "place")),
    2: ("likely", ("name", "birth")),
    1: ("possible", ("name", "place")),
}


def list_twins(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[TwinRow]:
    """Every pair of records that are likely to be of one person, by name.

    Not of records that are joined, nor of those that were found to be of two people.
    """
    further = after_key(_SORTED, after)
    first = str(further.parameters[0]) if further.parameters else ""
    pairs = _pairs(Moment(as_of, known_at), first)
    query = (
        f"SELECT {_COLUMNS}, searched FROM ({pairs.sql}) AS pairs WHERE {further.sql} "
        f"ORDER BY {', '.join(_SORTED)} LIMIT ?"
    )
    parameters = (*pairs.parameters, *further.parameters, at_most(limit))
    cut = page(ask(connection, query, parameters), limit, lambda row: (row[9], row[0], row[1]))
    return Page([TwinRow._make((*row[:8], *_ALIKE[row[8]])) for row in cut.rows], cut.next)


def count_twins(connection: Connection, *, as_of: str, known_at: int | None = None) -> int:
    """How many such pairs there are."""
    pairs = _pairs(Moment(as_of, known_at), "")
    found = ask(connection, f"SELECT count(*) FROM ({pairs.sql}) AS pairs", pairs.parameters)
    return int(found[0][0])


def _pairs(moment: Moment, first: str) -> Condition:
    """Each pair once, from a name on: every record with those like it, each without a birth too.

    SQLite keeps the order of a CROSS JOIN, and what is asked of both it asks after the index has
    found two: so a record is only read where there is one like it.
    """
    born = _arm(
        "CASE WHEN p.place = o.place THEN 3 ELSE 2 END",
        "o.born = p.born AND o.person > p.person",
        moment,
        first,
    )
    placed = _arm(
        "1",
        "p.born IS NULL AND p.place IS NOT NULL AND o.place IS NOT NULL AND o.place = p.place "
        "AND o.person <> p.person AND (o.born IS NOT NULL OR o.person > p.person)",
        moment,
        first,
    )
    return Condition(f"{born.sql} UNION ALL {placed.sql}", (*born.parameters, *placed.parameters))


def _arm(alike: str, likely: str, moment: Moment, first: str) -> Condition:
    apart = holds("a", *moment)
    named = Condition("p.searched <> '' AND p.searched >= ?", (first,))
    asked = both(named, holds("p", *moment), holds("o", *moment))
    return Condition(
        f"SELECT p.searched, p.person, o.person AS other, p.name, o.name AS other_name, p.born, "
        "o.born AS other_born, p.residence, o.residence AS other_residence, "
        f"{alike} AS alike FROM people p CROSS JOIN people o "
        f"WHERE o.searched = p.searched AND {likely} AND {asked.sql} "
        "AND COALESCE(p.joined_into, o.joined_into) IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM people_apart a "
        f"WHERE a.person = p.person AND a.other = o.person AND {apart.sql})",
        (*asked.parameters, *apart.parameters),
    )
