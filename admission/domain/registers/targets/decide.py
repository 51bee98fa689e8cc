"""What becomes of commands about targets."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.kernel.values import MOST
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.targets import commands as c
from admission.domain.registers.targets import events as e
from admission.domain.registers.units.rules import has_not_ended
from admission.domain.world import World

_HUNDRED_PER_CENT: Final = 10_000


def people_of(command: c.AssignFields) -> int:
    """What a target asks for in people: its number, or its per cent of the base, rounded up."""
    if command.base is not None and command.percent_hundredths is not None:
        return -(-command.base.count * command.percent_hundredths // _HUNDRED_PER_CENT)
    return command.number or 0


def assign_target(world: World, command: c.AssignTarget, _: Context) -> Accepted | Refused:
    """A target is assigned once; later it is revised."""
    event = e.TargetAssigned.of(command, people=people_of(command))
    return answer(command, event, _assigned_well(world, command))


def _assigned_well(world: World, command: c.AssignTarget) -> Objections:
    if world.target(command.target).people is not None:
        yield objection("SYS-07", what=command.target)
    yield from _measured_one_way(world, command)


def _measured_one_way(world: World, command: c.AssignTarget | c.ReviseTarget) -> Objections:
    yield from has_not_ended(world, command.unit, command.on)
    has_number, has_per_cent = command.number is not None, command.percent_hundredths is not None
    if has_number == has_per_cent or has_per_cent != (command.base is not None):
        yield objection("SYS-19", number=command.number if has_number else "none")
    elif people_of(command) > MOST:
        yield objection("SYS-111", people=people_of(command), most=MOST)


def revise_target(world: World, command: c.ReviseTarget, _: Context) -> Accepted | Refused:
    """Only what was assigned is revised."""
    event = e.TargetRevised.of(command, people=people_of(command))
    return answer(command, event, _revised_well(world, command))


def _revised_well(world: World, command: c.ReviseTarget) -> Objections:
    if world.target(command.target).people is None:
        yield objection("SYS-18", what=command.target)
    yield from _measured_one_way(world, command)


def withdraw_target(world: World, command: c.WithdrawTarget, _: Context) -> Accepted | Refused:
    """Only what was assigned is withdrawn."""
    return answer(command, e.TargetWithdrawn.of(command), _stands(world, command))


def _stands(world: World, command: c.WithdrawTarget) -> Objections:
    if world.target(command.target).people is None:
        yield objection("SYS-18", what=command.target)


DECIDE: Final[Deciders] = {
    c.AssignTarget: assign_target,
    c.ReviseTarget: revise_target,
    c.WithdrawTarget: withdraw_target,
}
