"""What is asked to have recorded where one person has two records, or one record is of two."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import ActorId, CandidateId, PersonId
from admission.domain.kernel.values import Day, Personal, Text, Value
from admission.domain.registers.people.commands import PersonCommand


class JoinFields(Value):
    """The other record, why, the paper, a second person; which birth stands where two differ."""

    other: PersonId
    reason: Personal[Text]
    document: Document
    second: ActorId
    born: Personal[Day] | None = None


class JoinPersons(JoinFields, PersonCommand):
    """Join two records of one person: the other becomes another name of the person kept."""

    NAME: ClassVar[str] = "join-persons"


class PartFields(Value):
    """The other record, why, the paper, a second person; its candidacies, where not as joined.

    Without `candidacies` what was joined goes back; of records never joined it is said that they
    are of two people.
    """

    other: PersonId
    reason: Personal[Text]
    document: Document
    second: ActorId
    candidacies: tuple[CandidateId, ...] = ()


class PartPersons(PartFields, PersonCommand):
    """Part two people who were held to be one: each has their own record from now."""

    NAME: ClassVar[str] = "part-persons"
