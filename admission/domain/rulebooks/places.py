"""The places of a rulebook file: from a path into its tables to a line and a name for people."""

from collections.abc import Mapping
from typing import Any

from admission.domain.rulebooks.lines import Lines
from admission.domain.rulebooks.mistakes import Mistake

Path = tuple[str | int, ...]
"""The way to a value: `("deadline", 2, "amount")` is the amount of the third deadline."""


class Places:
    """One file's text and what the TOML reader made of it."""

    def __init__(self, text: str, given: Mapping[str, Any]) -> None:
        self._lines = Lines(text)
        self._given = given

    def mistake(self, path: Path, sentence: str) -> Mistake:
        """The mistake at a place."""
        return Mistake(self._lines.of(*path), self._name(path), sentence)

    def _name(self, path: Path) -> str:
        """Such as `deadline 3 (DEC-15), amount`; entries are counted from 1."""
        names: list[str] = []
        for part in path:
            if isinstance(part, str):
                names.append(part)
            elif len(names) == 1:
                names[0] += f" {part + 1}{self._rule(names[0], part)}"
            else:
                names[-1] += f" {part + 1}"
        return ", ".join(names)

    def _rule(self, table: str, number: int) -> str:
        rule = self._given[table][number].get("rule")
        return f" ({rule})" if isinstance(rule, str) else ""
