"""What happened to rulebooks."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import Slug
from admission.domain.registers.rulebooks.commands import AdoptFields, AdoptRulebook


class RulebookAdopted(AdoptFields, Event):
    """A rulebook was put in force; later events refer to it as `id@sha256`."""

    TYPE: ClassVar[str] = "rulebook-adopted"
    COMMAND: ClassVar = AdoptRulebook
    rulebook: Slug
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    extends: str | None = None
    """`id@sha256` of the rulebook that this one extends."""
