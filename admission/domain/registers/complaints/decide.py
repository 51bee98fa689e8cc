"""What becomes of commands about complaints and denunciations."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.complaints import commands as c
from admission.domain.registers.complaints import events as e
from admission.domain.registers.holding import Question, lifting, opening
from admission.domain.registers.units.rules import has_not_ended
from admission.domain.world import World


def receive_complaint(world: World, command: c.ReceiveComplaint, _: Context) -> Accepted | Refused:
    """Received once, by a body that stands; steps wait from its day on."""
    person = world.person(command.person)
    named, unit = command.steps or None, command.received_by
    question = Question(command.complaint, "complaint", person, named, unit)
    said = e.ComplaintReceived.of(command)
    decided = answer(command, said, _received_well(world, command), person.id)
    return opening(world, decided, question, command.on)


def _received_well(world: World, command: c.ReceiveComplaint) -> Objections:
    if world.complaint_or_new(command.complaint).person:
        yield objection("SYS-07", what=command.complaint)
    yield from has_not_ended(world, command.received_by, command.on)


def assign_complaint(world: World, command: c.AssignComplaint, _: Context) -> Accepted | Refused:
    """To a body that stands, and another than has it already."""
    person = world.person(world.complaint(command.complaint).person).id
    objections = (*_open(world, command), *_to_another(world, command))
    return answer(command, e.ComplaintAssigned.of(command), objections, person)


def _to_another(world: World, command: c.AssignComplaint) -> Objections:
    yield from has_not_ended(world, command.body, command.on)
    if world.complaint(command.complaint).body == command.body:
        yield objection("SYS-07", what=command.body)


def resolve_complaint(world: World, command: c.ResolveComplaint, _: Context) -> Accepted | Refused:
    """Resolved once, not before it was received or assigned."""
    person = world.person(world.complaint(command.complaint).person)
    said = e.ComplaintResolved.of(command)
    decided = answer(command, said, _open(world, command), person.id)
    return lifting(decided, command.complaint, person, command.on)


def _open(world: World, command: c.AssignComplaint | c.ResolveComplaint) -> Objections:
    complaint = world.complaint(command.complaint)
    if complaint.resolved is not None:
        yield objection("SYS-142", what=command.complaint, ended=complaint.resolved)
    if command.on < complaint.since:
        yield objection("SYS-14", on=command.on, since=complaint.since)


DECIDE: Final[Deciders] = {
    c.ReceiveComplaint: receive_complaint,
    c.AssignComplaint: assign_complaint,
    c.ResolveComplaint: resolve_complaint,
}
