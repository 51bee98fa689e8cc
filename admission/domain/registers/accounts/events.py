"""What happened to accounts."""

from typing import ClassVar

from admission.domain.kernel.messages import Event
from admission.domain.registers.accounts.commands import AccountFields, RegisterAccount


class AccountRegistered(AccountFields, Event):
    """An account was registered."""

    TYPE: ClassVar[str] = "account-registered"
    COMMAND: ClassVar = RegisterAccount
