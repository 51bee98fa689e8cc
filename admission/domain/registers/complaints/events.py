"""What happened to complaints and denunciations."""

from typing import ClassVar

from admission.domain.kernel.ids import ComplaintId
from admission.domain.kernel.messages import Event
from admission.domain.registers.complaints import commands as c


class ComplaintEvent(Event):
    """Something that happened to one complaint."""

    complaint: ComplaintId


class ComplaintReceived(c.ReceiveFields, ComplaintEvent):
    """A complaint or denunciation about a person was received."""

    TYPE: ClassVar[str] = "complaint-received"
    COMMAND: ClassVar = c.ReceiveComplaint


class ComplaintAssigned(c.AssignFields, ComplaintEvent):
    """A complaint was assigned to a body."""

    TYPE: ClassVar[str] = "complaint-assigned"
    COMMAND: ClassVar = c.AssignComplaint


class ComplaintResolved(c.ResolveFields, ComplaintEvent):
    """A complaint has ended."""

    TYPE: ClassVar[str] = "complaint-resolved"
    COMMAND: ClassVar = c.ResolveComplaint
