"""What becomes of commands about units."""

from collections.abc import Callable
from itertools import chain
from typing import Any, Final

from admission.domain.kernel.messages import Accepted, Context, Event, Refused, Written
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.units import commands as c
from admission.domain.registers.units import events as e
from admission.domain.registers.units.rules import (
    ends_into,
    ends_once,
    fits,
    goes_to,
    good_years_of,
    has_one_superior,
    may_be_authorised,
    split_well,
    stands_under,
    unit_stands,
)
from admission.domain.world import World


def found_unit(world: World, command: c.FoundUnit, _: Context) -> Accepted | Refused:
    """A unit is founded once, under a superior that stands on that day."""
    return answer(command, e.UnitFounded.of(command), _founded_well(world, command))


def _founded_well(world: World, command: c.FoundUnit) -> Objections:
    if world.unit_or_new(command.unit).founded is not None:
        yield objection("SYS-07", what=command.unit)
    if command.parent:
        yield from unit_stands(world, command.parent, command.on)
    yield from fits(world, command.unit, command.kind, command.parent, command.on)


def _simple(event: type[Event]) -> Callable[[World, Any, Context], Accepted | Refused]:
    def decide(world: World, command: c.UnitCommand, _: Context) -> Accepted | Refused:
        """The unit stands on that day."""
        return answer(command, event.of(command), unit_stands(world, command.unit, command.on))

    return decide


def authorise_unit(world: World, command: c.AuthoriseUnit, _: Context) -> Accepted | Refused:
    """Only a grassroots committee that is large and good enough may decide by itself."""
    objections = chain(
        unit_stands(world, command.unit, command.on), may_be_authorised(world, command)
    )
    event = e.UnitAuthorised.of(command, good_years_by=good_years_of(world, command).by)
    return answer(command, event, objections)


def deauthorise_unit(world: World, command: c.DeauthoriseUnit, _: Context) -> Accepted | Refused:
    """What was given is revoked."""
    objections = chain(unit_stands(world, command.unit, command.on), _is_authorised(world, command))
    return answer(command, e.UnitDeauthorised.of(command), objections)


def _is_authorised(world: World, command: c.DeauthoriseUnit) -> Objections:
    if not world.unit(command.unit).is_authorised(command.on):
        yield objection("SYS-18", unit=command.unit, what="authorisation")


def change_unit_kind(world: World, command: c.ChangeUnitKind, _: Context) -> Accepted | Refused:
    """Another kind that may stand where the unit stands."""
    parent = world.unit(command.unit).on(command.on).parent
    objections = chain(
        unit_stands(world, command.unit, command.on),
        fits(world, command.unit, command.kind, parent, command.on),
    )
    return answer(command, e.UnitKindChanged.of(command), objections)


def move_unit(world: World, command: c.MoveUnit, _: Context) -> Accepted | Refused:
    """Another superior that stands, of a kind that fits, and not the unit's own subordinate."""
    unit, on = world.unit(command.unit), command.on
    objections = chain(
        unit_stands(world, command.unit, on),
        goes_to(world, command.unit, command.parent, on),
        fits(world, command.unit, unit.on(on).kind, command.parent, on),
        has_one_superior(world, command),
    )
    return answer(command, e.UnitMoved.of(command), objections)


def merge_unit(world: World, command: c.MergeUnit, _: Context) -> Accepted | Refused:
    """A unit ends into another that stands."""
    objections = chain(
        ends_once(world, command.unit, command.on),
        ends_into(world, command.unit, command.into, command.on),
    )
    return answer(command, e.UnitMerged.of(command), objections)


def dissolve_unit(world: World, command: c.DissolveUnit, _: Context) -> Accepted | Refused:
    """A unit ends; its superior takes over, or the unit that is named."""
    unit, on = world.unit(command.unit), command.on
    heir = command.successor or unit.on(on).parent
    if heir is None:
        return Refused((objection("SYS-18", unit=command.unit, what="superior"),))
    objections = chain(ends_once(world, command.unit, on), goes_to(world, unit.id, heir, on))
    return answer(command, e.UnitDissolved.of(command, heir=heir), objections)


def split_unit(world: World, command: c.SplitUnit, _: Context) -> Accepted | Refused:
    """A unit is divided among parts that stand; each unit under it goes to one of them."""
    event = e.UnitSplit.of(command)
    found = tuple(split_well(world, command))
    if found:
        return Refused(found)
    placed = tuple(
        Written(
            child,
            e.UnitPlaced(unit=child, on=command.on, parent=part.unit, divided=command.unit),
        )
        for part in command.parts
        if part.unit != command.unit
        for child in part.units
    )
    return Accepted((Written(command.unit, event), *placed))


def abolish_level(world: World, command: c.AbolishLevel, _: Context) -> Accepted | Refused:
    """Every unit named stands right under this one, and ends."""
    on = command.on
    found = tuple(
        each
        for unit in command.units
        for each in chain(ends_once(world, unit, on), stands_under(world, unit, command.unit, on))
    )
    if found:
        return Refused(found)
    ended = (
        e.UnitAbolished(unit=unit, on=on, superior=command.unit, targets=command.targets)
        for unit in command.units
    )
    beside = tuple(Written(event.unit, event) for event in ended)
    return Accepted((Written(command.unit, e.LevelAbolished.of(command)), *beside))


DECIDE: Final[Deciders] = {
    c.FoundUnit: found_unit,
    c.RenameUnit: _simple(e.UnitRenamed),
    c.RecodeUnit: _simple(e.UnitRecoded),
    c.AuthoriseUnit: authorise_unit,
    c.DeauthoriseUnit: deauthorise_unit,
    c.ChangeUnitKind: change_unit_kind,
    c.MoveUnit: move_unit,
    c.MergeUnit: merge_unit,
    c.SplitUnit: split_unit,
    c.AbolishLevel: abolish_level,
    c.DissolveUnit: dissolve_unit,
}
