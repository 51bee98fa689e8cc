"""How a store began."""

from typing import ClassVar

from admission.domain.kernel.messages import Event
from admission.domain.registers.store.commands import OpenFields, OpenStore


class StoreOpened(OpenFields, Event):
    """The store began, in this time zone, for live use or as a demonstration."""

    TYPE: ClassVar[str] = "store-opened"
    COMMAND: ClassVar = OpenStore
