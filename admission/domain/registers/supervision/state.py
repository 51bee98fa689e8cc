"""Who answers for one unit, folded from the events of its stream."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.supervision import events as e


class Spell(NamedTuple):
    """Somebody's supervision: from its first day, up to but without `until`; None while it runs."""

    supervisor: str
    since: date
    until: date | None = None

    def reaches(self, on: date) -> bool:
        """Whether it holds on a day, or on some later one."""
        return self.until is None or on < self.until


class Supervision(NamedTuple):
    """The supervision of one unit through time."""

    id: str
    spells: tuple[Spell, ...] = ()


def evolve(state: Supervision, recorded: Recorded) -> Supervision:
    """The state after one more event of the stream."""
    event = recorded.event
    if isinstance(event, e.SupervisorAssigned):
        return state._replace(spells=(*state.spells, Spell(event.supervisor, event.on)))
    if isinstance(event, e.SupervisionEnded):
        ended = (
            spell._replace(until=event.on)
            if spell.supervisor == event.began_as and spell.until is None
            else spell
            for spell in state.spells
        )
        return state._replace(spells=tuple(ended))
    msg = f"{event.TYPE} does not belong to the supervision of a unit"
    raise TypeError(msg)
