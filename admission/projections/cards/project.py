"""The rows of a person's cards: one for each that was decided."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.cards import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(event.TYPE for event in (e.CardDecided, e.CardHandedOver, e.CardWithdrawn))
TABLE: Final = Table(
    "cards",
    ("cards", "number"),
    (
        "person",
        "unit",
        "kind",
        "batch",
        "decided_on",
        "document",
        "card_number",
        "handed_over_on",
        "withdrawn_on",
        "against",
    ),
)


class Card(NamedTuple):
    """One card; its number as text, or `erased`, or `locked`, None before it was handed over."""

    person: str
    unit: str
    kind: str
    batch: str
    decided_on: str
    document: str | None
    number: str | None = None
    handed_over_on: str | None = None
    withdrawn_on: str | None = None
    against: str | None = None


class Cards(NamedTuple):
    """The cards of one person, in the order of their decisions."""

    id: str
    every: tuple[Card, ...] = ()

    def newest(self, **changed: Any) -> "Cards":  # noqa: ANN401 - some fields of a card
        """With the newest card changed; of a card that no decision here is of, nothing is kept."""
        if not self.every:
            return self
        return self._replace(every=(*self.every[:-1], self.every[-1]._replace(**changed)))

    def withdrawn(self, on: str) -> "Cards":
        """With the card that is out withdrawn, and one that was decided and waits given up."""
        out = [at for at, card in enumerate(self.every) if card.handed_over_on is not None]
        kept = out[-1] if out else max(len(self.every) - 1, 0)
        every = (*self.every[:kept], *(c._replace(withdrawn_on=on) for c in self.every[kept:]))
        return self._replace(every=every)


def evolve(state: Cards, recorded: Recorded) -> Cards:
    """The state after one more event of the stream."""
    event = recorded.event
    on = event.on.isoformat()
    if isinstance(event, e.CardDecided):
        said = (event.person, event.cell, event.kind, event.batch, on, event.document.number)
        against = " ".join(event.against_rules) or None
        return state._replace(every=(*state.every, Card(*said, against=against)))
    if isinstance(event, e.CardHandedOver):
        return state.newest(number=str(event.number), handed_over_on=on)
    if isinstance(event, e.CardWithdrawn):
        return state.withdrawn(on)
    return state


def rows(state: Cards) -> dict[Row, Row]:
    """One row for each card, numbered within its stream."""
    return {(state.id, at): tuple(card) for at, card in enumerate(state.every)}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the person's cards up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Cards, evolve)
