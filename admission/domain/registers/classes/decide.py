"""What becomes of commands about classes."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.classes import commands as c
from admission.domain.registers.classes import events as e
from admission.domain.registers.units.rules import has_not_ended
from admission.domain.world import World


def order_class(world: World, command: c.OrderClass, _: Context) -> Accepted | Refused:
    """A class is ordered once; its days may lie ahead, for they are a plan."""
    return answer(command, e.ClassOrdered.of(command), _ordered_well(world, command))


def _ordered_well(world: World, command: c.OrderClass) -> Objections:
    if world.class_or_new(command.class_id).kind:
        yield objection("SYS-07", what=command.class_id)
    yield from has_not_ended(world, command.unit, command.on)
    if command.ends < command.starts:
        yield objection("SYS-14", starts=command.starts, ends=command.ends)


def enrol_in_class(world: World, command: c.EnrolInClass, _: Context) -> Accepted | Refused:
    """Registered people, each once, before the results are in."""
    return answer(command, e.PeopleEnrolled.of(command), _enrolled_well(world, command))


def _enrolled_well(world: World, command: c.EnrolInClass) -> Objections:
    held = world.class_(command.class_id)
    if held.issued is not None:
        yield objection("SYS-20", class_id=held.id, concluded=held.issued)
    seen = {world.person(person).id for person in held.roster}
    for named in command.people:
        person = world.person(named).id
        if person in seen:
            yield objection("SYS-07", what=named)
        seen.add(person)


def conclude_class(world: World, command: c.ConcludeClass, _: Context) -> Accepted | Refused:
    """Results of people on the roster, once the class has begun."""
    return answer(command, e.ClassConcluded.of(command), _concluded_well(world, command))


def _concluded_well(world: World, command: c.ConcludeClass) -> Objections:
    held = world.class_(command.class_id)
    if command.on < held.starts:
        yield objection("SYS-14", on=command.on, starts=held.starts)
    if command.issued > command.on:
        yield objection("SYS-14", on=command.on, issued=command.issued)
    for result in command.results:
        if result.person not in held.roster:
            yield objection("SYS-18", what=result.person)
        elif result.person in held.results:
            yield objection("SYS-07", what=result.person)


DECIDE: Final[Deciders] = {
    c.OrderClass: order_class,
    c.EnrolInClass: enrol_in_class,
    c.ConcludeClass: conclude_class,
}
