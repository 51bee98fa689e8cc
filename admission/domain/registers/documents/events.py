"""What happened to scans."""

from typing import ClassVar

from admission.domain.kernel.messages import Event
from admission.domain.registers.documents import commands as c


class DocumentKept(c.ScanFields, c.ScanKey, Event):
    """The scan of a paper was kept, or linked with one more thing that it belongs to."""

    TYPE: ClassVar[str] = "document-kept"
    COMMAND: ClassVar = c.KeepDocument
