"""The badges of one person, folded from the events of their stream."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.badges import events as e


class Badges(NamedTuple):
    """By years, the day of each award, also of those withdrawn since; the day of the newest act."""

    id: str
    awarded: Mapping[int, date] = MappingProxyType({})
    newest: date = date.min
    withdrawn: bool = False
    others: tuple[str, ...] = ()
    """The streams of other records of the person by which badges were awarded."""


def evolve(state: Badges, recorded: Recorded) -> Badges:
    """The state after one more event of the stream of a person's badges."""
    match recorded.event:
        case e.BadgeAwarded() as event:
            awarded = {**state.awarded, event.years: event.on}
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
        first = newer._replace(
            id=first.id,
            awarded={**other.awarded, **first.awarded},
            others=(*first.others, *((other.id,) if other.awarded else ())),
        )
    return first
