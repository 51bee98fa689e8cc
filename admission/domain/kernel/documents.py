"""The papers that steps rest on."""

from admission.domain.kernel.ids import ActorId
from admission.domain.kernel.values import Code, Day, Line, Personal, RuleId, Slug, Text, Value


class Document(Value):
    """One paper: what it is, its number, its days, who issued and signed it, where it lies."""

    kind: Slug
    number: Code | None = None
    signed: Day | None = None
    received: Day | None = None
    issuer: Personal[Line] | None = None
    signer: Personal[Line] | None = None
    original: Personal[Line] | None = None


class Consent(Value):
    """The document of a superior that allows what a rule otherwise bars."""

    rule: RuleId
    document: Document


class Irregular(Value):
    """Why an act against a rule is recorded all the same; a second person vouches for it."""

    reason: Personal[Text]
    document: Document
    second: ActorId
