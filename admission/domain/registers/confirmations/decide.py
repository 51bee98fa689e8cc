"""What becomes of commands about periods."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.confirmations import commands as c
from admission.domain.registers.confirmations import events as e
from admission.domain.registers.units.rules import unit_stands
from admission.domain.world import World


def confirm_period(world: World, command: c.ConfirmPeriod, _: Context) -> Accepted | Refused:
    """A unit confirms what is over, each time further than before."""
    return answer(command, e.PeriodConfirmed.of(command), _confirmed_well(world, command))


def _confirmed_well(world: World, command: c.ConfirmPeriod) -> Objections:
    yield from unit_stands(world, command.unit, command.through)
    if command.through > command.on:
        yield objection("SYS-53", through=command.through, on=command.on)
    known = world.confirmation(command.confirmation).through
    if known is not None and command.through <= known:
        yield objection("SYS-52", through=command.through, confirmed_to=known)


def reopen_period(world: World, command: c.ReopenPeriod, _: Context) -> Accepted | Refused:
    """Only what the unit itself confirmed is opened again."""
    return answer(command, e.PeriodReopened.of(command), _is_confirmed(world, command))


def _is_confirmed(world: World, command: c.ReopenPeriod) -> Objections:
    world.unit(command.unit)
    known = world.confirmation(command.confirmation).through
    if known is None or command.first > known:
        yield objection("SYS-54", first=command.first, confirmed_to=known or "never")


DECIDE: Final[Deciders] = {
    c.ConfirmPeriod: confirm_period,
    c.ReopenPeriod: reopen_period,
}
