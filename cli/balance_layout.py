"""How a balance is laid out: by `balance` as it stands, in a published report as it stood."""

from collections.abc import Sequence
from typing import Any, Final

from admission.projections.balance.queries import BalanceRow
from cli.layout import LaidOut
from cli.output import UNKNOWN, Column


def _number(key: str, meaning: str, heading: str) -> Column:
    return Column(key, meaning, heading, number=True)


COLUMNS: Final = (
    Column("unit", "id of the unit; its row counts it and all under it"),
    Column("name", "name on that day", "unit"),
    Column("code", "code on that day, or null"),
    Column("kind", "kind of unit"),
    Column("depth", "how far below the first row, which has 0"),
    Column("first", "first day of the period"),
    Column("last", "last day of the period"),
    _number("opening", "members before the first day, or null where not known", "opening"),
    Column("opening_source", "stated, sum, counted, or null", "source"),
    Column("opening_day", "of stated: the day that the figure is of, or null"),
    Column("opening_document", "of stated: number of the document, or null"),
    _number(
        "opening_unknown",
        "of the lowest units that go into it, how many are not known: opening and closing are "
        "of the others, and nothing is compared",
        "not known",
    ),
    _number("registered", "members registered from paper, of these days", "registered"),
    _number("admitted", "admitted: ceremonies whose decision stands", "admitted"),
    _number("readmitted", "admitted who had been members before", "re-admitted"),
    _number("arrived", "came from elsewhere", "arrived"),
    _number("restored", "members again, for an appeal was heard", "restored"),
    _number("transferred_in", "came from another cell of the store", "transferred in"),
    _number("left", "left on request", "left"),
    _number("deleted", "names deleted", "deleted"),
    _number("expelled", "expelled", "expelled"),
    _number("died", "died", "died"),
    _number("moved_away", "went elsewhere", "moved away"),
    _number("transferred_out", "went to another cell of the store", "transferred out"),
    _number("closing", "opening and what came, less what went; null if unknown", "closing"),
    _number("closing_stated", "figure stated for the last day, or null", "stated"),
    Column("closing_document", "number of its document, or null"),
    _number("difference", "closing less stated, or null; 0 where it balances", "difference"),
)
_NOTES: Final = (
    "closing = opening + registered + admitted + re-admitted + arrived + restored − all that went",
    "source stated = newest figure stated before the period, with what came and went since",
    "source sum = of the units right below; counted = members known by name",
)
_COMPARED: Final = "stated = figure for the last day; difference = closing − stated, 0: it balances"
_BETWEEN: Final = "transferred in, out = between cells of this store; over all units as many"
_IN_PART: Final = (
    "not known = lowest units whose members are not known: opening and closing without them"
)
_NOT_KNOWN: Final = f"{UNKNOWN} = not known: nothing was stated, nobody is known by name"


def laid_out(rows: Sequence[BalanceRow], first: str, last: str) -> LaidOut:
    """The rows of a balance, ready to be printed."""
    shown = [row._asdict() for row in rows]
    return LaidOut(f"balance {first} to {last}", _notes(rows), _columns(rows), shown, {})


def cells(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a table shows it: indented, with a mark for what is not known."""
    unknown = {key: UNKNOWN for key, value in row.items() if value is None}
    return {**row, **unknown, "name": "  " * row["depth"] + row["name"]}


def _notes(rows: Sequence[BalanceRow]) -> list[str]:
    """What the columns that are there say."""
    notes = list(_NOTES)
    if any(row.closing_stated is not None for row in rows):
        notes.append(_COMPARED)
    if any(row.transferred_in or row.transferred_out for row in rows):
        notes.append(_BETWEEN)
    if any(row.opening_unknown for row in rows):
        notes.append(_IN_PART)
    if any(row.opening is None for row in rows):
        notes.append(_NOT_KNOWN)
    return notes


def _columns(rows: Sequence[BalanceRow]) -> tuple[Column, ...]:
    """In a table, ways in which nobody moved, and what nothing is compared with, are left out."""
    seldom = ("registered", "restored", "transferred_in", "transferred_out", "opening_unknown")
    idle = {key for key in seldom if not any(getattr(row, key) for row in rows)}
    if all(row.closing_stated is None for row in rows):
        idle |= {"closing_stated", "difference"}
    return tuple(
        column._replace(heading="") if column.key in idle else column for column in COLUMNS
    )
