"""What is asked to have recorded about rulebooks."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from admission.domain.kernel import ids
from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Value


class AdoptFields(Value):
    """The whole text of a rulebook file; for one unit and what is under it, or for all."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=400_000)]
    unit: UnitId | None = None
    document: Document | None = None


class AdoptRulebook(AdoptFields, Command):
    """Put a rulebook in force."""

    NAME: ClassVar[str] = "adopt-rulebook"
    STREAM: ClassVar[str] = ids.RULEBOOKS
