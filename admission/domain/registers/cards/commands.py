"""What is asked to have recorded about membership cards."""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import MeetingId, PersonId, derived_id
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Personal, Value

CardKind = Literal["first-issue", "exchange", "reissue"]

Batch = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}-(0[1-9]|1[0-2])$")]
"""The month of a batch, `2024-03`."""

CardNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,20}$")]
"""The number on a card: digits, kept as text for the zeros that it may begin with."""


class CardsKey(Value):
    """Whose cards: there is one stream for those of each person."""

    person: PersonId

    @property
    def cards(self) -> str:
        """The id of that stream."""
        return derived_id("cards", self.person)


class CardCommand(CardsKey, Command):
    """Something about the cards of one person."""

    STREAM: ClassVar[str] = "cards"


class DecideFields(Value):
    """A first issue, an exchange or a reissue, the batch that it goes with, the decision."""

    kind: CardKind
    batch: Batch
    document: Document


class DecideCard(DecideFields, CardCommand):
    """Record that a card was decided for a full member."""

    NAME: ClassVar[str] = "decide-card"


class HandOverFields(Value):
    """The number on the card, and the cell meeting at which the member received it."""

    number: Personal[CardNumber]
    meeting: MeetingId | None = None
    document: Document | None = None


class HandOverCard(HandOverFields, CardCommand):
    """Record that the card that was decided was handed over."""

    NAME: ClassVar[str] = "hand-over-card"


class WithdrawFields(Value):
    """The paper that withdraws."""

    document: Document


class WithdrawCard(WithdrawFields, CardCommand):
    """Record that the card of somebody who is a member no longer was withdrawn."""

    NAME: ClassVar[str] = "withdraw-card"
