"""What is asked to have recorded on the way to an erasure, and when the keys change after it."""

from enum import StrEnum
from typing import ClassVar

from admission.domain.kernel.documents import Document, Sha256
from admission.domain.kernel.ids import ERASURES, PersonId, UnitId, derived_id
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Count, Personal, Text, Value


class Ground(StrEnum):
    """On what legal ground somebody is to be erased."""

    OWN_REQUEST = "own-request"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    PURPOSE_ENDED = "purpose-ended"
    UNLAWFUL = "unlawful"
    RETENTION_ENDED = "retention-ended"


class PersonKey(Value):
    """Whose erasure it is: there is one stream for each person, for ever."""

    person: PersonId

    @property
    def erasure(self) -> str:
        """The id of that stream."""
        return derived_id("erasure", self.person)


class ErasureCommand(PersonKey, Command):
    """Something about the erasure of one person."""

    STREAM: ClassVar[str] = "erasure"


class RequestFields(Value):
    """The unit that has to answer, the legal ground, and the paper that asks or orders."""

    unit: UnitId
    ground: Ground
    document: Document


class RequestErasure(RequestFields, ErasureCommand):
    """Ask for the erasure of a person."""

    NAME: ClassVar[str] = "request-erasure"


class ApproveErasure(ErasureCommand):
    """Approve a request: two do so, neither who recorded it nor whom it is about."""

    NAME: ClassVar[str] = "approve-erasure"


class RefuseFields(Value):
    """Why not."""

    reason: Personal[Text]


class RefuseErasure(RefuseFields, ErasureCommand):
    """Refuse a request."""

    NAME: ClassVar[str] = "refuse-erasure"


class HoldFields(Value):
    """The paper that orders the hold."""

    document: Document


class PlaceLegalHold(HoldFields, ErasureCommand):
    """Bar the erasure of a person, asked for or not, until the hold is lifted."""

    NAME: ClassVar[str] = "place-legal-hold"


class LiftLegalHold(HoldFields, ErasureCommand):
    """Lift a legal hold."""

    NAME: ClassVar[str] = "lift-legal-hold"


class EraseFields(Value):
    """The scans that have to do with the person, by their SHA-256."""

    scans: tuple[Sha256, ...] = ()


class ErasePerson(EraseFields, ErasureCommand):
    """Erase a person; nothing brings back what is destroyed then."""

    NAME: ClassVar[str] = "erase-person"


class EpochFields(Value):
    """The number of the epoch of keys."""

    epoch: Count


class BeginEpoch(EpochFields, Command):
    """Record that every key was wrapped anew, and the key of keys from before destroyed."""

    NAME: ClassVar[str] = "begin-epoch"
    STREAM: ClassVar[str] = ERASURES


class DestroyKeyBackups(EpochFields, Command):
    """Record that every backup of the keys from before an epoch is destroyed."""

    NAME: ClassVar[str] = "destroy-key-backups"
    STREAM: ClassVar[str] = ERASURES
