"""What a cell asks to have recorded at the beginning of the path."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import ClassId, PersonId, UnitId
from admission.domain.kernel.values import Code, Count, Day, Line, Personal, Slug, Text, Value
from admission.domain.stages.standings import PREPARING, Standing
from admission.domain.stages.steps import StepCommand


class PoolFields(Value):
    """Who enters the sympathiser list of which cell, and on what ground at that place."""

    person: PersonId
    unit: UnitId
    basis: Slug = "residence"
    basis_months: Count | None = None
    groups: tuple[Slug, ...] = ()
    document: Document | None = None


class EnterPool(PoolFields, StepCommand):
    """Put a person on the sympathiser list of a cell (cell resolution)."""

    NAME: ClassVar[str] = "enter-pool"
    STANDINGS: ClassVar = frozenset({Standing.UNKNOWN})


class LeavePoolFields(Value):
    """Why a person leaves the sympathiser list."""

    reason: Personal[Text]
    document: Document | None = None


class LeavePool(LeavePoolFields, StepCommand):
    """Take a person off the sympathiser list (cell resolution)."""

    NAME: ClassVar[str] = "leave-pool"
    STANDINGS: ClassVar = frozenset({Standing.IN_POOL, Standing.CERTIFIED})


class CertificateFields(Value):
    """A certificate of the awareness class: of one of our classes, or of another centre."""

    class_id: ClassId | None = None
    number: Code
    issued: Day
    issuer_kind: Slug
    issuer: Personal[Line]
    document: Document | None = None


class RecordCertificate(CertificateFields, StepCommand):
    """Record the certificate of the awareness class that a candidate was given."""

    NAME: ClassVar[str] = "record-certificate"
    STANDINGS: ClassVar = PREPARING | {
        Standing.IN_POOL,
        Standing.CERTIFIED,
        Standing.CELL_VOTE_FAILED,
    }
