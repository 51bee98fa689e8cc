"""Who may act through which account."""

from typing import ClassVar

from admission.domain.kernel.ids import AccountId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Line, Personal, Value


class AccountFields(Value):
    """An account, whom it belongs to, and the operating-system user that it is known by."""

    account: AccountId
    holder: Personal[Line]
    system_user: Personal[Line] | None = None


class RegisterAccount(AccountFields, Command):
    """Register an account, so that acts can be recorded under its id."""

    NAME: ClassVar[str] = "register-account"
    STREAM: ClassVar[str] = "account"
