"""The badges of one person, folded from the events of their stream."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.badges import events as e


class Badges(NamedTuple):
    """The years of the badges that were awarded, also of those withdrawn since; the newest act."""

    id: str
    awarded: frozenset[int] = frozenset()
    newest: date = date.min
    withdrawn: bool = False


def evolve(state: Badges, recorded: Recorded) -> Badges:
    """The state after one more event of the stream of a person's badges."""
    match recorded.event:
        case e.BadgeAwarded() as event:
            awarded = state.awarded | {event.years}
            return state._replace(awarded=awarded, newest=event.on, withdrawn=False)
        case e.BadgesWithdrawn() as event:
            return state._replace(newest=event.on, withdrawn=True)
        case event:
            msg = f"{event.TYPE} does not belong to the stream of a person's badges"
            raise TypeError(msg)


def together(every: Iterable[Badges]) -> Badges:
    """The badges of one person who is recorded under several ids, the kept one first."""
    first, *others = every
    for other in others:
        newer = max(first, other, key=lambda badges: badges.newest)
        first = newer._replace(id=first.id, awarded=first.awarded | other.awarded)
    return first
