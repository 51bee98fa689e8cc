"""The adopted rulebooks, folded from their one stream."""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from admission.domain.kernel.dates import ONE_DAY
from admission.domain.kernel.messages import Recorded
from admission.domain.registers.rulebooks.events import RulebookAdopted
from admission.domain.rulebooks.entries.entry import E, in_force
from admission.domain.rulebooks.provisions import Asked, asked_before, borders
from admission.domain.rulebooks.reading import read
from admission.domain.rulebooks.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Adoption:
    """One adoption: the rulebook, how events refer to it, for which unit (None: for all)."""

    reference: str
    rulebook: Rulebook
    unit: str | None
    borders: tuple[date, ...]
    """The days on which some entry begins, or has just ended: between two, nothing changes."""
    held: dict[tuple[int | str, int], Any] = field(default_factory=dict, compare=False, repr=False)
    """What was asked already; the tables live as long as this, and so do their ids."""

    def provisions(self, entries: tuple[E, ...], on: date) -> tuple[E, ...]:
        """Those of one of the rulebook's tables that hold on a day, in the order of the file."""
        key = (id(entries), bisect_right(self.borders, on))
        found: tuple[E, ...] | None = self.held.get(key)
        if found is None:
            found = self.held[key] = in_force(entries, on)
        return found

    def asked_before(self, milestone: str, on: date) -> Asked:
        """What the rulebook asks for on a day before a milestone."""
        key = (milestone, bisect_right(self.borders, on))
        found: Asked | None = self.held.get(key)
        if found is None:
            found = self.held[key] = asked_before(self.rulebook, milestone, on)
        return found


@dataclass(frozen=True)
class Shelf:
    """All adopted rulebooks, oldest adoption first."""

    adoptions: tuple[Adoption, ...] = ()

    @cached_property
    def for_all(self) -> bool:
        """Whether every rulebook was adopted for all units alike."""
        return all(adoption.unit is None for adoption in self.adoptions)

    @cached_property
    def _references(self) -> dict[str, Rulebook]:
        return {adoption.reference: adoption.rulebook for adoption in reversed(self.adoptions)}

    @cached_property
    def _ends(self) -> frozenset[str]:
        return frozenset(d.end for a in self.adoptions for d in a.rulebook.deadline)

    @cached_property
    def _borders(self) -> tuple[date, ...]:
        books = [adoption.rulebook for adoption in self.adoptions]
        after = {book.last + ONE_DAY for book in books if book.last and book.last < date.max}
        return tuple(sorted(after | {book.first for book in books}))

    @cached_property
    def _found(self) -> dict[tuple[int, tuple[str, ...]], Adoption | None]:
        return {}

    def get(self, rulebook: str) -> Adoption | None:
        """The newest adoption of a rulebook by its id."""
        return next((a for a in reversed(self.adoptions) if a.rulebook.id == rulebook), None)

    def by_reference(self, reference: str) -> Rulebook:
        """The rulebook that `id@sha256` names; KeyError if none was adopted."""
        return self._references[reference]

    def ends_a_deadline(self, milestones: Collection[str]) -> bool:
        """Whether a deadline of any of the rulebooks ends with one of these milestones."""
        return not self._ends.isdisjoint(milestones)

    def in_force(self, on: date, units: tuple[str, ...]) -> Adoption | None:
        """The rulebook in force on a day for a unit, `units` being it and all above it.

        One adopted for the nearest unit goes before one adopted for all; of several, that which
        begins last.
        """
        key = (bisect_right(self._borders, on), units)
        if key not in self._found:
            self._found[key] = self._in_force(on, units)
        return self._found[key]

    def _in_force(self, on: date, units: tuple[str, ...]) -> Adoption | None:
        for unit in (*units, None):
            found = [a for a in self.adoptions if a.unit == unit and a.rulebook.covers(on)]
            if found:
                return max(found, key=lambda adoption: adoption.rulebook.first)
        return None

    def earliest(self, units: tuple[str, ...]) -> Adoption | None:
        """The rulebook that begins first, of those adopted for these units or for all."""
        found = [adoption for adoption in self.adoptions if adoption.unit in (*units, None)]
        return min(found, key=lambda adoption: adoption.rulebook.first, default=None)


@dataclass(frozen=True)
class SupposedShelf(Shelf):
    """A shelf on which another rulebook stands as well, in force on all its days, for all units."""

    instead: Adoption = field(kw_only=True)

    def in_force(self, on: date, units: tuple[str, ...]) -> Adoption | None:
        """The other rulebook on the days that it covers; on others as it was."""
        if self.instead.rulebook.covers(on):
            return self.instead
        return super().in_force(on, units)


def supposing(shelf: Shelf, rulebook: Rulebook, reference: str) -> SupposedShelf:
    """The shelf as it would be, had a rulebook been in force for all in place of the others."""
    instead = Adoption(reference, rulebook, None, borders(rulebook))
    return SupposedShelf((*shelf.adoptions, instead), instead=instead)


def evolve(state: Shelf, recorded: Recorded) -> Shelf:
    """The state after one more adoption."""
    event = recorded.event
    if not isinstance(event, RulebookAdopted):
        msg = f"{event.TYPE} does not belong to the rulebooks' stream"
        raise TypeError(msg)
    base = state.by_reference(event.extends) if event.extends else None
    book, reference = read(event.text, base), f"{event.rulebook}@{event.sha256}"
    adoption = Adoption(reference, book, event.unit, borders(book))
    return Shelf((*state.adoptions, adoption))
