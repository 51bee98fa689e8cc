"""What becomes of commands that say what is so of a person."""

from datetime import date
from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.movements.rules import alive
from admission.domain.registers.particulars import commands as c
from admission.domain.registers.particulars import events as e
from admission.domain.registers.particulars.state import Particulars
from admission.domain.registers.people.state import Person
from admission.domain.world import World


def record_particulars(
    world: World, command: c.RecordParticulars, _: Context
) -> Accepted | Refused:
    """Something is said, of somebody who was born and alive."""
    person, event = world.person(command.person), e.ParticularsRecorded.of(command)
    return answer(command, event, _can_be_so(command, person), person.id, person.id)


def _can_be_so(command: c.RecordParticulars, person: Person) -> Objections:
    if all(getattr(command, name) is None for name in Particulars._fields):
        yield objection("SYS-110", person=person.id)
    if isinstance(person.born, date) and command.on < person.born:
        yield objection("SYS-14", on=command.on, born=person.born)
    yield from alive(person, command.on)


DECIDE: Final[Deciders] = {c.RecordParticulars: record_particulars}
