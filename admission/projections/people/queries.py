# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Who is who: people found by name, and the accounts under which acts are recorded."""

from typing import Final, NamedTuple

from admission.domain.stages.standings import Stage
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
from admission.projections.people.search import searched

_COLUMNS: Final = (
    "p.person, p.name, p.born, p.sex, p.residence, p.listed_as, p.cell, p.decided_on, "
    "p.official_on, p.ended_on"
)


class PersonRow(NamedTuple):
    """One person; a detail that is not known is None, and one not to be had `erased` or `locked`.

    Days are ISO, as exact as they are known: `2019-05`; of a member `official_on` may be `unknown`.

    `listed_as` is the key that a list has for the person.
    `cell` and the days after it are of the membership, `candidate` is the open candidacy, else that
    which was recorded last. Where the record is another name of somebody, `joined_into` is the
    person kept, who has all that.
    """

    person: str
    name: str | None
    born: str | None
    sex: str | None
    residence: str | None
    listed_as: str | None
    cell: str | None
    decided_on: str | None
    official_on: str | None
    ended_on: str | None
    candidate: str | None
    joined_into: str | None


class AccountRow(NamedTuple):
    """One account, whom it belongs to, and the operating-system user that it is known by."""

    account: str
    holder: str | None
    system_user: str | None


def find_people(
    connection: Connection,
    text: str,
    *,
    as_of: str,
    known_at: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[PersonRow]:
    """The people in whose name each word of a text begins some word; `Dang` finds `Đặng`.

    Each is given once, under the name kept, also where only another name of theirs was meant.
    """
    words = searched(text).split()
    if not words:
        return Page([], None)
    here = both(holds("p", as_of, known_at), after_key(("p.searched", "p.person"), after))
    other = both(holds("o", as_of, known_at), _named("o", words))
    named = _named("p", words)
    shown = _shown(Moment(as_of, known_at))
    query = (
        f"SELECT {shown.sql}, p.searched FROM people p WHERE {here.sql} AND p.joined_into IS NULL "
        f"AND ({named.sql} OR p.person IN (SELECT o.joined_into FROM people o "
        f"WHERE o.joined_into IS NOT NULL AND {other.sql})) "
        "ORDER BY p.searched, p.person LIMIT ?"
    )
    parts = (shown, here, named, other)
    parameters = (*(value for part in parts for value in part.parameters), at_most(limit))
    cut = page(ask(connection, query, parameters), limit, lambda row: (row[-1], row[0]))
    return Page([PersonRow(*row[:-1]) for row in cut.rows], cut.next)


def _shown(moment: Moment) -> Condition:
    """The columns of a `PersonRow`. A candidacy is that of the record kept, as its path says."""
    path = holds("c", *moment)
    newest = (
        f"SELECT c.candidate FROM pipeline c WHERE c.person = p.person AND {path.sql} "
        "ORDER BY CASE WHEN c.stage IN (?, ?) THEN 1 ELSE 0 END, (SELECT min(b.known_from) "
        "FROM pipeline b WHERE b.candidate = c.candidate) DESC LIMIT 1"
    )
    over = (Stage.MEMBERSHIP.value, Stage.ENDED.value)
    return Condition(f"{_COLUMNS}, ({newest}), p.joined_into", (*path.parameters, *over))


def _named(alias: str, words: list[str]) -> Condition:
    sql = " AND ".join(f"{alias}.searched LIKE ?" for _ in words)
    return Condition(sql, tuple(f"% {word}%" for word in words))


def show_person(
    connection: Connection, person: str, *, as_of: str, known_at: int | None = None
) -> PersonRow | None:
    """One person; None where there was none."""
    here, shown = holds("p", as_of, known_at), _shown(Moment(as_of, known_at))
    query = f"SELECT {shown.sql} FROM people p WHERE p.person = ? AND {here.sql}"
    found = ask(connection, query, (*shown.parameters, person, *here.parameters))
    return PersonRow(*found[0]) if found else None


def records_of(
    connection: Connection, person: str, *, as_of: str, known_at: int | None = None
) -> tuple[str, ...]:
    """The id of a person kept, then those of the other records that are joined to it."""
    here = holds("p", as_of, known_at)
    query = f"SELECT p.person FROM people p WHERE p.joined_into = ? AND {here.sql} ORDER BY 1"
    found = ask(connection, query, (person, *here.parameters))
    return (person, *(row[0] for row in found))


def list_accounts(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    system_user: str | None = None,
    account: str | None = None,
) -> list[AccountRow]:
    """The accounts, or that of an id, or those known by an operating-system user."""
    only = Condition("a.account = ?", (account,)) if account else NOTHING_ASKED
    here = both(holds("a", as_of, known_at), only)
    query = (
        f"SELECT a.account, a.holder, a.known_as FROM accounts a WHERE {here.sql} "
        "ORDER BY a.account"
    )
    found = [AccountRow(*row) for row in ask(connection, query, here.parameters)]
    return [row for row in found if system_user in (None, row.system_user)]
