"""The rules of the tree: where a unit may stand, what it may end into, when it may act."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, NamedTuple

from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.kernel.shares import WHOLE
from admission.domain.registers.units import commands as c
from admission.domain.registers.units.commands import UnitKind
from admission.domain.rulebooks.entries.entry import in_force
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
CELLS: Final = (UnitKind.CELL, UnitKind.GRASSROOTS_CELL)
"""The units of which people are members."""


def unit_stands(world: World, unit: str, on: date) -> Objections:
    """The unit was founded by that day, and has not ended."""
    found = world.unit(unit)
    if found.founded and on < found.founded:
        yield objection("SYS-14", unit=unit, on=on, founded=found.founded)
    yield from has_not_ended(world, unit, on)


def has_not_ended(world: World, unit: str, on: date) -> Objections:
    """The unit had not ended by that day."""
    found = world.unit(unit)
    if found.ended and found.ended.on <= on:
        yield objection(
            "SYS-56", unit=unit, on=on, ended=found.ended.on, successor=found.ended.successor
        )


def fits(world: World, unit: str, kind: UnitKind, parent: str | None, on: date) -> Objections:
    """A unit of a kind may stand under this superior on that day."""
    above = world.unit(parent).on(on).kind if parent else None
    if above not in MAY_STAND_UNDER[kind]:
        expected = " ".join(str(k) if k else "nothing" for k in MAY_STAND_UNDER[kind])
        yield objection("SYS-12", unit=unit, kind=above or "nothing", expected=expected)


def has_one_superior(world: World, command: c.MoveUnit) -> Objections:
    """No other act gives the unit a superior from the same day on."""
    for day, parent in world.unit(command.unit).parents:
        if day == command.on:
            yield objection("SYS-58", unit=command.unit, on=day, superior=parent or "nothing")


def goes_to(world: World, unit: str, other: str, on: date) -> Objections:
    """The other unit stands on that day, and is neither the unit itself nor under it."""
    yield from unit_stands(world, other, on)
    if any(world.stands_under(other, unit, day) for day in _days_from(world, other, on)):
        yield objection("SYS-57", unit=unit, other=other)


def _days_from(world: World, unit: str, on: date) -> Iterator[date]:
    """A day, and the later ones on which anything above a unit changes."""
    yield on
    later = {day for above in world.units_from(unit, on) for day in world.unit(above.id).days}
    following = min((day for day in later if day > on), default=None)
    if following is not None:
        yield from _days_from(world, unit, following)


def ends_into(world: World, unit: str, other: str, on: date) -> Objections:
    """The other unit may take over: cells go into cells, committees into committees."""
    yield from goes_to(world, unit, other, on)
    kind, theirs = (world.unit(each).on(on).kind for each in (unit, other))
    if (kind in CELLS) != (theirs in CELLS):
        expected = " ".join(k for k in UnitKind if (k in CELLS) == (kind in CELLS))
        yield objection("SYS-12", unit=other, kind=theirs, expected=expected)


def ends_once(world: World, unit: str, on: date) -> Objections:
    """The unit stands on that day, and nothing is recorded of it for a later one."""
    yield from unit_stands(world, unit, on)
    state = world.unit(unit)
    if state.ended and on < state.ended.on:
        ended, successor = state.ended
        yield objection("SYS-56", unit=unit, on=on, ended=ended, successor=successor)
    for day, _ in state.parents:
        if day > on:
            yield objection("SYS-14", unit=unit, on=on, moved=day)


def split_well(world: World, command: c.SplitUnit) -> Objections:
    """The parts may take over what they are given, and together make the whole."""
    on = command.on
    yield from ends_once(world, command.unit, on)
    for part in command.parts:
        if part.unit != command.unit:
            yield from ends_into(world, command.unit, part.unit, on)
        for child in part.units:
            yield from stands_under(world, child, command.unit, on)
            yield from fits(world, child, world.unit(child).on(on).kind, part.unit, on)
    yield from _adds_up(command)


def stands_under(world: World, child: str, unit: str, on: date) -> Objections:
    """A unit stands right under another on that day."""
    yield from unit_stands(world, child, on)
    superiors = world.units_from(child, on)[1:2]
    if not superiors or superiors[0].id != unit:
        yield objection("SYS-18", unit=child, what=f"place under {unit}")


def _adds_up(command: c.SplitUnit) -> Objections:
    """The shares make a whole, and nothing is given to two parts."""
    total = sum(part.share for part in command.parts)
    if total != WHOLE:
        yield objection("SYS-59", shares=total, whole=WHOLE)
    given = (name for part in command.parts for name in (part.unit, *part.units))
    for twice in (name for name, times in Counter(given).items() if times > 1):
        yield objection("SYS-58", unit=twice, on=command.on, superior="two parts")


@rule("DEC-08")
def may_be_authorised(world: World, command: c.AuthoriseUnit) -> Objections:
    """More than 100 members, ranked good or better for three years running (Q294 art. 22)."""
    unit = world.unit(command.unit)
    kind = unit.on(command.on).kind
    if kind is not UnitKind.GRASSROOTS_COMMITTEE:
        yield objection("SYS-12", unit=unit.id, kind=kind, expected=UnitKind.GRASSROOTS_COMMITTEE)
    if unit.is_authorised(command.on):
        yield objection("SYS-07", what="authorisation")
    adoption = world.rulebook_in_force(command.on, command.unit)
    if adoption is None:
        yield objection("SYS-06", on=command.on)
        return
    for provision in in_force(adoption.rulebook.authorisation, command.on):
        too_few = command.members <= provision.more_than_members
        good_years = good_years_of(world, command).number
        if too_few or good_years < provision.good_years:
            yield objection(
                provision.rule,
                provision.source,
                members=command.members,
                more_than=provision.more_than_members,
                good_years=good_years,
                needed=provision.good_years,
            )


class GoodYears(NamedTuple):
    """How many years running, up to as many as are asked for, and what says so."""

    number: int
    by: Literal["rankings", "stated"]


def good_years_of(world: World, command: c.AuthoriseUnit) -> GoodYears:
    """The years running in which a unit was ranked good or better, by the day of the command.

    As recorded, counted back from the newest year that is; as stated where one of those years is
    not, yet never beyond a year that was recorded as worse.
    """
    adoption = world.rulebook_in_force(command.on, command.unit)
    asked = in_force(adoption.rulebook.authorisation, command.on) if adoption else ()
    needed = max((provision.good_years for provision in asked), default=0)
    newest = command.on.year
    if _ranked(world, command, newest) is None:
        newest -= 1
    years = [_ranked(world, command, newest - back) for back in range(needed)]
    worse = next((back for back, good in enumerate(years) if good is False), None)
    running = years if worse is None else years[:worse]
    if needed and None not in running:
        return GoodYears(len(running), "rankings")
    stated = command.good_years
    return GoodYears(stated if worse is None else min(stated, worse), "stated")


def _ranked(world: World, command: c.AuthoriseUnit, year: int) -> bool | None:
    """Whether a year's class is good or better; None where none was decided by then."""
    found = world.ranking_of("organisation", command.unit, year)
    if found is None or found.on is None or found.on > command.on:
        return None
    return found.is_good
