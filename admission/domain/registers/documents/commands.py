"""What is asked to have recorded about scans: files beside the store, known by their SHA-256."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from admission.domain.kernel.documents import Paper, Sha256
from admission.domain.kernel.ids import ShownId, derived_id
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Line, Personal, Place, Value

Size = Annotated[int, Field(strict=True, ge=1, le=2**53)]
"""Bytes of a file that is not empty."""

MediaType = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9][a-z0-9.+-]{0,99}$")]
"""What kind of file it is, such as `application/pdf` (RFC 6838)."""


class ScanKey(Value):
    """Which scan: a file is known by the SHA-256 of its content."""

    sha256: Sha256

    @property
    def document(self) -> str:
        """The id of the scan's stream: there is one for each content."""
        return derived_id("document", self.sha256)


class ScanFields(Value):
    """Its size in bytes and its media type; what it shows, what it is about, with which step."""

    size: Size
    media_type: MediaType
    paper: Paper | None = None
    title: Personal[Line] | None = None
    about: ShownId | None = None
    step: Place | None = None


class KeepDocument(ScanFields, ScanKey, Command):
    """Record that the scan of a paper is kept beside the store."""

    NAME: ClassVar[str] = "keep-document"
    STREAM: ClassVar[str] = "document"
