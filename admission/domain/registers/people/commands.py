"""What is asked to have recorded about people: who they are, and who is a member already."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import PersonId, UnitId
from admission.domain.kernel.messages import Command, Origin
from admission.domain.kernel.partial_days import PartialDay
from admission.domain.kernel.values import Day, Line, Personal, Value
from admission.domain.registers.people.vocabulary import SchoolingLevel, Sex


class PersonCommand(Command):
    """Something about one person."""

    STREAM: ClassVar[str] = "person"
    person: PersonId


class PersonFields(Value):
    """Name and birth, schooling, citizenship and residence, as far as they are known.

    A list that registers people has `listed_as` from its column `person`: the key it has for each.
    """

    name: Personal[Line]
    born: Personal[Day] | None = None
    sex: Personal[Sex] | None = None
    schooling: Personal[SchoolingLevel] | None = None
    citizen: Personal[bool] | None = None
    residence: Personal[Line] | None = None
    listed_as: Personal[Line] | None = None
    document: Document | None = None


class RegisterPerson(PersonFields, PersonCommand):
    """Register a person."""

    NAME: ClassVar[str] = "register-person"


class MemberFields(Value):
    """Since when, in which cell, and on which paper a person is a member.

    Days are given as exact as they are known; where nothing is known, they are left out.
    """

    cell: UnitId
    decided_on: PartialDay | None = None
    official_on: PartialDay | None = None
    card_issued_on: PartialDay | None = None
    document: Document


class RegisterMember(MemberFields, PersonCommand):
    """Register, from paper, that a person is a full member already."""

    NAME: ClassVar[str] = "register-member"
    ORIGIN: ClassVar[Origin] = Origin.PAPER
