"""What happened to classes."""

from typing import ClassVar

from admission.domain.kernel.ids import ClassId
from admission.domain.kernel.messages import Event
from admission.domain.registers.classes import commands as c


class ClassEvent(Event):
    """Something that happened to one class."""

    class_id: ClassId


class ClassOrdered(c.OrderFields, ClassEvent):
    """A committee ordered a class (N38 I.1.1b)."""

    TYPE: ClassVar[str] = "class-ordered"
    COMMAND: ClassVar = c.OrderClass


class PeopleEnrolled(c.EnrolFields, ClassEvent):
    """People were put on the roster of a class."""

    TYPE: ClassVar[str] = "people-enrolled"
    COMMAND: ClassVar = c.EnrolInClass


class ClassConcluded(c.ConcludeFields, ClassEvent):
    """A class was held; its results and certificates (H06 3.1)."""

    TYPE: ClassVar[str] = "class-concluded"
    COMMAND: ClassVar = c.ConcludeClass
