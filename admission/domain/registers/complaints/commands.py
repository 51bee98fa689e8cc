"""What is asked to have recorded about complaints and denunciations against people."""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import ComplaintId, PersonId, UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Line, Personal, Text, Value
from admission.domain.rulebooks.entries.entry import MilestoneName

Outcome = Literal["founded", "unfounded", "withdrawn"]


class ComplaintCommand(Command):
    """Something about one complaint."""

    STREAM: ClassVar[str] = "complaint"
    complaint: ComplaintId


class ReceiveFields(Value):
    """About whom, which body received it, from whom (None: unsigned), and what it says.

    `steps` are the milestones that wait for its end; none named: those that the rulebook names.
    """

    person: PersonId
    kind: Literal["complaint", "denunciation"]
    received_by: UnitId
    sender: Personal[Line] | None = None
    subject: Personal[Line] | None = None
    content: Personal[Text] | None = None
    steps: tuple[MilestoneName, ...] = ()
    document: Document | None = None


class ReceiveComplaint(ReceiveFields, ComplaintCommand):
    """Record that a complaint or denunciation about a candidate or member was received."""

    NAME: ClassVar[str] = "receive-complaint"


class AssignFields(Value):
    """Which body is to resolve it, and on which paper."""

    body: UnitId
    document: Document | None = None


class AssignComplaint(AssignFields, ComplaintCommand):
    """Assign a complaint to a body, or to another one."""

    NAME: ClassVar[str] = "assign-complaint"


class ResolveFields(Value):
    """How it ended, and with which document."""

    outcome: Outcome
    document: Document


class ResolveComplaint(ResolveFields, ComplaintCommand):
    """Record how a complaint ended: founded, unfounded or withdrawn; the steps wait no longer."""

    NAME: ClassVar[str] = "resolve-complaint"
