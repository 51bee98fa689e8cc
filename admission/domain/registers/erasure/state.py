"""How far the erasure of a person is, and what was erased in all, folded from their streams."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.erasure import events as e


class Asked(StrEnum):
    """How far a request is."""

    NOT = "not-requested"
    REQUESTED = "requested"
    APPROVED_ONCE = "approved-once"
    APPROVED = "approved"
    REFUSED = "refused"
    ERASED = "erased"


class Erasure(NamedTuple):
    """The newest request for one person: how far, since when, by whom; the hold, if one stands."""

    id: str
    asked: Asked = Asked.NOT
    requested_on: date = date.min
    unit: str = ""
    hands: tuple[str, ...] = ()
    """Who recorded the request, then who approved it."""
    newest: date = date.min
    """The day of the newest act."""
    held: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a request waits."""
        return self.asked in (Asked.REQUESTED, Asked.APPROVED_ONCE, Asked.APPROVED)


class Erasures(NamedTuple):
    """The newest epoch of keys that was recorded to have begun; 0 for none.

    Every backup of the keys from before epoch `destroyed` was destroyed.
    """

    epoch: int = 0
    destroyed: int = 0


def evolve(state: Erasure, recorded: Recorded) -> Erasure:
    """The state after one more event of the stream of a person's erasure."""
    event = recorded.event
    state = state._replace(newest=event.on)
    match event:
        case e.ErasureRequested():
            begun = state._replace(asked=Asked.REQUESTED, requested_on=event.on)
            return begun._replace(unit=event.unit, hands=(event.by,))
        case e.ErasureApproved():
            first = state.asked is Asked.REQUESTED
            asked = Asked.APPROVED_ONCE if first else Asked.APPROVED
            return state._replace(asked=asked, hands=(*state.hands, event.by))
        case e.ErasureRefused():
            return state._replace(asked=Asked.REFUSED)
        case e.PersonErased():
            return state._replace(asked=Asked.ERASED)
        case e.LegalHoldPlaced():
            return state._replace(held=True)
        case e.LegalHoldLifted():
            return state._replace(held=False)
        case _:
            msg = f"{event.TYPE} does not belong to the stream of an erasure"
            raise TypeError(msg)


def evolve_all(state: Erasures, recorded: Recorded) -> Erasures:
    """The state after one more event of the stream of all erasures."""
    match recorded.event:
        case e.KeysDestroyed():
            return state
        case e.EpochBegun() as event:
            return state._replace(epoch=event.epoch)
        case e.KeyBackupsDestroyed() as event:
            return state._replace(destroyed=event.epoch)
        case event:
            msg = f"{event.TYPE} does not belong to the stream of erasures"
            raise TypeError(msg)
