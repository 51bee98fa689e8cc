"""The state of one unit, folded from the events of its stream."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from admission.domain.kernel.messages import Event, Recorded
from admission.domain.registers.discipline.conduct import NOTHING, Conduct
from admission.domain.registers.discipline.state import OF_UNITS as OF_CONDUCT
from admission.domain.registers.units import events as e
from admission.domain.registers.units.commands import UnitKind

T = TypeVar("T")
Dated = tuple[tuple[date, T], ...]
"""What something was from each day on, in the order of the days."""


class Spell(NamedTuple):
    """From which day, to which day (None: still), a unit was authorised to decide."""

    first: date
    last: date | None = None


class Ended(NamedTuple):
    """From which day on there is no such unit, and which one has its place since."""

    on: date
    successor: str


class Bequest(NamedTuple):
    """Who has a unit's targets from a day on, and which share; where nobody has, they stay."""

    on: date
    heirs: e.Shares


class Division(NamedTuple):
    """When a unit was divided, into which parts; `heir` has what no list names: perhaps itself."""

    on: date
    parts: tuple[str, ...]
    heir: str


class Section(NamedTuple):
    """Of which cell a section is, and to which part it went on which day; `since` as the cell."""

    cell: str
    part: str
    on: date
    since: date
    kind: UnitKind
    name: str


class Place(NamedTuple):
    """A unit as it was on one day: what it was, and which stood directly above it."""

    id: str
    kind: UnitKind
    name: str = ""
    code: str | None = None
    parent: str | None = None
    authorised: bool = False


class Unit(NamedTuple):
    """One unit through time; `founded` is None before it is founded.

    `always` is what it was on every day, None where something about it has changed.
    """

    id: str
    founded: date | None = None
    kinds: Dated[UnitKind] = ()
    names: Dated[str] = ()
    codes: Dated[str | None] = ()
    parents: Dated[str | None] = ()
    authorised: tuple[Spell, ...] = ()
    ended: Ended | None = None
    bequests: tuple[Bequest, ...] = ()
    divisions: tuple[Division, ...] = ()
    section: Section | None = None
    """Of a section of a divided cell, which is no unit: what it stands for."""
    always: Place | None = None
    conduct: Conduct = NOTHING
    """Disciplines and appeals."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which its place in the tree changes."""
        last = self.ended or self.section
        ended = (last.on,) if last else ()
        return (*(day for day, _ in self.parents), *ended)

    def is_authorised(self, on: date) -> bool:
        """Whether it may decide on admissions by itself on a day."""
        return any(s.first <= on and (s.last is None or on < s.last) for s in self.authorised)

    def has_ended(self, on: date) -> bool:
        """Whether there is no such unit any more on a day."""
        return self.ended is not None and self.ended.on <= on

    def on(self, day: date) -> Place:
        """What it was on a day; before it was founded, what it was founded as."""
        return self.always or Place(
            self.id,
            _value(self.kinds, day),
            _value(self.names, day),
            _value(self.codes, day),
            _value(self.parents, day),
            self.is_authorised(day),
        )


def evolve(state: Unit, recorded: Recorded) -> Unit:
    """The state after one more event of the unit's stream."""
    event = recorded.event
    if isinstance(event, e.UnitFounded):
        return _founded(state.id, event)
    change = OF_CONDUCT.get(type(event))
    if change:
        return state._replace(conduct=change(state.conduct, event))
    return CHANGES[type(event)](state, event)._replace(always=None)


def _founded(unit: str, event: e.UnitFounded) -> Unit:
    return Unit(
        unit,
        event.on,
        ((event.on, event.kind),),
        ((event.on, event.name),),
        ((event.on, event.code),),
        ((event.on, event.parent),),
        always=Place(unit, event.kind, event.name, event.code, event.parent),
    )


def _deauthorised(state: Unit, event: e.UnitDeauthorised) -> Unit:
    ended = tuple(spell._replace(last=event.on) for spell in state.authorised[-1:])
    return state._replace(authorised=(*state.authorised[:-1], *ended))


def _ended(state: Unit, event: e.UnitEnding) -> Unit:
    successor = event.succeeded_by
    state = state._replace(bequests=(*state.bequests, Bequest(event.on, event.heirs)))
    return state._replace(ended=Ended(event.on, successor)) if successor else state


def _divided(state: Unit, event: e.UnitSplit) -> Unit:
    parts = tuple(part.unit for part in event.parts)
    division = Division(event.on, parts, event.succeeded_by or state.id)
    return _ended(state._replace(divisions=(*state.divisions, division)), event)


def _section(state: Unit, event: e.SectionFormed) -> Unit:
    days = (event.divided_on, event.on)
    return state._replace(section=Section(event.cell, event.part, *days, event.kind, event.name))


def _placed(state: Unit, event: e.UnitMoved | e.UnitPlaced) -> Unit:
    return state._replace(parents=_put(state.parents, event.on, event.parent))


CHANGES: Final[dict[type[Event], Callable[[Unit, Any], Unit]]] = {
    e.UnitRenamed: lambda state, event: state._replace(
        names=_put(state.names, event.on, event.name)
    ),
    e.UnitRecoded: lambda state, event: state._replace(
        codes=_put(state.codes, event.on, event.code)
    ),
    e.UnitKindChanged: lambda state, event: state._replace(
        kinds=_put(state.kinds, event.on, event.kind)
    ),
    e.UnitAuthorised: lambda state, event: state._replace(
        authorised=(*state.authorised, Spell(event.on))
    ),
    e.UnitDeauthorised: _deauthorised,
    e.UnitMoved: _placed,
    e.UnitPlaced: _placed,
    e.UnitMerged: _ended,
    e.UnitSplit: _divided,
    e.UnitDissolved: _ended,
    e.UnitAbolished: _ended,
    e.LevelAbolished: lambda state, _: state,
    e.SectionFormed: _section,
}
"""What each event changes; the founding stands before them all."""


def _value(dated: Dated[T], day: date) -> T:
    held = [value for since, value in dated if since <= day]
    return held[-1] if held else dated[0][1]


def _put(dated: Dated[T], on: date, value: T) -> Dated[T]:
    return tuple(sorted((*dated, (on, value)), key=lambda each: each[0]))
