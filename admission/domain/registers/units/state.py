"""The state of one unit, folded from the events of its stream."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.units import events as e
from admission.domain.registers.units.commands import UnitKind


class Spell(NamedTuple):
    """From which day, to which day (None: still), a unit was authorised to decide."""

    first: date
    last: date | None = None


class Unit(NamedTuple):
    """One unit: what it is, and where in the tree; `kind` is None before it is founded."""

    id: str
    kind: UnitKind | None = None
    founded: date = date.min
    name: str = ""
    code: str | None = None
    parent: str | None = None
    authorised: tuple[Spell, ...] = ()

    def is_authorised(self, on: date) -> bool:
        """Whether it may decide on admissions by itself on a day."""
        return any(s.first <= on and (s.last is None or on < s.last) for s in self.authorised)


def evolve(state: Unit, recorded: Recorded) -> Unit:
    """The state after one more event of the unit's stream."""
    event = recorded.event
    if isinstance(event, e.UnitFounded):
        state = state._replace(
            kind=event.kind,
            founded=event.on,
            name=event.name,
            code=event.code,
            parent=event.parent,
        )
    elif isinstance(event, e.UnitRenamed):
        state = state._replace(name=event.name)
    elif isinstance(event, e.UnitRecoded):
        state = state._replace(code=event.code)
    elif isinstance(event, e.UnitAuthorised):
        state = state._replace(authorised=(*state.authorised, Spell(event.on)))
    elif isinstance(event, e.UnitDeauthorised):
        ended = tuple(s._replace(last=event.on) for s in state.authorised[-1:])
        state = state._replace(authorised=(*state.authorised[:-1], *ended))
    return state
