"""The papers that steps rest on."""

from typing import Annotated

from pydantic import StringConstraints

from admission.domain.kernel.ids import ActorId
from admission.domain.kernel.values import Code, Day, Line, Personal, RuleId, Slug, Text, Value

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of a scan (FIPS 180-4), 64 hexadecimal digits in lower case."""


class Paper(Value):
    """One paper: what it is, its number, its days, who issued and signed it, where it lies."""

    kind: Slug
    number: Code | None = None
    signed: Day | None = None
    received: Day | None = None
    issuer: Personal[Line] | None = None
    signer: Personal[Line] | None = None
    original: Personal[Line] | None = None

    @property
    def cited(self) -> str:
        """The paper without anything personal: `cell-resolution 12-NQ/CB of 2024-03-01`."""
        signed = f"of {self.signed}" if self.signed else None
        return " ".join(filter(None, (self.kind, self.number, signed)))


class Document(Paper):
    """The paper that a step rests on; `sha256` is the digest of its scan, where one is kept."""

    sha256: Sha256 | None = None


class Consent(Value):
    """The document of a superior that allows what a rule otherwise bars."""

    rule: RuleId
    document: Document


class Irregular(Value):
    """Why an act against a rule is recorded all the same; a second person vouches for it."""

    reason: Personal[Text]
    document: Document
    second: ActorId
