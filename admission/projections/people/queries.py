# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Who is who: people found by name, and the accounts under which acts are recorded."""

from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
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
    "p.person, p.name, p.born, p.sex, p.cell, p.decided_on, p.official_on, p.ended_on, p.candidate"
)


class PersonRow(NamedTuple):
    """One person; a detail that was erased, or is not known, is None.

    Days are ISO, as exact as they are known: `2019-05`; of a member `official_on` may be `unknown`.

    `cell` and the days after it are of the membership, `candidate` of the newest candidacy.
    """

    person: str
    name: str | None
    born: str | None
    sex: str | None
    cell: str | None
    decided_on: str | None
    official_on: str | None
    ended_on: str | None
    candidate: str | None


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
    """The people in whose name each word of a text begins some word; `Dang` finds `Đặng`."""
    words = searched(text).split()
    if not words:
        return Page([], None)
    here = both(holds("p", as_of, known_at), after_key(("p.searched", "p.person"), after))
    named = " AND ".join("p.searched LIKE ?" for _ in words)
    query = (
        f"SELECT {_COLUMNS}, p.searched FROM people p WHERE {here.sql} AND {named} "
        "ORDER BY p.searched, p.person LIMIT ?"
    )
    patterns = (f"% {word}%" for word in words)
    found = ask(connection, query, (*here.parameters, *patterns, at_most(limit)))
    cut = page(found, limit, lambda row: (row[9], row[0]))
    return Page([PersonRow(*row[:9]) for row in cut.rows], cut.next)


def show_person(
    connection: Connection, person: str, *, as_of: str, known_at: int | None = None
) -> PersonRow | None:
    """One person; None where there was none."""
    here = holds("p", as_of, known_at)
    query = f"SELECT {_COLUMNS} FROM people p WHERE p.person = ? AND {here.sql}"
    found = ask(connection, query, (person, *here.parameters))
    return PersonRow(*found[0]) if found else None


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
