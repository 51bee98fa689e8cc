"""What happened to recorded facts: annulled or corrected, with what follows from it."""

from typing import ClassVar

from admission.domain.kernel.ids import PersonId
from admission.domain.kernel.kinds import AnyEvent
from admission.domain.kernel.messages import Command, Event
from admission.domain.kernel.values import Place, Value, trusted
from admission.domain.registers.corrections import commands as c


class Reread(Value):
    """A later fact of the same stream as it is to be read since the correction.

    Its inputs are the same; what was derived from the facts before it may differ, and so may the
    rules that it is found to go against.
    """

    fact: Place
    event: AnyEvent


class Correction(c.FactKey, Event):
    """Says how a fact of its own stream is to be read from now on."""

    OF_THE_FACT: ClassVar[bool] = True
    """Whether the fact itself was wrong; otherwise it only rests on one that was."""

    @property
    def instead(self) -> Event | None:
        """What stands in the place of the fact; None where nothing does."""
        return None

    @property
    def rereads(self) -> tuple[Reread, ...]:
        """How later facts are to be read."""
        return ()


class _Decided(c.CorrectionFields, Correction):
    later: tuple[Reread, ...] = ()

    @property
    def rereads(self) -> tuple[Reread, ...]:
        """How later facts are to be read."""
        return self.later


class FactAnnulled(_Decided):
    """A fact never was, or a correction was taken back: what stood before it stands again."""

    TYPE: ClassVar[str] = "fact-annulled"
    COMMAND: ClassVar = c.AnnulFact


class FactCorrected(_Decided):
    """A fact was otherwise than recorded; `event` stands in its place, from the day it says."""

    TYPE: ClassVar[str] = "fact-corrected"
    COMMAND: ClassVar = c.CorrectFact
    event: AnyEvent

    @property
    def instead(self) -> Event | None:
        """What stands in the place of the fact."""
        return self.event

    def command(self) -> Command:
        """The command, its replacement rebuilt from the event that it led to."""
        inputs = {name: getattr(self, name) for name in (*c.CorrectionFields.model_fields, "on")}
        return trusted(c.CorrectFact, {**inputs, "replacement": self.event.command()})


class ConsequenceAnnulled(Correction):
    """What a fact had brought about on this stream is annulled with it."""

    TYPE: ClassVar[str] = "consequence-annulled"


class ConsequenceCorrected(Correction):
    """What a fact had brought about on this stream is corrected with it."""

    TYPE: ClassVar[str] = "consequence-corrected"
    event: AnyEvent

    @property
    def instead(self) -> Event | None:
        """What stands in the place of the consequence."""
        return self.event


class StepReread(Correction):
    """A step is read anew, as in `Reread`, since a fact of another stream that it rests on was."""

    TYPE: ClassVar[str] = "step-reread"
    OF_THE_FACT: ClassVar[bool] = False
    event: AnyEvent
    person: PersonId
    correction: c.FactKey

    @property
    def instead(self) -> Event | None:
        """How the step is to be read."""
        return self.event

    @property
    def whose(self) -> str | None:
        """The person of the path, for the correction may be of something that others share."""
        return self.person
