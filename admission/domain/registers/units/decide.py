"""What becomes of commands about units."""

from collections.abc import Callable
from itertools import chain
from typing import Any, Final

from admission.domain.kernel.messages import Accepted, Context, Event, Refused
from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.units import commands as c
from admission.domain.registers.units import events as e
from admission.domain.registers.units.commands import UnitKind
from admission.domain.rulebooks.rulebook import in_force
from admission.domain.world import World

MAY_STAND_UNDER: Final[dict[UnitKind, frozenset[UnitKind | None]]] = {
    UnitKind.CENTRAL: frozenset({None}),
    UnitKind.DIRECTLY_UNDER_CENTRAL: frozenset({None, UnitKind.CENTRAL}),
    UnitKind.UPPER_GRASSROOTS: frozenset({None, UnitKind.DIRECTLY_UNDER_CENTRAL}),
    UnitKind.GRASSROOTS_COMMITTEE: frozenset(
        {None, UnitKind.UPPER_GRASSROOTS, UnitKind.DIRECTLY_UNDER_CENTRAL}
    ),
    UnitKind.DEPARTMENT_COMMITTEE: frozenset({UnitKind.GRASSROOTS_COMMITTEE}),
    UnitKind.GRASSROOTS_CELL: frozenset(
        {None, UnitKind.UPPER_GRASSROOTS, UnitKind.DIRECTLY_UNDER_CENTRAL}
    ),
    UnitKind.CELL: frozenset(
        {
            UnitKind.GRASSROOTS_COMMITTEE,
            UnitKind.DEPARTMENT_COMMITTEE,
            UnitKind.UPPER_GRASSROOTS,
        }
    ),
}
"""Which kinds may stand directly under which; None: at the top of a store's tree.

A cell stands directly under an upper-grassroots committee where a commune's committee is one
(Q294 10.2, since 2025-07-01).
"""


def found_unit(world: World, command: c.FoundUnit, _: Context) -> Accepted | Refused:
    """A unit is founded once, under a superior that stands on that day."""
    return answer(command, e.UnitFounded.of(command), _founded_well(world, command))


def _founded_well(world: World, command: c.FoundUnit) -> Objections:
    if world.unit_or_new(command.unit).kind is not None:
        yield objection("SYS-07", what=command.unit)
    parent = world.unit(command.parent) if command.parent else None
    kind = parent.kind if parent else None
    if kind not in MAY_STAND_UNDER[command.kind]:
        expected = " ".join(str(k) if k else "nothing" for k in MAY_STAND_UNDER[command.kind])
        yield objection("SYS-12", unit=command.unit, kind=kind or "nothing", expected=expected)
    if parent and command.on < parent.founded:
        yield objection("SYS-14", unit=command.parent, on=command.on, founded=parent.founded)


def _after_founding(world: World, command: c.UnitCommand) -> Objections:
    unit = world.unit(command.unit)
    if command.on < unit.founded:
        yield objection("SYS-14", unit=unit.id, on=command.on, founded=unit.founded)


def _simple(event: type[Event]) -> Callable[[World, Any, Context], Accepted | Refused]:
    def decide(world: World, command: c.UnitCommand, _: Context) -> Accepted | Refused:
        """The unit stands on that day."""
        return answer(command, event.of(command), _after_founding(world, command))

    return decide


def authorise_unit(world: World, command: c.AuthoriseUnit, _: Context) -> Accepted | Refused:
    """Only a grassroots committee that is large and good enough may decide by itself."""
    objections = chain(_after_founding(world, command), may_be_authorised(world, command))
    return answer(command, e.UnitAuthorised.of(command), objections)


@rule("DEC-08")
def may_be_authorised(world: World, command: c.AuthoriseUnit) -> Objections:
    """More than 100 members, ranked good or better for three years running (Q294 art. 22)."""
    unit = world.unit(command.unit)
    if unit.kind is not UnitKind.GRASSROOTS_COMMITTEE:
        yield objection(
            "SYS-12", unit=unit.id, kind=unit.kind, expected=UnitKind.GRASSROOTS_COMMITTEE
        )
    if unit.is_authorised(command.on):
        yield objection("SYS-07", what="authorisation")
    adoption = world.rulebook_in_force(command.on, command.unit)
    if adoption is None:
        yield objection("SYS-06", on=command.on)
        return
    for provision in in_force(adoption.rulebook.authorisation, command.on):
        too_few = command.members <= provision.more_than_members
        if too_few or command.good_years < provision.good_years:
            yield objection(
                provision.rule,
                provision.source,
                members=command.members,
                more_than=provision.more_than_members,
                good_years=command.good_years,
                needed=provision.good_years,
            )


def deauthorise_unit(world: World, command: c.DeauthoriseUnit, _: Context) -> Accepted | Refused:
    """What was given is revoked."""
    objections = chain(_after_founding(world, command), _is_authorised(world, command))
    return answer(command, e.UnitDeauthorised.of(command), objections)


def _is_authorised(world: World, command: c.DeauthoriseUnit) -> Objections:
    if not world.unit(command.unit).is_authorised(command.on):
        yield objection("SYS-18", unit=command.unit, what="authorisation")


DECIDE: Final[Deciders] = {
    c.FoundUnit: found_unit,
    c.RenameUnit: _simple(e.UnitRenamed),
    c.RecodeUnit: _simple(e.UnitRecoded),
    c.AuthoriseUnit: authorise_unit,
    c.DeauthoriseUnit: deauthorise_unit,
}
