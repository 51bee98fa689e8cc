"""What becomes of commands about meetings."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.meetings.commands import HoldMeeting
from admission.domain.registers.meetings.events import MeetingHeld
from admission.domain.registers.units.rules import unit_stands
from admission.domain.world import World


def hold_meeting(world: World, command: HoldMeeting, _: Context) -> Accepted | Refused:
    """A body that stands met, with no more present than summoned and not away."""
    return answer(command, MeetingHeld.of(command), _held_well(world, command))


def _held_well(world: World, command: HoldMeeting) -> Objections:
    if world.meeting_or_new(command.meeting).roll is not None:
        yield objection("SYS-07", what=command.meeting)
    yield from unit_stands(world, command.body, command.on)
    roll = command.roll
    absent = roll.elsewhere_absent + roll.exempt_absent + roll.suspended + roll.prosecuted
    if roll.present + absent > roll.summoned or not roll.present:
        yield objection("SYS-21", present=roll.present, absent=absent, summoned=roll.summoned)


DECIDE: Final[Deciders] = {HoldMeeting: hold_meeting}
