"""What is asked to have recorded where a recorded fact is wrong."""

from typing import ClassVar

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import ActorId, ThingId
from admission.domain.kernel.kinds import AnyCommand
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Personal, Place, Text, Value


class FactKey(Value):
    """Which fact: what it is recorded of, and its place among all that is recorded of that."""

    about: ThingId
    fact: Place


class CorrectionFields(FactKey):
    """Why, on which paper, and who else has approved; nobody else where one's own entry is new."""

    reason: Personal[Text]
    document: Document
    second: ActorId | None = None


class CorrectionCommand(CorrectionFields, Command):
    """Something about one recorded fact; `on` is the day on which it was decided to correct."""

    STREAM: ClassVar[str] = "about"


class AnnulFact(CorrectionCommand):
    """Annul a recorded fact that never was, or take a correction back."""

    NAME: ClassVar[str] = "annul-fact"


class ReplacementFields(Value):
    """What was the case: the whole command by which it would have been recorded."""

    replacement: AnyCommand


class CorrectFact(ReplacementFields, CorrectionCommand):
    """Correct a recorded fact: say the whole of it again, as it was."""

    NAME: ClassVar[str] = "correct-fact"
