"""What the store is."""

from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.store.events import StoreOpened


class Store(NamedTuple):
    """Whether the store was begun, and as what."""

    opened: bool = False
    time_zone: str = ""
    demonstration: bool = False


def evolve(state: Store, recorded: Recorded) -> Store:
    """The state after one more event of the store's stream."""
    event = recorded.event
    if not isinstance(event, StoreOpened):
        msg = f"{event.TYPE} does not belong to the store's stream"
        raise TypeError(msg)
    return state._replace(opened=True, time_zone=event.time_zone, demonstration=event.demonstration)
