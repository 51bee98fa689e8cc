"""What is asked to have recorded of people, for reports on who was admitted."""

from typing import Annotated, ClassVar

from pydantic import Field

from admission.domain.kernel.documents import Document
from admission.domain.kernel.values import Personal, Value
from admission.domain.registers.people.commands import PersonCommand
from admission.domain.registers.people.vocabulary import Occupation, Qualification, Source, Title

Sources = Annotated[tuple[Source, ...], Field(min_length=1)]


class ParticularsFields(Value):
    """What is known to be so since that day; what is not given stays as it was, or unknown.

    Sources are given all at once. Whether somebody is of an ethnic minority or religious, a case of
    population policy or married to a foreigner is as a human wrote it down: nothing is decided by
    it.
    """

    sources: Personal[Sources] | None = None
    occupation: Personal[Occupation] | None = None
    qualification: Personal[Qualification] | None = None
    title: Personal[Title] | None = None
    ethnic_minority: Personal[bool] | None = None
    religious: Personal[bool] | None = None
    population_policy: Personal[bool] | None = None
    foreign_marriage: Personal[bool] | None = None
    document: Document | None = None


class RecordParticulars(ParticularsFields, PersonCommand):
    """Record what is so of a person since a day: source, occupation, qualification and others."""

    NAME: ClassVar[str] = "record-particulars"
