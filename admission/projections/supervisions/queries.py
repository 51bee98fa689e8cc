# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Who answers for which units on a day, as we knew it at a position."""

from collections.abc import Collection
from typing import Final, NamedTuple

from admission.projections.asking import (
    LATEST,
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
from admission.projections.people.queries import records_of, show_person
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.places import Places
from admission.projections.units.scope import Reading, placed_page

_SORTED: Final = ("s.unit", "s.supervisor")


class SupervisionRow(NamedTuple):
    """Somebody who answers for a unit since `assigned_on` (ISO).

    `supervisor` is the id of a person or account, under which it was assigned; its name is as known
    by the position, whatever the day. `document` is the number of the paper, None where none has.
    """

    unit: str
    unit_name: str | None
    supervisor: str
    supervisor_name: str | None
    office: str | None
    assigned_on: str
    document: str | None


def list_supervisions(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    supervisor: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[SupervisionRow]:
    """Who answers for a unit and those under it (None: for any) on the day asked.

    `supervisor`: only this person, under every name, or this account. `tree`: as in `list_status`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below = reading.standing(connection)
    named = holds("u", as_of, known_at)
    # Whoever answers may be registered under a later day than the supervision has.
    account, who = (holds(alias, LATEST, known_at) for alias in ("a", "w"))
    wanted = both(
        holds("s", as_of, known_at),
        Condition("s.unit IN (SELECT unit FROM below)") if unit else NOTHING_ASKED,
        _of(connection, supervisor, reading.moment) if supervisor else NOTHING_ASKED,
        after_key(_SORTED, after),
    )
    query = (
        f"{below.sql}SELECT s.unit, u.name, s.supervisor, COALESCE(a.holder, w.name, a.known_as), "
        f"s.office, s.assigned_on, s.document FROM supervisions s "
        f"LEFT JOIN units u ON u.unit = s.unit AND {named.sql} "
        f"LEFT JOIN accounts a ON a.account = s.supervisor AND {account.sql} "
        f"LEFT JOIN people w ON w.person = s.supervisor AND {who.sql} "
        f"WHERE {wanted.sql} ORDER BY {', '.join(_SORTED)} LIMIT ?"
    )
    parts = (below, named, account, who, wanted)
    values = [value for part in parts for value in part.parameters]
    rows = [SupervisionRow(*row) for row in ask(connection, query, (*values, at_most(limit)))]
    return placed_page(connection, reading, page(rows, limit, lambda r: (r.unit, r.supervisor)))


def units_of(
    connection: Connection,
    supervisor: str,
    *,
    as_of: str,
    known_at: int | None = None,
    tree: str = AS_WAS,
) -> list[str]:
    """The units for which somebody answers on the day asked, none of them under another.

    For one that has ended the one that stands in its place; through the tree of a day, the one that
    stands there for it.
    """
    reading = Reading(Moment(as_of, known_at), tree=tree)
    asked = both(holds("s", as_of, known_at), _of(connection, supervisor, reading.moment))
    query = f"SELECT DISTINCT s.unit FROM supervisions s WHERE {asked.sql}"
    places, day = Places(connection, known_at), reading.day or as_of
    rows = ask(connection, query, asked.parameters)
    homes = {places.in_place_of(unit, day) for (unit,) in rows} - {None}
    return sorted(home for home in homes if home and not _is_under(places, home, day, homes))


def _of(connection: Connection, supervisor: str, moment: Moment) -> Condition:
    """That somebody answers: an account, or a person under whatever name."""
    found = show_person(connection, supervisor, as_of=LATEST, known_at=moment.known_at)
    kept = found.joined_into if found and found.joined_into else supervisor
    names = records_of(connection, kept, as_of=LATEST, known_at=moment.known_at)
    return Condition(f"s.supervisor IN ({', '.join('?' * len(names))})", names)


def _is_under(places: Places, unit: str, day: str, others: Collection[str | None]) -> bool:
    """Whether one of the others stands above a unit on a day."""
    row = places.row(unit, day)
    while row is not None:
        above = places.in_place_of(row.parent, day)
        if above in others:
            return True
        row = places.row(above, day) if above else None
    return False
