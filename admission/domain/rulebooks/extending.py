"""A rulebook file on top of the one it extends: what it replaces, what it takes over."""

from collections.abc import Iterable

from admission.domain.rulebooks.checks import Days, File, Placed
from admission.domain.rulebooks.parsing import Given, Wrong
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.rulebooks.tables import IDENTIFIED, TABLES, identity


def base_lacks(given: Given, base: Rulebook | None) -> Wrong:
    """That the base which a file names is not the one at hand."""
    extends = given.get("extends")
    if extends is None or (base and base.id == extends):
        return []
    return [(("extends",), f'the file extends "{extends}", which is not at hand: adopt that first')]


def outside_base(head: Rulebook, base: Rulebook) -> Wrong:
    """Where a file is in force on days on which its base is not."""
    days = days_of(base)
    wrong: Wrong = []
    if not days.has(head.first):
        wrong.append((("from",), f"{head.first} is not within the days of the base, {days}"))
    if head.last is None and days.last is not None:
        wrong.append((("from",), f"the base is in force from {days} only: give the file a `to`"))
    elif head.last and not days.has(head.last):
        wrong.append((("to",), f"{head.last} is not within the days of the base, {days}"))
    return wrong


def days_of(book: Rulebook) -> Days:
    """The days on which a rulebook is in force."""
    return Days(book.first, book.last)


def merged(own: list[Placed], base: Rulebook, head: Rulebook) -> list[Placed]:
    """The file's own entries, then those of the base that it neither replaces nor outlives."""
    replaced = {(one.table, identity(one.table, one.entry)) for one in own}
    inherited = (Placed(table, None, entry) for table in TABLES for entry in getattr(base, table))
    return own + [
        one
        for one in inherited
        if (one.table, identity(one.table, one.entry)) not in replaced
        and one.days(days_of(base)).meet(days_of(head))
    ]


def file_of(given: Given, placed: list[Placed], base: Rulebook | None, days: Days) -> File:
    """What the checks look at; a paper that is not well formed is still one that is there."""
    papers, gates = (
        frozenset((*_ids(given.get(table)), *(each.id for each in getattr(base, table, ()))))
        for table in IDENTIFIED
    )
    return File(tuple(placed), days, papers, gates)


def _ids(rows: object) -> Iterable[str]:
    tables = (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    return (row["id"] for row in tables if isinstance(row.get("id"), str))


def built(head: Rulebook, placed: list[Placed], base: Rulebook | None) -> Rulebook:
    """The rulebook of a head and its entries; what the head says of no rule, the base says."""
    tables: Given = {
        table: tuple(one.entry for one in placed if one.table == table) for table in TABLES
    }
    effects = {**(base.effects if base else {}), **head.effects}
    sentences = {**(base.sentences if base else {}), **head.sentences}
    return head.model_copy(update={**tables, "effects": effects, "sentences": sentences})
