"""What happened on the way to an erasure, and what was destroyed."""

from typing import ClassVar

from admission.domain.kernel.documents import Sha256
from admission.domain.kernel.ids import ActorId, PersonId, UnitId
from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import Day
from admission.domain.registers.erasure import commands as c


class ErasureEvent(c.PersonKey, Event):
    """Something that happened to the erasure of one person."""


class ErasureRequested(c.RequestFields, ErasureEvent):
    """The erasure of a person was asked for; recorded by whom."""

    TYPE: ClassVar[str] = "erasure-requested"
    COMMAND: ClassVar = c.RequestErasure
    by: ActorId


class ErasureApproved(ErasureEvent):
    """Somebody approved the request."""

    TYPE: ClassVar[str] = "erasure-approved"
    COMMAND: ClassVar = c.ApproveErasure
    by: ActorId


class ErasureRefused(c.RefuseFields, ErasureEvent):
    """The request was refused."""

    TYPE: ClassVar[str] = "erasure-refused"
    COMMAND: ClassVar = c.RefuseErasure


class LegalHoldPlaced(c.HoldFields, ErasureEvent):
    """The person may not be erased from now."""

    TYPE: ClassVar[str] = "legal-hold-placed"
    COMMAND: ClassVar = c.PlaceLegalHold


class LegalHoldLifted(c.HoldFields, ErasureEvent):
    """The hold is no more."""

    TYPE: ClassVar[str] = "legal-hold-lifted"
    COMMAND: ClassVar = c.LiftLegalHold


class PersonErased(c.EraseFields, ErasureEvent):
    """The person was erased."""

    TYPE: ClassVar[str] = "person-erased"
    COMMAND: ClassVar = c.ErasePerson


class KeysDestroyed(Event):
    """Every name of the erased, and the scans about nobody else, whose keys were destroyed."""

    TYPE: ClassVar[str] = "keys-destroyed"
    subjects: tuple[PersonId, ...]
    scans: tuple[Sha256, ...] = ()
    unit: UnitId
    requested_on: Day


class EpochBegun(c.EpochFields, Event):
    """Every key was wrapped anew, in a key of keys that no backup from before holds."""

    TYPE: ClassVar[str] = "epoch-begun"
    COMMAND: ClassVar = c.BeginEpoch


class KeyBackupsDestroyed(c.EpochFields, Event):
    """Every backup of the keys from before the epoch was destroyed."""

    TYPE: ClassVar[str] = "key-backups-destroyed"
    COMMAND: ClassVar = c.DestroyKeyBackups
