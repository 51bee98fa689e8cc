"""How a store began, how its log was proven, its clock set back, and it came to be sealed."""

from typing import ClassVar

from admission.domain.kernel.messages import Event
from admission.domain.registers.store.commands import (
    BeginFields,
    BeginLog,
    CosignatureFields,
    ExportFields,
    ExportLog,
    KeepCosignature,
    OpenFields,
    OpenStore,
    RecordSkew,
    SealFields,
    SealStore,
    SkewFields,
)


class StoreOpened(OpenFields, Event):
    """The store began, in this time zone, for live use or as a demonstration."""

    TYPE: ClassVar[str] = "store-opened"
    COMMAND: ClassVar = OpenStore


class LogBegun(BeginFields, Event):
    """A store from before there was a proof log was taken into one, which began with so many."""

    TYPE: ClassVar[str] = "log-begun"
    COMMAND: ClassVar = BeginLog


class CosignatureKept(CosignatureFields, Event):
    """A witness signed that it holds this checkpoint and saw no fork."""

    TYPE: ClassVar[str] = "cosignature-kept"
    COMMAND: ClassVar = KeepCosignature


class StoreSealed(SealFields, Event):
    """The store was made of another by sealing each of its events; its proofs begin here."""

    TYPE: ClassVar[str] = "store-sealed"
    COMMAND: ClassVar = SealStore


class LogExported(ExportFields, Event):
    """Records left the store in a form that others read."""

    TYPE: ClassVar[str] = "log-exported"
    COMMAND: ClassVar = ExportLog


class SkewRecorded(SkewFields, Event):
    """The clock had been set back; until it catches up, records carry the time of the last one."""

    TYPE: ClassVar[str] = "skew-recorded"
    COMMAND: ClassVar = RecordSkew
