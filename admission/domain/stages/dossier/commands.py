"""What is asked to have recorded while the dossier is put together."""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import MeetingId, PersonId, UnitId
from admission.domain.kernel.values import Day, Line, Personal, Slug, Text, Value
from admission.domain.stages.standings import BEFORE_DECISION, OPEN, PREPARING, Standing
from admission.domain.stages.steps import StepCommand

_IN_POOL = frozenset({Standing.IN_POOL, Standing.CERTIFIED})
_BEFORE_VOTE = PREPARING | {Standing.CELL_VOTE_FAILED}


class PermitFields(Value):
    """Which committee lets the procedure begin."""

    body: UnitId
    meeting: MeetingId | None = None
    document: Document


class PermitDossier(PermitFields, StepCommand):
    """Let the procedure begin: the grassroots committee permits a dossier to be opened."""

    NAME: ClassVar[str] = "permit-dossier"
    STANDINGS: ClassVar = _IN_POOL


class RenewFields(Value):
    """On which document the stale papers were done again."""

    document: Document


class RenewDossier(RenewFields, StepCommand):
    """State that the papers of a stale dossier have been done again, so that its term runs anew."""

    NAME: ClassVar[str] = "renew-dossier"
    STANDINGS: ClassVar = _BEFORE_VOTE


class HelperFields(Value):
    """The full member whom the cell assigns to help the candidate."""

    helper: PersonId
    reason: Personal[Text] | None = None
    document: Document


class AssignHelper(HelperFields, StepCommand):
    """Assign a full member to help the candidate, or another in place of the first."""

    NAME: ClassVar[str] = "assign-helper"
    MAY_COME_IN_LATE: ClassVar = True
    STANDINGS: ClassVar = _IN_POOL | _BEFORE_VOTE


class PaperFields(Value):
    """A paper of the rulebook's list, and the document that it is."""

    paper: Slug
    document: Document


class FilePaper(PaperFields, StepCommand):
    """File a paper: application, CV, comments, synthesis, self-review and the like."""

    NAME: ClassVar[str] = "file-paper"
    MAY_COME_IN_LATE: ClassVar = True
    STANDINGS: ClassVar = OPEN | {Standing.OFFICIAL_MEMBER}


class WaivePaperFields(Value):
    """The ground on which a paper is not asked for, and the document that shows it."""

    paper: Slug
    ground: Slug
    document: Document


class WaivePaper(WaivePaperFields, StepCommand):
    """Record that a paper is not asked for, on a ground that the rulebook knows."""

    NAME: ClassVar[str] = "waive-paper"
    MAY_COME_IN_LATE: ClassVar = True
    STANDINGS: ClassVar = OPEN


class IntroduceFields(Value):
    """Who introduces, since when both were in one unit together, and in whose place."""

    introducer: PersonId
    together_since: Day | None = None
    replaces: PersonId | None = None
    reason: Personal[Text] | None = None
    document: Document


class Introduce(IntroduceFields, StepCommand):
    """File the written introduction by a full member."""

    NAME: ClassVar[str] = "introduce"
    MAY_COME_IN_LATE: ClassVar = True
    STANDINGS: ClassVar = _IN_POOL | _BEFORE_VOTE


class UnionFields(Value):
    """Which union resolved to introduce the candidate, and whether as a cadre of the union."""

    union: Literal["youth-union", "trade-union"]
    cadre: bool = False
    document: Document


class IntroduceByUnion(UnionFields, StepCommand):
    """File the resolution of a union that introduces the candidate."""

    NAME: ClassVar[str] = "introduce-by-union"
    MAY_COME_IN_LATE: ClassVar = True
    STANDINGS: ClassVar = _IN_POOL | _BEFORE_VOTE


class RequestFields(Value):
    """Whose particulars are asked about, where, and who carries the request."""

    relation: Slug
    place: Literal["home", "abroad"] = "home"
    received: Day
    verifier: PersonId | None = None
    verifier_kinship: Slug | None = None
    document: Document


class RequestVerification(RequestFields, StepCommand):
    """Ask another body to verify particulars; its time to answer runs from receipt."""

    NAME: ClassVar[str] = "request-verification"
    STANDINGS: ClassVar = _BEFORE_VOTE


class AnswerFields(Value):
    """Whose particulars an answer is about."""

    relation: Slug
    document: Document


class AnswerVerification(AnswerFields, StepCommand):
    """File the answer to a verification request."""

    NAME: ClassVar[str] = "answer-verification"
    STANDINGS: ClassVar = _BEFORE_VOTE


class WaiveVerificationFields(Value):
    """The ground on which somebody's particulars need not be verified."""

    relation: Slug
    ground: Slug
    document: Document


class WaiveVerification(WaiveVerificationFields, StepCommand):
    """Record that somebody's particulars need not be verified, on a ground of the rulebook."""

    NAME: ClassVar[str] = "waive-verification"
    STANDINGS: ClassVar = _BEFORE_VOTE


class CertifyFields(Value):
    """Which committee concludes, certifies, signs and seals, and who certifies for it."""

    body: UnitId
    certifier: PersonId | None = None
    document: Document


class CertifyCv(CertifyFields, StepCommand):
    """Certify the CV, once every verification is in or waived."""

    NAME: ClassVar[str] = "certify-cv"
    STANDINGS: ClassVar = frozenset({Standing.DOSSIER_OPEN, Standing.RETURNED})


class RaiseGateFields(Value):
    """Which human judgement the step must wait for, and why."""

    gate: Slug
    reason: Personal[Text] | None = None
    document: Document | None = None


class RaiseGate(RaiseGateFields, StepCommand):
    """State that a question is open which a competent committee must conclude first."""

    NAME: ClassVar[str] = "raise-gate"
    MAY_COME_IN_LATE: ClassVar = True
    STANDINGS: ClassVar = BEFORE_DECISION


class PassGateFields(Value):
    """The document by which the competent committee concluded or agreed."""

    gate: Slug
    issuer: Personal[Line]
    document: Document


class PassGate(PassGateFields, StepCommand):
    """Record the document that concludes a question or gives a consent."""

    NAME: ClassVar[str] = "pass-gate"
    MAY_COME_IN_LATE: ClassVar = True
    STANDINGS: ClassVar = OPEN
