"""The state of one person in one round of enlistment, folded from the events of its stream."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.enlistment import events as e


class Conscript(NamedTuple):
    """One person in one round: `enlists` is None before the listing and once struck off.

    `since` is the day of the newest act.
    """

    id: str
    enlists: date | None = None
    deferred: bool = False
    since: date = date.min


def evolve(state: Conscript, recorded: Recorded) -> Conscript:
    """The state after one more event of the stream."""
    event = recorded.event
    if isinstance(event, e.ConscriptListed):
        return Conscript(state.id, event.enlists, since=event.on)
    if isinstance(event, e.EnlistmentDeferred):
        return state._replace(deferred=True, since=event.on)
    if isinstance(event, e.ConscriptStruck):
        return Conscript(state.id, since=event.on)
    if isinstance(event, e.ConscriptUnproposed):
        return state._replace(since=event.on)
    msg = f"{event.TYPE} does not belong to a conscript's stream"
    raise TypeError(msg)
