"""What happened to membership cards."""

from typing import ClassVar

from admission.domain.kernel.ids import PersonId, UnitId
from admission.domain.kernel.messages import Event, FlaggedEvent
from admission.domain.registers.cards import commands as c


class CardDecided(c.DecideFields, c.CardsKey, FlaggedEvent):
    """A card was decided for a member of the cell."""

    TYPE: ClassVar[str] = "card-decided"
    COMMAND: ClassVar = c.DecideCard
    cell: UnitId


class CardHandedOver(c.HandOverFields, c.CardsKey, Event):
    """The card that was decided last was handed over; its number is the valid one now."""

    TYPE: ClassVar[str] = "card-handed-over"
    COMMAND: ClassVar = c.HandOverCard


class CardWithdrawn(c.WithdrawFields, c.CardsKey, Event):
    """The card of somebody who is a member no longer was withdrawn."""

    TYPE: ClassVar[str] = "card-withdrawn"
    COMMAND: ClassVar = c.WithdrawCard


class CardNumberTaken(Event):
    """The number after whose digest the stream is named is this person's."""

    TYPE: ClassVar[str] = "card-number-taken"
    person: PersonId
