"""The papers that steps rest on, as the clerks of a story would note them."""

from admission.scenarios.days import Day, iso
from admission.scenarios.story import Line, Series


def paper(kind: str, signed: Day) -> Line:
    """A paper without a number: an application, a comment, a written introduction."""
    return {"kind": kind, "signed": iso(signed)}


def numbered(kind: str, number: Series | str, signed: Day, issuer: str) -> Line:
    """A paper of a body: it has a number, the next of its series where that is what is given."""
    return {"kind": kind, "number": number, "signed": iso(signed), "issuer": issuer}
