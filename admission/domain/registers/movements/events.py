"""Members came, went, or are members no longer."""

from typing import ClassVar

from admission.domain.kernel.ids import CandidateId, UnitId
from admission.domain.kernel.values import RuleId
from admission.domain.registers.movements import commands as c
from admission.domain.registers.people.events import AgeDay, PersonEvent


class PersonArrived(c.ArriveFields, PersonEvent):
    """A member came from elsewhere (transfer of membership)."""

    TYPE: ClassVar[str] = "person-arrived"
    COMMAND: ClassVar = c.Arrive
    counts_from: AgeDay = None


class PersonDeparted(c.DepartFields, PersonEvent):
    """Somebody went elsewhere; `member_of` is the cell left, None of one not admitted yet."""

    TYPE: ClassVar[str] = "person-departed"
    COMMAND: ClassVar = c.Depart
    member_of: UnitId | None = None


class ReplyReceived(c.ReplyFields, PersonEvent):
    """They replied from where the person went."""

    TYPE: ClassVar[str] = "reply-received"
    COMMAND: ClassVar = c.RecordReply


class MembershipEnded(c.EndFields, PersonEvent):
    """The person left, was deleted or expelled, or died, as a member of the cell `member_of`."""

    TYPE: ClassVar[str] = "membership-ended"
    COMMAND: ClassVar = c.EndMembership
    member_of: UnitId


class ExitSlipIssued(c.SlipFields, PersonEvent):
    """The exit slip of somebody who is a member no longer was issued."""

    TYPE: ClassVar[str] = "exit-slip-issued"
    COMMAND: ClassVar = c.IssueExitSlip


class ExitFileSent(c.ExitFileFields, PersonEvent):
    """Slip and file were sent to the committee; `late` by these rules."""

    TYPE: ClassVar[str] = "exit-file-sent"
    COMMAND: ClassVar = c.SendExitFile
    late: tuple[RuleId, ...] = ()


class MemberTransferred(c.TransferMemberFields, PersonEvent):
    """A member went over from a cell; `candidate` is the path, None of one known by paper."""

    TYPE: ClassVar[str] = "member-transferred"
    COMMAND: ClassVar = c.TransferMember
    from_cell: UnitId
    candidate: CandidateId | None = None


class CellChanged(PersonEvent):
    """A member on probation, come from elsewhere, went over to this cell with the path."""

    TYPE: ClassVar[str] = "cell-changed"
    candidate: CandidateId
    cell: UnitId
