"""What becomes of commands about the people of a divided cell.

Those who go to the same part form a **section** of the cell. It stands for the cell before the day
of the division, and for the part from then on: whoever is counted by the section counts where the
cell did, and with the part since.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple, Self

from admission.domain.kernel.ids import derived_id
from admission.domain.kernel.messages import Accepted, Context, Refused, Written
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.divisions import commands as c
from admission.domain.registers.divisions import events as e
from admission.domain.registers.people.state import Person
from admission.domain.registers.units.events import SectionFormed
from admission.domain.registers.units.state import Division
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.membership.events import CandidatePlaced
from admission.domain.world import World


def place_person(world: World, command: c.PlacePerson, _: Context) -> Accepted | Refused:
    """Somebody who was of the cell when it was divided, once, to one of the parts."""
    who, division = _Who.of(world, command.person), _division(world, command)
    sections = {} if division is None or command.part == division.heir else who.sections(command)
    event = e.PersonPlaced.of(
        command,
        cell=sections.get(who.cell or ""),
        candidate=who.path.id if who.path and sections else None,
    )
    objections = _may_be_placed(world, command, who, division)
    decided = answer(command, event, objections, who.person.id, who.person.id)
    if isinstance(decided, Refused):
        return decided
    formed = (_formed(world, command, cell, section) for cell, section in sections.items())
    return decided._replace(events=(*decided.events, *who.follows(sections), *formed))


def _division(world: World, command: c.PlacePerson) -> Division | None:
    """The act by which the cell was divided on that day."""
    divisions = world.unit(command.divided).divisions
    return next((each for each in divisions if each.on == command.on), None)


def _may_be_placed(
    world: World, command: c.PlacePerson, who: "_Who", division: Division | None
) -> Objections:
    divided, on = command.divided, command.on
    if division is None:
        days = " ".join(str(each.on) for each in world.unit(divided).divisions)
        yield objection("SYS-79", on=on, unit=divided, divided=days or "never")
        return
    if command.part not in division.parts:
        yield objection("SYS-80", unit=command.part, parts=" ".join(division.parts))
    if who.person.placed == (divided, on):
        yield objection("SYS-77", person=command.person, unit=divided, on=on)
    elif not who.was_of(world, divided, on):
        yield objection("SYS-78", person=command.person, unit=divided, on=on)
    later = who.acted_after(on)
    if later is not None:
        yield objection("SYS-79", on=on, unit=divided, divided=str(on), later=later)


class _Who(NamedTuple):
    """A person, the path that is open or led to the membership, the cell of the membership."""

    person: Person
    path: Candidate | None
    cell: str | None

    @classmethod
    def of(cls, world: World, person: str) -> Self:
        state = world.person(person)
        path = state.candidacy or state.path
        cell = state.cell if state.is_member else None
        return cls(state, world.candidate(path) if path else None, cell)

    @property
    def units(self) -> tuple[str, ...]:
        """The units by which the person is counted, each once."""
        named = (self.path.unit if self.path else None, self.cell)
        return tuple(dict.fromkeys(unit for unit in named if unit))

    @property
    def since(self) -> date:
        """Since when the person is of the cell: entered or transferred to it, or a member here."""
        if self.path is None:
            return self.person.here_since
        return max(self.path.entered, *(moved.on for moved in self.path.transfers), date.min)

    def was_of(self, world: World, divided: str, on: date) -> bool:
        """Whether the person was of a cell on the day before it was divided."""
        before = on - timedelta(days=1)
        return (
            bool(self.units)
            and self.since < on
            and all(world.units_from(unit, before)[0].id == divided for unit in self.units)
        )

    def acted_after(self, on: date) -> date | None:
        """The last day after that of the division on which the path went on."""
        if self.path is None:
            return None
        days = (reached.on for reached in self.path.milestones.values() if reached.on > on)
        return max(days, default=None)

    def sections(self, command: c.PlacePerson) -> dict[str, str]:
        """By unit that the person is counted by, the section of it that goes to the part."""
        key = (command.divided, command.part, command.on.isoformat())
        return {unit: derived_id("unit", "section", unit, *key) for unit in self.units}

    def follows(self, sections: dict[str, str]) -> Iterator[Written]:
        """The path is of the section as long as it has been of the cell."""
        if self.path is not None and sections:
            unit = sections[self.path.unit]
            placed = CandidatePlaced(on=self.since, candidate=self.path.id, unit=unit)
            yield Written(self.path.id, placed)


def _formed(world: World, command: c.PlacePerson, cell: str, section: str) -> Written:
    before = world.units_from(cell, command.on - timedelta(days=1))[0]
    formed = SectionFormed(
        on=world.stands_since(cell),
        unit=section,
        cell=cell,
        part=command.part,
        divided_on=command.on,
        kind=before.kind,
        name=f"{before.name} → {world.unit(command.part).on(command.on).name}",
    )
    return Written(section, formed)


DECIDE: Final[Deciders] = {c.PlacePerson: place_person}
