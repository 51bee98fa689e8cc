# ruff: noqa: S608 - statements are made of pieces of ours; one argument for each way to ask
"""Which rulebooks are adopted, which is in force, and what it says that the figures count."""

from typing import Final, NamedTuple

from admission.projections.asking import Connection, ask, holds


class RulebookRow(NamedTuple):
    """One adoption: `reference` is `id@sha256`, `unit` None for all; in force `first`..`last`."""

    reference: str
    rulebook: str
    title: str
    first: str
    last: str | None
    extends: str | None
    unit: str | None
    document: str | None
    adopted_on: str


class Counting(NamedTuple):
    """What a figure counts: a milestone, and whether a cancelled decision leaves it counted.

    `reference` is empty where no rulebook in force says it.
    """

    figure: str
    milestone: str
    cancelled: str
    reference: str
    rule: str
    source: str

    @property
    def line(self) -> str:
        """The sentence to print under a table."""
        words = _WORDS.get(self.milestone, f"milestones {self.milestone} in the period")
        kept = " (cancelled decisions stay counted)" if self.cancelled == "kept" else ""
        by = f"{self.reference.partition('@')[0]}, {self.rule}" if self.reference else "by default"
        return f"{self.figure} = {words}{kept} [{by}]"


class Rate(NamedTuple):
    """Of which classes together the share of one is taken, and how many per cent it may be.

    `at_most_percent` is None where there is no limit.
    """

    rank: str
    of: tuple[str, ...]
    at_most_percent: int | None
    reference: str
    rule: str


_FOREVER: Final = "9999-12-31"
_STREAM: Final = "rulebooks-00000000-0000-0000-0000-000000000000"
_WORDS: Final = {
    "ceremony-held": "ceremonies held in the period whose decision stands",
    "admission-decided": "admission decisions signed in the period that stand",
    "recognised": "recognition decisions by day of signature",
    "class-certified": "class certificates by day of issue",
}
_BY_DEFAULT: Final = {
    "admitted": "ceremony-held",
    "recognised": "recognised",
    "certified": "class-certified",
}


def list_rulebooks(
    connection: Connection, *, as_of: str, known_at: int | None = None
) -> list[RulebookRow]:
    """Every adoption, by the first day of force."""
    here = holds("r", as_of, known_at)
    query = (
        "SELECT r.reference, r.rulebook, r.title, r.first, r.last, r.extends, r.unit, "
        "r.document, r.adopted_on FROM rulebooks r "
        f"WHERE {here.sql} ORDER BY r.first, r.reference, r.unit"
    )
    found = [RulebookRow(*row) for row in ask(connection, query, here.parameters)]
    return [
        row._replace(last=None if row.last == _FOREVER else row.last, unit=row.unit or None)
        for row in found
    ]


def rulebook_text(connection: Connection, reference: str) -> str | None:
    """The text of an adopted rulebook, whenever it was adopted; None where it never was."""
    query = "SELECT text FROM rulebook_texts WHERE reference = ? ORDER BY known_from LIMIT 1"
    found = ask(connection, query, (reference,))
    return str(found[0][0]) if found else None


def countings(
    connection: Connection, on: str, *, as_of: str, known_at: int | None = None
) -> dict[str, Counting]:
    """By figure, what it counts on a day: by the newest rulebook adopted for all units."""
    rule, book = holds("c", as_of, known_at), holds("r", as_of, known_at)
    query = (
        "SELECT c.figure, c.milestone, c.cancelled, c.reference, c.rule, c.source "
        "FROM countings c JOIN rulebooks r ON r.reference = c.reference "
        f"WHERE {rule.sql} AND {book.sql} AND r.unit = '' "
        "AND r.first <= ? AND r.last >= ? AND c.first <= ? AND c.last >= ? ORDER BY r.first"
    )
    found = ask(connection, query, (*rule.parameters, *book.parameters, on, on, on, on))
    default = {
        figure: Counting(figure, milestone, "uncounted", "", "", "")
        for figure, milestone in _BY_DEFAULT.items()
    }
    return default | {row[0]: Counting(*row) for row in found}


def ranking_rates(
    connection: Connection, on: str, who: str, *, as_of: str, known_at: int | None = None
) -> dict[str, Rate]:
    """By class, how its share is taken on a day: by the newest rulebook adopted for all units.

    `who` is organisation, member or head; a class that no entry names is not there.
    """
    rate, book = holds("c", as_of, known_at), holds("r", as_of, known_at)
    query = (
        "SELECT c.rank, c.of_classes, c.at_most_percent, c.reference, c.rule "
        "FROM ranking_rates c JOIN rulebooks r ON r.reference = c.reference "
        f"WHERE {rate.sql} AND {book.sql} AND r.unit = '' AND c.who = ? "
        "AND r.first <= ? AND r.last >= ? AND c.first <= ? AND c.last >= ? ORDER BY r.first"
    )
    values = (*rate.parameters, *book.parameters, who, on, on, on, on)
    found = ask(connection, query, values)
    newest = found[-1][3] if found else ""
    return {
        row[0]: Rate(row[0], tuple(row[1].split(",")), *row[2:])
        for row in found
        if row[3] == newest
    }


def adopted_at(connection: Connection, reference: str) -> tuple[int, str]:
    """Where a rulebook was adopted: the newest position, and the stream; 0 where it never was."""
    query = "SELECT COALESCE(max(r.known_from), 0) FROM rulebooks r WHERE r.reference = ?"
    return int(ask(connection, query, (reference,))[0][0]), _STREAM
