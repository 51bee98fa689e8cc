"""What becomes of commands about notes."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.notes import commands as c
from admission.domain.registers.notes import events as e
from admission.domain.world import World


def write_note(world: World, command: c.WriteNote, context: Context) -> Accepted | Refused:
    """A note is written once, about something that is there; who records it is its author."""
    event = e.NoteWritten.of(command, author=context.actor)
    objections = tuple(_written_well(world, command))
    return answer(command, event, objections, world.subject(command.about))


def _written_well(world: World, command: c.WriteNote) -> Objections:
    if world.note_or_new(command.note).about:
        yield objection("SYS-07", what=command.note)
    world.steps_of(command.about)
    if command.follow_up is not None and command.follow_up < command.on:
        yield objection("SYS-14", on=command.on, follow_up=command.follow_up)


def close_note(world: World, command: c.CloseNote, _: Context) -> Accepted | Refused:
    """A note is closed once, not before it was written."""
    subject = world.subject(world.note(command.note).about)
    return answer(command, e.NoteClosed.of(command), _open(world, command), subject)


def _open(world: World, command: c.CloseNote) -> Objections:
    note = world.note(command.note)
    if note.closed:
        yield objection("SYS-44", what=command.note)
    if command.on < note.written:
        yield objection("SYS-14", on=command.on, written=note.written)


DECIDE: Final[Deciders] = {c.WriteNote: write_note, c.CloseNote: close_note}
