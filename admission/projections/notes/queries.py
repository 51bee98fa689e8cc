# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Notes as they stood on a day, as we knew them at a position."""

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
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading, placed_page

_SORTED: Final = ("n.written_on", "n.note")
_OPEN: Final = Condition("n.closed_on IS NULL")


class NoteRow(NamedTuple):
    """One note; `unit` is the one that it is about, or the cell of the candidate.

    `person` and `name` are the candidate's, None for a note on a unit; `text` is None once it was
    erased; days are ISO. `author_name` is as known by the position, whatever the day.
    """

    note: str
    about: str
    person: str | None
    name: str | None
    unit: str | None
    unit_name: str | None
    text: str | None
    follow_up: str | None
    written_on: str
    author: str
    author_name: str | None
    closed_on: str | None


def list_notes(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    about: str | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    closed: bool = False,
    limit: int = 0,
    after: str | None = None,
) -> Page[NoteRow]:
    """The open notes, by the day they were written: all, or those on one candidate or unit.

    `unit`: those on a unit, on all under it, and on their candidates. `closed`: closed ones too.
    `tree`: whose unit it is, as in `list_status`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(
        NOTHING_ASKED if closed else _OPEN,
        Condition("n.about = ?", (about,)) if about else NOTHING_ASKED,
        after_key(_SORTED, after),
    )
    ordered = f"ORDER BY {', '.join(_SORTED)} LIMIT {at_most(limit)}"
    rows = _asked(connection, asked, reading, ordered)
    cut = page(rows, limit, lambda row: (row.written_on, row.note))
    return placed_page(connection, reading, cut)


def notes_to_follow_up(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    about: str | None = None,
    by: str | None = None,
) -> list[NoteRow]:
    """The open notes to come back to by a day (None: some day), in no order; asked as above."""
    asked = both(
        _OPEN,
        Condition("n.follow_up IS NOT NULL"),
        Condition("n.follow_up <= ?", (by,)) if by else NOTHING_ASKED,
        Condition("n.about = ?", (about,)) if about else NOTHING_ASKED,
    )
    return _asked(connection, asked, Reading(Moment(as_of, known_at), unit, tree))


def count_open_notes(
    connection: Connection, about: str, *, as_of: str, known_at: int | None = None
) -> int:
    """How many open notes there are on one candidate or unit."""
    asked = both(holds("n", as_of, known_at), _OPEN, Condition("n.about = ?", (about,)))
    query = f"SELECT count(*) FROM notes n WHERE {asked.sql}"
    ((count,),) = ask(connection, query, asked.parameters)
    return int(count)


def _asked(
    connection: Connection, asked: Condition, reading: Reading, ordered: str = ""
) -> list[NoteRow]:
    (moment, unit, _), below = reading, reading.standing(connection)
    path, named, placed, here = (holds(alias, *moment) for alias in ("c", "p", "u", "n"))
    # Whoever wrote it may be registered under a later day than the note has.
    account, author = (holds(alias, LATEST, moment.known_at) for alias in ("a", "w"))
    among = _among(moment) if unit else NOTHING_ASKED
    query = (
        f"{below.sql}SELECT n.note, n.about, c.person, p.name, u.unit, u.name, n.text, "
        "n.follow_up, n.written_on, n.author, COALESCE(a.holder, w.name, a.known_as), n.closed_on "
        f"FROM notes n LEFT JOIN pipeline c ON c.candidate = n.about AND {path.sql} "
        f"LEFT JOIN people p ON p.person = c.person AND {named.sql} "
        f"LEFT JOIN units u ON u.unit = COALESCE(c.unit, n.about) AND {placed.sql} "
        f"LEFT JOIN accounts a ON a.account = n.author AND {account.sql} "
        f"LEFT JOIN people w ON w.person = n.author AND {author.sql} "
        f"WHERE {asked.sql} AND {here.sql} AND {among.sql} {ordered}"
    )
    parts = (below, path, named, placed, account, author, asked, here, among)
    values = [value for part in parts for value in part.parameters]
    return [NoteRow(*row) for row in ask(connection, query, values)]


def _among(moment: Moment) -> Condition:
    """That a note is on a unit of the tree `below`, or on a candidate of it."""
    path = holds("d", *moment)
    return Condition(
        "n.about IN (SELECT unit FROM below UNION ALL "
        "SELECT d.candidate FROM below b CROSS JOIN pipeline d "
        f"WHERE d.unit = b.unit AND {path.sql})",
        path.parameters,
    )
