"""What has happened at the beginning of the path."""

from typing import ClassVar

from admission.domain.kernel.ids import PersonId
from admission.domain.kernel.messages import Milestone
from admission.domain.stages.awareness.commands import (
    CertificateFields,
    EnterPool,
    LeavePool,
    LeavePoolFields,
    PoolFields,
    RecordCertificate,
)
from admission.domain.stages.steps import StepEvent


class PoolEntered(PoolFields, StepEvent):
    """The cell put the person on its sympathiser list (N38 I.1.1d)."""

    TYPE: ClassVar[str] = "pool-entered"
    COMMAND: ClassVar = EnterPool

    def milestones(self) -> tuple[Milestone, ...]:
        """The beginning of the path."""
        return (Milestone("pool-entered", self.on),)


class CandidacyMoved(StepEvent):
    """The candidacy is that of this person: of records joined, or of one record parted."""

    TYPE: ClassVar[str] = "candidacy-moved"
    person: PersonId


class PoolLeft(LeavePoolFields, StepEvent):
    """The cell took the person off its sympathiser list (N38 I.1.1d)."""

    TYPE: ClassVar[str] = "pool-left"
    COMMAND: ClassVar = LeavePool

    def milestones(self) -> tuple[Milestone, ...]:
        """The end of the path."""
        return (Milestone("ended", self.on),)


class CertificateRecorded(CertificateFields, StepEvent):
    """The candidate holds a certificate of the awareness class, issued on `issued` (H06 3.1)."""

    TYPE: ClassVar[str] = "certificate-recorded"
    COMMAND: ClassVar = RecordCertificate

    def milestones(self) -> tuple[Milestone, ...]:
        """The certificate counts, and ages, from the day of its issue."""
        return (Milestone("class-certified", self.issued),)
