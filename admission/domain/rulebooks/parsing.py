"""From what TOML makes of a rulebook file to its head and its well-formed entries, one by one."""

from datetime import timedelta
from typing import Any, Final

from pydantic import ValidationError

from admission.domain.rulebooks.checks import Placed
from admission.domain.rulebooks.complaints import complaints
from admission.domain.rulebooks.entries.entry import Confidence, Entry
from admission.domain.rulebooks.places import Path
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.rulebooks.tables import ASSUMED_BEFORE, TABLES

_ONE_DAY: Final = timedelta(days=1)

Given = dict[str, Any]
"""What TOML made of a text, or of a part of it."""

Wrong = list[tuple[Path, str]]
"""Places, with what is wrong there and what would be right."""


def head_of(given: Given) -> tuple[Rulebook | None, Wrong]:
    """The rulebook without its tables; None where what stands above them is not right."""
    above = {name: value for name, value in given.items() if name not in TABLES}
    try:
        head = Rulebook.model_validate(above, by_alias=True, by_name=False)
    except ValidationError as error:
        return None, list(complaints(error, Rulebook, ()))
    if head.last and head.last < head.first:
        return None, [(("to",), f"the file ends on {head.last}, before it begins on {head.first}")]
    return head, []


def entries_of(given: Given, head: Rulebook | None) -> tuple[list[Placed], Wrong]:
    """The entries that are well formed, and what is wrong with the others."""
    placed: list[Placed] = []
    wrong: Wrong = []
    for table, kind in TABLES.items():
        rows = given.get(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            wrong.append(((table,), f"write [[{table}]], in two brackets, above each entry"))
            continue
        for number, row in enumerate(rows):
            try:
                entries = _entry(kind, row)
            except ValidationError as error:
                wrong += complaints(error, kind, (table, number))
                continue
            placed += (Placed(table, number, entry) for entry in entries)
            wrong += _nothing_before(row, (table, number), entries[0], head)
    return placed, wrong


def _entry(kind: type[Entry], row: Given) -> list[Entry]:
    """An entry and, where it is assumed to have held before, the same for the days before."""
    plain = {name: value for name, value in row.items() if name != ASSUMED_BEFORE}
    entry = kind.model_validate(plain, by_alias=True, by_name=False)
    if row.get(ASSUMED_BEFORE) is not True or entry.first is None:
        return [entry]
    before: Given = {"first": None, "last": entry.first - _ONE_DAY}
    before |= {"assumed": True, "confidence": Confidence.INFERRED}
    return [entry, entry.model_copy(update=before)]


def _nothing_before(row: Given, at: Path, entry: Entry, head: Rulebook | None) -> Wrong:
    said = row.get(ASSUMED_BEFORE, False)
    if not isinstance(said, bool):
        return [((*at, ASSUMED_BEFORE), "it must be true or false, without quotes")]
    if said and (entry.first is None or (head and entry.first <= head.first)):
        sentence = "nothing lies before: give the entry a `from` after that of the file"
        return [((*at, ASSUMED_BEFORE), sentence)]
    return []
