"""How a store begins, how its log is proven, its clock set back, and it comes to be sealed."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from admission.domain.kernel import ids
from admission.domain.kernel.ids import Uuid
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Count, Line, Slug, Value

CosignedCheckpoint = Annotated[
    str,
    StringConstraints(
        max_length=8000,
        pattern=r"^[^\n]+\n[0-9]+\n[A-Za-z0-9+/]{43}=\n(?:[^\n]+\n)*\n(?:— [^\n]+\n)+$",
    ),
]
"""A checkpoint with its signatures, a signed note of C2SP."""

VerifierKey = Annotated[
    str, StringConstraints(max_length=300, pattern=r"^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$")
]
"""The line of a key by which signatures are checked: name, id, key in base64."""

UtcTime = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
"""A time as records have it, such as `2025-07-15T08:30:00.000000Z`."""


class OpenFields(Value):
    """The time zone in which a day ends, and whether what follows is a demonstration.

    `sealed` says whether what is personal is encrypted from the first event on.
    """

    time_zone: Line = "Asia/Ho_Chi_Minh"
    demonstration: bool = False
    sealed: bool = False


class OpenStore(OpenFields, Command):
    """Begin a store."""

    NAME: ClassVar[str] = "open-store"
    STREAM: ClassVar[str] = ids.STORE


class BeginFields(Value):
    """How many entries the log began with."""

    entries: Count


class BeginLog(BeginFields, Command):
    """Take a store from before there was a proof log into one; the program does so by itself."""

    NAME: ClassVar[str] = "begin-log"
    STREAM: ClassVar[str] = ids.STORE


class CosignatureFields(Value):
    """The checkpoint as a witness gave it back, its size, and the key of the witness."""

    checkpoint: CosignedCheckpoint
    size: Count
    witness: VerifierKey


class KeepCosignature(CosignatureFields, Command):
    """Keep what a witness signed; `audit witness keep` checks it first."""

    NAME: ClassVar[str] = "keep-cosignature"
    STREAM: ClassVar[str] = ids.STORE


class SealFields(Value):
    """Of which store this one is a copy, and up to which position, every event sealed anew."""

    copied_from: Uuid
    head: Count


class SealStore(SealFields, Command):
    """Say that what stands before this was copied from a store that was not sealed."""

    NAME: ClassVar[str] = "seal-store"
    STREAM: ClassVar[str] = ids.STORE


class SkewFields(Value):
    """When the newest record was made, and the earlier time that the clock said after it."""

    last: UtcTime
    clock: UtcTime


class ExportFields(Value):
    """In which form, the newest position that went out, and whether details could be read in it."""

    form: Slug
    head: Count
    personal: bool


class ExportLog(ExportFields, Command):
    """Note that records leave the store; each `export` does so before it writes."""

    NAME: ClassVar[str] = "export-log"
    STREAM: ClassVar[str] = ids.STORE


class RecordSkew(SkewFields, Command):
    """Note that the clock was set back; the program does so by itself, once each time."""

    NAME: ClassVar[str] = "record-skew"
    STREAM: ClassVar[str] = ids.STORE
