"""What happened to the supervision of units."""

from typing import ClassVar

from admission.domain.kernel.ids import ActorId
from admission.domain.kernel.messages import Event
from admission.domain.registers.supervision import commands as c


class SupervisorAssigned(c.SupervisorFields, c.SupervisionKey, Event):
    """Somebody began to answer for a unit."""

    TYPE: ClassVar[str] = "supervisor-assigned"
    COMMAND: ClassVar = c.AssignSupervisor


class SupervisionEnded(c.EndFields, c.SupervisionKey, Event):
    """Somebody answers for a unit no longer; `began_as` is the id under which it began."""

    TYPE: ClassVar[str] = "supervision-ended"
    COMMAND: ClassVar = c.EndSupervision
    began_as: ActorId
