"""The cards of one person, and whose a number is, folded from their streams."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.cards import events as e


class Cards(NamedTuple):
    """The card that was decided and waits to be handed over, and the one that was handed over.

    `waits_in` and `out_in`: the streams of these two, where they are of another record of the
    person; else None.
    """

    id: str
    decided_on: date | None = None
    handed_over_on: date | None = None
    withdrawn: bool = False
    waits_in: str | None = None
    out_in: str | None = None

    @property
    def has_one(self) -> bool:
        """Whether a card is out."""
        return self.handed_over_on is not None and not self.withdrawn


class CardNumber(NamedTuple):
    """Whose a number is, None before it is anybody's."""

    id: str
    person: str | None = None


def evolve(state: Cards, recorded: Recorded) -> Cards:
    """The state after one more event of the stream of a person's cards."""
    match recorded.event:
        case e.CardDecided() as event:
            return state._replace(decided_on=event.on)
        case e.CardHandedOver() as event:
            return state._replace(decided_on=None, handed_over_on=event.on, withdrawn=False)
        case e.CardWithdrawn():
            return state._replace(decided_on=None, withdrawn=True)
        case event:
            msg = f"{event.TYPE} does not belong to the stream of a person's cards"
            raise TypeError(msg)


def evolve_number(state: CardNumber, recorded: Recorded) -> CardNumber:
    """The state after one more event of the stream of a number."""
    event = recorded.event
    if isinstance(event, e.CardNumberTaken):
        return state._replace(person=event.person)
    msg = f"{event.TYPE} does not belong to the stream of a card number"
    raise TypeError(msg)


def together(every: Iterable[Cards]) -> Cards:
    """The cards of one person who is recorded under several ids, the kept one first."""
    first, *others = every
    for other in others:
        waits = first if first.decided_on or not other.decided_on else other
        out = max(first, other, key=lambda cards: cards.handed_over_on or date.min)
        first = first._replace(
            decided_on=waits.decided_on,
            handed_over_on=out.handed_over_on,
            withdrawn=out.withdrawn,
            waits_in=waits.waits_in or waits.id,
            out_in=out.out_in or out.id,
        )
    return first
