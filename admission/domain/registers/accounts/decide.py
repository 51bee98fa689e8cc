"""What becomes of commands about accounts."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.accounts.commands import RegisterAccount
from admission.domain.registers.accounts.events import AccountRegistered
from admission.domain.registers.answers import Deciders, answer
from admission.domain.world import World


def register_account(world: World, command: RegisterAccount, _: Context) -> Accepted | Refused:
    """An account is registered once."""
    return answer(command, AccountRegistered.of(command), _is_new(world, command))


def _is_new(world: World, command: RegisterAccount) -> Objections:
    if world.account(command.account).registered:
        yield objection("SYS-07", what=command.account)


DECIDE: Final[Deciders] = {RegisterAccount: register_account}
