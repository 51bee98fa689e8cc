"""What was recorded of people, for reports on who was admitted."""

from typing import ClassVar

from admission.domain.registers.particulars import commands as c
from admission.domain.registers.people.events import PersonEvent


class ParticularsRecorded(c.ParticularsFields, PersonEvent):
    """What is so of a person since that day was recorded."""

    TYPE: ClassVar[str] = "particulars-recorded"
    COMMAND: ClassVar = c.RecordParticulars
