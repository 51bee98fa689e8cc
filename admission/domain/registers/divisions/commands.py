"""What is asked to have recorded when the people of a divided cell go to its parts."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.values import Value
from admission.domain.registers.people.commands import PersonCommand


class PlaceFields(Value):
    """The cell that is divided, the part of it that the person goes to, and the list."""

    divided: UnitId
    part: UnitId
    document: Document | None = None


class PlacePerson(PlaceFields, PersonCommand):
    """Place a person of a divided cell in a part; who is on no list goes to its successor."""

    NAME: ClassVar[str] = "place-person"
    PLANS: ClassVar[frozenset[str]] = frozenset({"on"})
