"""The well-formed entries of a file with their places: what every check looks at."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from admission.domain.rulebooks.entries.entry import Entry
from admission.domain.rulebooks.places import Path

Found = Iterator[tuple[Path, str]]
"""Places, with what is wrong there and what would be right."""


class Days(NamedTuple):
    """The days on which a file or an entry is in force; None for `last`: until further notice."""

    first: date
    last: date | None

    def has(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day and (self.last is None or day <= self.last)

    def meet(self, other: "Days") -> bool:
        """Whether some day is in both."""
        return self.has(other.first) or other.has(self.first)

    def __str__(self) -> str:
        return f"{self.first} to {self.last or 'further notice'}"


class Placed(NamedTuple):
    """An entry and where it stands: the n-th of its table, from 0; None if it is the base's."""

    table: str
    number: int | None
    entry: Entry

    def at(self, *field: str) -> Path:
        """The path to the entry, or to a field of it."""
        return (self.table, self.number or 0, *field)

    def days(self, file: Days) -> Days:
        """The days on which the entry is in force, those of its file where it says none."""
        return Days(self.entry.first or file.first, self.entry.last or file.last)


class File(NamedTuple):
    """All that is in a file: its entries, those it takes from its base, the names it knows."""

    placed: tuple[Placed, ...]
    days: Days
    papers: frozenset[str]
    gates: frozenset[str]
    broken: frozenset[str] = frozenset()
    """Tables with entries that are not well formed: what they lack may be in one of those."""

    def own(self) -> Iterator[Placed]:
        """The entries that stand in the file itself; the base's have been checked with the base."""
        return (one for one in self.placed if one.number is not None)

    def ids(self, kind: str) -> frozenset[str]:
        """The ids of papers or of gates."""
        return self.papers if kind == "paper" else self.gates
