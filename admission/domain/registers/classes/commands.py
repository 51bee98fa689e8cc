"""What is asked to have recorded about classes that a political centre runs."""

from typing import ClassVar, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import ClassId, PersonId, UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Code, Count, Day, Line, Personal, Slug, Value


class ClassCommand(Command):
    """Something about one class."""

    STREAM: ClassVar[str] = "class_id"
    class_id: ClassId


class OrderFields(Value):
    """Which committee orders which class, for whom, run by whom, from when to when."""

    kind: Literal["awareness", "new-member"] = "awareness"
    unit: UnitId
    title: Personal[Line]
    centre: Personal[Line]
    audience: Slug = "all"
    starts: Day
    ends: Day
    sessions: Count | None = None
    document: Document | None = None


class OrderClass(OrderFields, ClassCommand):
    """Order a class to be held; its days are a plan and may lie ahead."""

    NAME: ClassVar[str] = "order-class"
    PLANS: ClassVar = frozenset({"starts", "ends"})


class EnrolFields(Value):
    """The people put on the roster."""

    people: tuple[PersonId, ...]


class EnrolInClass(EnrolFields, ClassCommand):
    """Put people on the roster of a class."""

    NAME: ClassVar[str] = "enrol-in-class"


class Result(Value):
    """How one person did: sessions attended, passed or not, the certificate's number."""

    person: PersonId
    attended: Count | None = None
    passed: bool
    certificate: Code | None = None


class ConcludeFields(Value):
    """The results, and who issued the certificates, on which day."""

    results: tuple[Result, ...]
    issuer_kind: Slug
    issuer: Personal[Line]
    issued: Day
    document: Document | None = None


class ConcludeClass(ConcludeFields, ClassCommand):
    """Record attendance, results and certificates of a class that was held."""

    NAME: ClassVar[str] = "conclude-class"
