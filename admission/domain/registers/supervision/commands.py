"""What is asked to have recorded about supervision: who answers for a unit, from when to when."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import ActorId, UnitId, derived_id
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Slug, Value


class SupervisionKey(Value):
    """The unit that is answered for, with everything under it."""

    unit: UnitId

    @property
    def supervision(self) -> str:
        """The id of the stream of those who answer for the unit."""
        return derived_id("supervision", self.unit)


class SupervisionCommand(SupervisionKey, Command):
    """Something about who answers for one unit."""

    STREAM: ClassVar[str] = "supervision"


class SupervisorFields(Value):
    """Who answers, and in which office; whether others may answer for the unit at the same time."""

    supervisor: ActorId
    office: Slug | None = None
    beside_others: bool = False
    document: Document | None = None


class AssignSupervisor(SupervisorFields, SupervisionCommand):
    """Make a committee member, or an account, answer for a unit from a day on."""

    NAME: ClassVar[str] = "assign-supervisor"


class EndFields(Value):
    """Who answers for the unit no longer."""

    supervisor: ActorId
    document: Document | None = None


class EndSupervision(EndFields, SupervisionCommand):
    """End somebody's supervision of a unit: from this day on another may answer for it."""

    NAME: ClassVar[str] = "end-supervision"
