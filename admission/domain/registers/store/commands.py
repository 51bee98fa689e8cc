"""How a store begins."""

from typing import ClassVar

from admission.domain.kernel import ids
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Line, Value


class OpenFields(Value):
    """The time zone in which a day ends, and whether what follows is a demonstration."""

    time_zone: Line = "Asia/Ho_Chi_Minh"
    demonstration: bool = False


class OpenStore(OpenFields, Command):
    """Begin a store."""

    NAME: ClassVar[str] = "open-store"
    STREAM: ClassVar[str] = ids.STORE
