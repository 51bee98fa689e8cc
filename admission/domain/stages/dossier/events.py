"""What has happened while the dossier was put together."""

from typing import ClassVar

from admission.domain.kernel.messages import Milestone
from admission.domain.stages.dossier import commands as c
from admission.domain.stages.steps import StepEvent


class DossierPermitted(c.PermitFields, StepEvent):
    """The committee let the procedure begin (N38 I.1.1c)."""

    TYPE: ClassVar[str] = "dossier-permitted"
    COMMAND: ClassVar = c.PermitDossier

    def milestones(self) -> tuple[Milestone, ...]:
        """The dossier is open, and ages, from this day."""
        return (Milestone("dossier-permitted", self.on),)


class DossierRenewed(c.RenewFields, StepEvent):
    """The papers of a stale dossier had all been done again (H06 5.4a)."""

    TYPE: ClassVar[str] = "dossier-renewed"
    COMMAND: ClassVar = c.RenewDossier

    def milestones(self) -> tuple[Milestone, ...]:
        """The dossier ages anew from this day."""
        return (Milestone("dossier-renewed", self.on),)


class HelperAssigned(c.HelperFields, StepEvent):
    """The cell assigned a full member to help the candidate (N38 I.1.1d)."""

    TYPE: ClassVar[str] = "helper-assigned"
    COMMAND: ClassVar = c.AssignHelper

    def milestones(self) -> tuple[Milestone, ...]:
        """Somebody helps from this day."""
        return (Milestone("helper-assigned", self.on),)


class PaperFiled(c.PaperFields, StepEvent):
    """A paper of the file is there."""

    TYPE: ClassVar[str] = "paper-filed"
    COMMAND: ClassVar = c.FilePaper

    def milestones(self) -> tuple[Milestone, ...]:
        """The paper counts from the day it was filed."""
        return (Milestone(f"paper:{self.paper}", self.on),)


class PaperWaived(c.WaivePaperFields, StepEvent):
    """A paper is not asked for, on a ground of the rulebook."""

    TYPE: ClassVar[str] = "paper-waived"
    COMMAND: ClassVar = c.WaivePaper

    def milestones(self) -> tuple[Milestone, ...]:
        """The waiver stands in the paper's place from this day."""
        return (Milestone(f"waived:{self.paper}", self.on),)


class Introduced(c.IntroduceFields, StepEvent):
    """A full member introduced the candidate in writing (Q294 3.2)."""

    TYPE: ClassVar[str] = "introduced"
    COMMAND: ClassVar = c.Introduce

    def milestones(self) -> tuple[Milestone, ...]:
        """One introduction for each introducing member."""
        return (Milestone("paper:introduction", self.on, self.introducer),)


class IntroducedByUnion(c.UnionFields, StepEvent):
    """A union resolved to introduce the candidate (Q294 3.1)."""

    TYPE: ClassVar[str] = "introduced-by-union"
    COMMAND: ClassVar = c.IntroduceByUnion

    def milestones(self) -> tuple[Milestone, ...]:
        """The resolution counts from its day."""
        return (Milestone("paper:union-resolution", self.on),)


class VerificationRequested(c.RequestFields, StepEvent):
    """Another body was asked to verify particulars (H06 3.4)."""

    TYPE: ClassVar[str] = "verification-requested"
    COMMAND: ClassVar = c.RequestVerification

    def milestones(self) -> tuple[Milestone, ...]:
        """The time to answer runs from receipt, by where the body is."""
        return (Milestone(f"verification-received-{self.place}", self.received, self.relation),)


class VerificationAnswered(c.AnswerFields, StepEvent):
    """The body that was asked has answered (H06 3.4d)."""

    TYPE: ClassVar[str] = "verification-answered"
    COMMAND: ClassVar = c.AnswerVerification

    def milestones(self) -> tuple[Milestone, ...]:
        """The request about this relation is answered."""
        return (Milestone("verification-answered", self.on, self.relation),)


class VerificationWaived(c.WaiveVerificationFields, StepEvent):
    """Somebody's particulars need not be verified (H06 3.4c); `partial` leaves a rest to verify."""

    TYPE: ClassVar[str] = "verification-waived"
    COMMAND: ClassVar = c.WaiveVerification
    partial: bool

    def milestones(self) -> tuple[Milestone, ...]:
        """A whole waiver stands in the place of an answer."""
        name = "verification-waived-in-part" if self.partial else "verification-waived"
        return (Milestone(name, self.on, self.relation),)


class CvCertified(c.CertifyFields, StepEvent):
    """The committee concluded on the CV, certified, signed and sealed it (H06 3.3b)."""

    TYPE: ClassVar[str] = "cv-certified"
    COMMAND: ClassVar = c.CertifyCv

    def milestones(self) -> tuple[Milestone, ...]:
        """The CV is certified from this day."""
        return (Milestone("cv-certified", self.on),)


class GateRaised(c.RaiseGateFields, StepEvent):
    """A question was found that a competent committee must conclude before the path goes on."""

    TYPE: ClassVar[str] = "gate-raised"
    COMMAND: ClassVar = c.RaiseGate

    def milestones(self) -> tuple[Milestone, ...]:
        """The gate is shut from this day."""
        return (Milestone(f"raised:{self.gate}", self.on),)


class GatePassed(c.PassGateFields, StepEvent):
    """A competent committee concluded, or consented, by a document."""

    TYPE: ClassVar[str] = "gate-passed"
    COMMAND: ClassVar = c.PassGate

    def milestones(self) -> tuple[Milestone, ...]:
        """The gate is open from this day."""
        return (Milestone(f"gate:{self.gate}", self.on),)
