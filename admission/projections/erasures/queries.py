# ruff: noqa: S608 - statements are made of pieces of ours
"""How far the erasure of each person is, what was destroyed, and which scans go with a person."""

from collections.abc import Sequence
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

_SORTED: Final = ("e.person",)
OPEN: Final = ("requested", "approved-once", "approved")


class ErasureRow(NamedTuple):
    """The newest request for one person, and the hold that stands; days are ISO.

    `asked` is not-requested (there is a hold alone), requested, approved-once, approved, refused
    or erased; `paper` cites what asks for it.
    """

    person: str
    asked: str
    unit: str | None
    unit_name: str | None
    ground: str | None
    paper: str | None
    requested_on: str | None
    requested_by: str | None
    first_approver: str | None
    second_approver: str | None
    refused_on: str | None
    erased_on: str | None
    held_since: str | None


class DestroyedRow(NamedTuple):
    """What was destroyed in all: keys of people and of scans; the newest epoch that was recorded.

    `waiting` erasures came after that epoch began: of those, `unit` and `requested_on` are of the
    oldest request, `erased_on` of the first. `backups_unit` and `backups_since` are of the oldest
    request whose keys backups from before that epoch may still hold; None once they are destroyed.
    """

    erasures: int
    keys: int
    scans: int
    epoch: int
    waiting: int
    unit: str | None
    unit_name: str | None
    requested_on: str | None
    erased_on: str | None
    backups_unit: str | None
    backups_unit_name: str | None
    backups_since: str | None


def list_erasures(  # noqa: PLR0913 - one argument for each way to ask
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    person: str | None = None,
    waiting: bool = False,
    limit: int = 0,
    after: str | None = None,
) -> Page[ErasureRow]:
    """All requests and holds, by the id of the person: of all, of one, or those that wait."""
    marks = ", ".join("?" * len(OPEN))
    here, named = holds("e", as_of, known_at), holds("u", as_of, known_at)
    asked = both(
        here,
        Condition("e.person = ?", (person,)) if person else NOTHING_ASKED,
        Condition(f"e.asked IN ({marks})", OPEN) if waiting else NOTHING_ASKED,
        after_key(_SORTED, after),
    )
    query = (
        "SELECT e.person, e.asked, e.unit, u.name, e.ground, e.paper, e.requested_on, "
        "e.requested_by, e.first_approver, e.second_approver, e.refused_on, e.erased_on, "
        f"e.held_since FROM erasures e LEFT JOIN units u ON u.unit = e.unit AND {named.sql} "
        f"WHERE {asked.sql} ORDER BY {', '.join(_SORTED)} LIMIT ?"
    )
    found = ask(connection, query, (*named.parameters, *asked.parameters, at_most(limit)))
    return page([ErasureRow(*row) for row in found], limit, lambda row: (row.person,))


def destroyed(
    connection: Connection, *, as_of: str, known_at: int | None = None
) -> DestroyedRow | None:
    """What was destroyed in all; None where nobody was erased and no epoch began."""
    here, named = holds("k", as_of, known_at), holds("u", as_of, known_at)
    answers = holds("b", as_of, known_at)
    query = (
        "SELECT k.erasures, k.keys, k.scans, k.epoch, k.waiting, k.unit, u.name, k.requested_on, "
        "k.erased_on, k.backups_unit, b.name, k.backups_since FROM key_epochs k "
        f"LEFT JOIN units u ON u.unit = k.unit AND {named.sql} "
        f"LEFT JOIN units b ON b.unit = k.backups_unit AND {answers.sql} WHERE {here.sql}"
    )
    parameters = (*named.parameters, *answers.parameters, *here.parameters)
    found = ask(connection, query, parameters)
    return DestroyedRow(*found[0]) if found else None


def scans_of_nobody_else(connection: Connection, streams: Sequence[str]) -> list[str]:
    """The scans, sorted, that are about some things or named in their steps, and in no others'."""
    marks = ", ".join("?" * len(streams))
    query = (
        f"SELECT sha256 FROM scans WHERE about IN ({marks}) "
        f"UNION SELECT sha256 FROM cited_scans WHERE stream IN ({marks}) ORDER BY 1"
    )
    others = (
        f"SELECT 1 FROM scans WHERE sha256 = ? AND about <> '' AND about NOT IN ({marks}) "
        f"UNION ALL SELECT 1 FROM cited_scans WHERE sha256 = ? AND stream NOT IN ({marks})"
    )
    return [
        sha256
        for (sha256,) in ask(connection, query, (*streams, *streams))
        if not ask(connection, others, (sha256, *streams, sha256, *streams))
    ]
