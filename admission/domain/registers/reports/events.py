"""What happened to reports."""

from typing import ClassVar

from admission.domain.kernel.messages import Event
from admission.domain.registers.reports import commands as c


class ReportPublished(c.PublishFields, Event):
    """A report was published; it can be printed again from this alone."""

    TYPE: ClassVar[str] = "report-published"
    COMMAND: ClassVar = c.PublishReport


class ReportListed(c.ListedFields, Event):
    """A report stands among those of its unit."""

    TYPE: ClassVar[str] = "report-listed"
