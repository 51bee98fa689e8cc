"""The state of one account."""

from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.accounts.events import AccountRegistered


class Account(NamedTuple):
    """Whether an account is registered."""

    id: str
    registered: bool = False


def evolve(state: Account, recorded: Recorded) -> Account:
    """The state after one more event of the account's stream."""
    if not isinstance(recorded.event, AccountRegistered):
        msg = f"{recorded.event.TYPE} does not belong to an account's stream"
        raise TypeError(msg)
    return state._replace(registered=True)
