"""One step to be judged, with everything that its rules look at."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from admission.domain.kernel.dates import WorkingDays
from admission.domain.kernel.messages import Context
from admission.domain.registers.people.state import Person
from admission.domain.registers.rulebooks.state import Adoption
from admission.domain.registers.units.state import Place
from admission.domain.rulebooks.entries.entry import E
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.chain import Bodies, bodies_of
from admission.domain.stages.files import has_to_forward
from admission.domain.stages.steps import StepCommand
from admission.domain.world import World

C = TypeVar("C", bound=StepCommand)


@dataclass(frozen=True, eq=False)
class Case(Generic[C]):
    """A command on a candidate, the states around it, and the rulebook that decides."""

    command: C
    state: Candidate
    world: World
    context: Context
    adoption: Adoption

    @property
    def reference(self) -> str:
        """How events refer to the rulebook that decides."""
        return self.adoption.reference

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook that decides."""
        return self.adoption.rulebook

    @property
    def on(self) -> date:
        """The effective day."""
        return self.command.on

    @cached_property
    def person(self) -> Person:
        """The candidate as a person."""
        return self.world.person(self.state.person or getattr(self.command, "person", ""))

    @cached_property
    def units(self) -> tuple[Place, ...]:
        """The candidate's cell and all above it on the effective day."""
        unit = self.state.unit or getattr(self.command, "unit", "")
        return self.world.units_from(unit, self.on)

    @cached_property
    def bodies(self) -> Bodies | None:
        """The chain of bodies for the candidate's cell on the effective day."""
        return bodies_of(self.units, self.rulebook, self.on)

    @cached_property
    def deciding(self) -> Bodies | None:
        """The chain of the place where the file is: the old one's, until it has been forwarded."""
        if has_to_forward(self.state):
            for transfer in reversed(self.state.transfers):
                old = self.bodies_from(transfer.from_unit)
                if old and old.authority == self.successor(self.state.authority):
                    return old
        return self.bodies

    def bodies_from(self, cell: str) -> Bodies | None:
        """The chain of bodies for another cell on the effective day."""
        return bodies_of(self.world.units_from(cell, self.on), self.rulebook, self.on)

    def successor(self, unit: str | None) -> str | None:
        """Who acts for a unit on the effective day: itself, or what has its place (Q294 4.4)."""
        return self.world.in_place_of(unit, self.on).id if unit else None

    @property
    def calendar(self) -> WorkingDays:
        """The calendar to count working days with."""
        return self.world.working_days()

    def provisions(self, entries: tuple[E, ...]) -> tuple[E, ...]:
        """Those entries of the rulebook that hold on the effective day."""
        return self.adoption.provisions(entries, self.on)

    def rulebook_of(self, reference: str) -> Rulebook:
        """A rulebook by the reference that events carry."""
        return self.world.rulebook(reference)


AnyCase = Case[Any]
