"""What becomes of commands about supervision."""

from typing import Final

from admission.domain.kernel.ids import kind_of
from admission.domain.kernel.messages import Accepted, Context, Refused, UnknownReferenceError
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.movements.rules import alive
from admission.domain.registers.supervision import commands as c
from admission.domain.registers.supervision import events as e
from admission.domain.registers.supervision.state import Spell
from admission.domain.registers.units.rules import unit_stands
from admission.domain.world import World


def assign_supervisor(world: World, command: c.AssignSupervisor, _: Context) -> Accepted | Refused:
    """A registered person or account, for a unit for which nobody else answers by then."""
    event = e.SupervisorAssigned.of(command)
    return answer(command, event, _assigned_well(world, command), _subject(world, command))


def _assigned_well(world: World, command: c.AssignSupervisor) -> Objections:
    yield from unit_stands(world, command.unit, command.on)
    if kind_of(command.supervisor) == "person":
        yield from alive(world.person(command.supervisor), command.on)
    for spell in world.supervision(command.supervision).spells:
        if not spell.reaches(command.on):
            continue
        if world.are_one(spell.supervisor, command.supervisor):
            yield objection("SYS-07", what=command.supervision, since=spell.since)
        elif not command.beside_others:
            yield objection("SYS-122", supervisor=spell.supervisor, since=spell.since)


def end_supervision(world: World, command: c.EndSupervision, _: Context) -> Accepted | Refused:
    """Only who answers for the unit ceases to, on a later day than it began."""
    subject, spell = _subject(world, command), _running(world, command)
    began_as = spell.supervisor if spell else command.supervisor
    event = e.SupervisionEnded.of(command, began_as=began_as)
    return answer(command, event, _ended_well(command, spell), subject)


def _ended_well(command: c.EndSupervision, spell: Spell | None) -> Objections:
    if spell is None:
        yield objection("SYS-18", what=command.supervision, supervisor=command.supervisor)
    elif command.on <= spell.since:
        yield objection("SYS-14", on=command.on, since=spell.since)


def _running(world: World, command: c.EndSupervision) -> Spell | None:
    spells = world.supervision(command.supervision).spells
    running = (spell for spell in spells if spell.until is None)
    return next((s for s in running if world.are_one(s.supervisor, command.supervisor)), None)


def _subject(world: World, command: c.AssignSupervisor | c.EndSupervision) -> str | None:
    """The person who answers; None for an account.

    Raises:
        UnknownReferenceError: neither is registered under this id, or there is no such unit.
    """
    world.unit(command.unit)
    if kind_of(command.supervisor) == "person":
        return world.person(command.supervisor).id
    if not world.is_actor(command.supervisor):
        raise UnknownReferenceError(command.supervisor)
    return None


DECIDE: Final[Deciders] = {
    c.AssignSupervisor: assign_supervisor,
    c.EndSupervision: end_supervision,
}
