# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""The scans that are kept, what they belong to, and the steps that rest on no document."""

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
    known_by,
    page,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading, placed_page

_SORTED: Final = ("s.kept_on", "s.sha256", "s.about", "s.step")
_AFTER_ALL_DIGITS: Final = "g"
# From the few units asked for to the steps of their candidates: SQLite keeps this order.
_FROM_UNITS: Final = (
    "FROM below b CROSS JOIN pipeline c CROSS JOIN undocumented_steps m "
    "WHERE c.unit = b.unit AND m.candidate = c.candidate"
)
_FROM_STEPS: Final = "FROM undocumented_steps m LEFT JOIN pipeline c ON c.candidate = m.candidate"


class ScanRow(NamedTuple):
    """One scan with one thing that it belongs to; `size` in bytes, days ISO.

    `about` is None for a scan that belongs to nothing yet; `position` and `type` are of the step
    that it belongs to, None where it belongs to none.
    """

    sha256: str
    size: int
    media_type: str
    kind: str | None
    number: str | None
    signed: str | None
    title: str | None
    about: str | None
    position: int | None
    type: str | None
    kept_on: str


class UndocumentedRow(NamedTuple):
    """One step that rests on no document: where it is recorded, whose it is, and what it was."""

    position: int
    candidate: str
    unit: str | None
    type: str
    on_day: str


def list_scans(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    about: str | None = None,
    digest: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[ScanRow]:
    """The scans kept by a day, by that day: all, those of one thing, or of digests that begin so.

    A scan that belongs to several things is listed with each.
    """
    asked = both(
        holds("s", as_of, known_at),
        Condition("s.about = ?", (about,)) if about else NOTHING_ASKED,
        _begins("s", digest) if digest else NOTHING_ASKED,
        after_key(_SORTED, after),
    )
    query = (
        "SELECT s.sha256, s.size, s.media_type, s.paper_kind, s.paper_number, s.paper_signed, "
        "s.title, s.about, t.position, t.type, s.kept_on, s.step "
        "FROM scans s LEFT JOIN timeline t ON t.stream = s.about AND t.version = s.step "
        f"WHERE {asked.sql} ORDER BY {', '.join(_SORTED)} LIMIT ?"
    )
    found = ask(connection, query, (*asked.parameters, at_most(limit)))
    cut = page(found, limit, lambda row: (row[10], row[0], row[7], row[11]))
    rows = [ScanRow._make((*row[:7], row[7] or None, *row[8:11])) for row in cut.rows]
    return Page(rows, cut.next)


def scans_of_steps(
    connection: Connection, *streams: str, as_of: str, known_at: int | None = None
) -> dict[int, tuple[str, ...]]:
    """The digests of the scans that belong to the steps of some streams, by position of the step.

    A scan belongs to a step that names it, or was kept with it later.
    """
    here = holds("s", as_of, known_at)
    known = NOTHING_ASKED if known_at is None else Condition("c.position <= ?", (known_at,))
    marks = ", ".join("?" * len(streams)) or "NULL"
    query = (
        f"SELECT c.position, c.sha256 FROM cited_scans c WHERE c.stream IN ({marks}) "
        f"AND {known.sql} UNION SELECT t.position, s.sha256 FROM scans s "
        "JOIN timeline t ON t.stream = s.about AND t.version = s.step "
        f"WHERE s.about IN ({marks}) AND {here.sql} ORDER BY 1, 2"
    )
    found: dict[int, tuple[str, ...]] = {}
    parameters = (*streams, *known.parameters, *streams, *here.parameters)
    for position, sha256 in ask(connection, query, parameters):
        found[position] = (*found.get(position, ()), sha256)
    return found


def undocumented_steps(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Page[UndocumentedRow]:
    """The steps by a day that rest on no document, of a unit and all under it (None: of all).

    A scan kept with a step is a document, and so is the paper on which a step was corrected.
    `tree`: whose unit the candidate's is, as in `list_status`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    asked = both(_undocumented(as_of, known_at), after_key(("m.position",), after))
    below = reading.standing(connection)
    path = holds("c", as_of, known_at)
    query = (
        f"{below.sql}SELECT m.position, m.candidate, c.unit, m.type, m.on_day "
        f"{_FROM_UNITS if unit else _FROM_STEPS} AND {path.sql} "
        f"{'AND' if unit else 'WHERE'} {asked.sql} ORDER BY m.position LIMIT ?"
    )
    parameters = (*below.parameters, *path.parameters, *asked.parameters, at_most(limit))
    rows = [UndocumentedRow(*row) for row in ask(connection, query, parameters)]
    return placed_page(connection, reading, page(rows, limit, lambda row: (row.position,)))


def count_undocumented_steps(
    connection: Connection, *, as_of: str, known_at: int | None = None
) -> int:
    """How many steps by a day rest on no document."""
    asked = _undocumented(as_of, known_at)
    query = f"SELECT count(*) FROM undocumented_steps m WHERE {asked.sql}"
    ((count,),) = ask(connection, query, asked.parameters)
    return int(count)


def _undocumented(as_of: str, known_at: int | None) -> Condition:
    here, read = holds("s", as_of, known_at), known_by("r", known_at)
    return both(
        Condition("m.on_day <= ?", (as_of,)),
        NOTHING_ASKED if known_at is None else Condition("m.position <= ?", (known_at,)),
        Condition(
            "NOT EXISTS (SELECT 1 FROM scans s "
            f"WHERE s.about = m.candidate AND s.step = m.version AND {here.sql})",
            here.parameters,
        ),
        Condition(
            "NOT EXISTS (SELECT 1 FROM readings r WHERE r.stream = m.candidate "
            f"AND r.version = m.version AND r.how <> 'reread' AND {read.sql})",
            read.parameters,
        ),
    )


def digests(connection: Connection, beginning: str) -> list[str]:
    """Every digest that any event has named and that begins with some digits, sorted."""
    kept, cited = _begins("s", beginning), _begins("c", beginning)
    query = (
        f"SELECT s.sha256 FROM scans s WHERE {kept.sql} "
        f"UNION SELECT c.sha256 FROM cited_scans c WHERE {cited.sql} ORDER BY 1"
    )
    return [row[0] for row in ask(connection, query, (*kept.parameters, *cited.parameters))]


def _begins(alias: str, digits: str) -> Condition:
    """That a digest begins with some digits, in a way that an index can answer."""
    between = f"{alias}.sha256 >= ? AND {alias}.sha256 < ?"
    return Condition(between, (digits, digits + _AFTER_ALL_DIGITS))
