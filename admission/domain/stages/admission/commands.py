"""What the bodies of the chain ask to have recorded, from the cell's vote to the ceremony."""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import PersonId, UnitId
from admission.domain.kernel.values import Count, Length, Line, Personal, RuleId, Text, Value
from admission.domain.stages.ballots import Ballot
from admission.domain.stages.standings import OPEN, Standing
from admission.domain.stages.steps import StepCommand

_CELL_RESOLVED = frozenset(
    {
        Standing.CELL_RESOLVED,
        Standing.RECOGNITION_CELL_RESOLVED,
        Standing.DELETION_CELL_RESOLVED,
    }
)


class HoldCellVote(Ballot, StepCommand):
    """Record the cell's vote on admission."""

    NAME: ClassVar[str] = "hold-cell-vote"
    STANDINGS: ClassVar = frozenset(
        {Standing.CV_CERTIFIED, Standing.DOSSIER_OPEN, Standing.CELL_VOTE_FAILED}
    )


class DepartmentFields(Value):
    """Which department committee reported, on which paper."""

    body: UnitId
    document: Document


class ReportDepartment(DepartmentFields, StepCommand):
    """Record the department committee's report on the cell's resolution."""

    NAME: ClassVar[str] = "report-department"
    STANDINGS: ClassVar = _CELL_RESOLVED


class HoldGrassrootsVote(Ballot, StepCommand):
    """Record the grassroots committee's vote on the cell's resolution."""

    NAME: ClassVar[str] = "hold-grassroots-vote"
    STANDINGS: ClassVar = _CELL_RESOLVED | {
        Standing.COMMITTEE_VOTE_FAILED,
        Standing.RECOGNITION_COMMITTEE_VOTE_FAILED,
    }


class ExtensionFields(Value):
    """Which deadline is extended, by how much (in its own unit), and why."""

    deadline: RuleId
    amount: Count
    reason: Personal[Text]
    document: Document


class ExtendDeadline(ExtensionFields, StepCommand):
    """Extend a deadline in a special case."""

    NAME: ClassVar[str] = "extend-deadline"
    STANDINGS: ClassVar = OPEN
    amount: Length


class DecideAdmission(Ballot, StepCommand):
    """Record the authority's answer: admitted, refused, or returned for supplement."""

    NAME: ClassVar[str] = "decide-admission"
    STANDINGS: ClassVar = frozenset(
        {
            Standing.CELL_RESOLVED,
            Standing.CELL_VOTE_FAILED,
            Standing.COMMITTEE_RESOLVED,
            Standing.COMMITTEE_VOTE_FAILED,
        }
    )
    outcome: Literal["admitted", "refused", "returned"]
    body: UnitId


class ReceiptFields(Value):
    """With which letter the decision came."""

    document: Document | None = None


class ReceiveDecision(ReceiptFields, StepCommand):
    """Record the day on which the cell received the admission decision."""

    NAME: ClassVar[str] = "receive-decision"
    STANDINGS: ClassVar = frozenset({Standing.AWAITING_CEREMONY})


class CeremonyFields(Value):
    """Who is assigned to guide the new probationary member, and where the ceremony was held."""

    guide: PersonId
    place: Personal[Line] | None = None
    document: Document | None = None


class HoldCeremony(CeremonyFields, StepCommand):
    """Record the ceremony by which the cell admits the candidate; probation starts."""

    NAME: ClassVar[str] = "hold-ceremony"
    STANDINGS: ClassVar = frozenset({Standing.AWAITING_CEREMONY})
