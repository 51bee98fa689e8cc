"""People of a divided cell were placed."""

from typing import ClassVar

from admission.domain.kernel.ids import CandidateId, UnitId
from admission.domain.registers.divisions import commands as c
from admission.domain.registers.people.events import PersonEvent


class PersonPlaced(c.PlaceFields, PersonEvent):
    """A person of a divided cell went to one of its parts."""

    TYPE: ClassVar[str] = "person-placed"
    COMMAND: ClassVar = c.PlacePerson
    cell: UnitId | None = None
    """What a member is of since: a section; None of others, and where the part is the successor."""
    candidate: CandidateId | None = None
    """The path that goes along."""
