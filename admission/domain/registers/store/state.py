"""What the store is."""

from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.store.events import (
    CosignatureKept,
    LogBegun,
    LogExported,
    SkewRecorded,
    StoreOpened,
    StoreSealed,
)


class Skew(NamedTuple):
    """The time of the newest record, and what the clock said after it (UTC text)."""

    last: str
    clock: str


class Store(NamedTuple):
    """Whether the store was begun, and as what; its proof log; whether it is sealed."""

    opened: bool = False
    time_zone: str = ""
    demonstration: bool = False
    log_begun: bool = False
    cosigned: frozenset[tuple[str, int]] = frozenset()
    """The keys of witnesses, with the sizes that each signed."""
    sealed: bool = False
    skew: Skew | None = None
    """How the clock was last set back."""


def evolve(state: Store, recorded: Recorded) -> Store:
    """The state after one more event of the store's stream."""
    match recorded.event:
        case StoreOpened() as event:
            return state._replace(
                opened=True,
                time_zone=event.time_zone,
                demonstration=event.demonstration,
                sealed=event.sealed,
            )
        case StoreSealed():
            return state._replace(sealed=True)
        case LogExported():
            return state
        case LogBegun():
            return state._replace(log_begun=True)
        case SkewRecorded() as event:
            return state._replace(skew=Skew(event.last, event.clock))
        case CosignatureKept() as event:
            return state._replace(cosigned=state.cosigned | {(event.witness, event.size)})
        case event:
            msg = f"{event.TYPE} does not belong to the store's stream"
            raise TypeError(msg)
