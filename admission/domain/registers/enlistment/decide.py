"""What becomes of commands about conscripts."""

from typing import Final

from admission.domain.kernel.ids import derived_id
from admission.domain.kernel.messages import Accepted, Context, Event, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.enlistment import commands as c
from admission.domain.registers.enlistment import events as e
from admission.domain.registers.enlistment.state import Conscript
from admission.domain.registers.units.rules import unit_stands
from admission.domain.world import World


def list_for_enlistment(
    world: World, command: c.ListForEnlistment, _: Context
) -> Accepted | Refused:
    """A person is on one list in a round, under whatever name, for a day of that year."""
    return _answer(world, command, e.ConscriptListed.of(command), _listed_well(world, command))


def _listed_well(world: World, command: c.ListForEnlistment) -> Objections:
    state = _conscript(world, command)
    if state.enlists is not None:
        yield objection("SYS-07", what=state.id)
    yield from unit_stands(world, command.unit, command.on)
    if command.enlists.year != int(command.round[:4]):
        yield objection("SYS-120", round=command.round, enlists=command.enlists)
    if command.enlists < command.on or command.on < state.since:
        yield objection("SYS-14", on=command.on, enlists=command.enlists)


def defer_enlistment(world: World, command: c.DeferEnlistment, _: Context) -> Accepted | Refused:
    """Who is on the list is deferred once, not after the day of enlistment."""
    return _answer(world, command, e.EnlistmentDeferred.of(command), _deferred_well(world, command))


def _deferred_well(world: World, command: c.DeferEnlistment) -> Objections:
    yield from _is_on_the_list(world, command)
    state = _conscript(world, command)
    if state.deferred:
        yield objection("SYS-07", what=state.id)
    if state.enlists is not None and command.on > state.enlists:
        yield objection("SYS-14", on=command.on, enlists=state.enlists)


def strike_from_enlistment(
    world: World, command: c.StrikeFromEnlistment, _: Context
) -> Accepted | Refused:
    """Only who is on the list is taken off it."""
    return _answer(world, command, e.ConscriptStruck.of(command), _is_on_the_list(world, command))


def leave_unproposed(world: World, command: c.LeaveUnproposed, _: Context) -> Accepted | Refused:
    """Of a member, or of somebody who ever was a candidate, nobody says that."""
    event = e.ConscriptUnproposed.of(command)
    return _answer(world, command, event, _never_proposed(world, command))


def _never_proposed(world: World, command: c.LeaveUnproposed) -> Objections:
    yield from _is_on_the_list(world, command)
    person = world.person(command.person)
    if person.is_member or person.candidacies:
        yield objection("SYS-121", person=person.id)


def _is_on_the_list(world: World, command: c.ConscriptCommand) -> Objections:
    state = _conscript(world, command)
    if state.enlists is None:
        yield objection("SYS-18", what=state.id)
    elif command.on < state.since:
        yield objection("SYS-14", on=command.on, since=state.since)


def _conscript(world: World, command: c.ConscriptCommand) -> Conscript:
    """The person in the round: under the name that is on the list, else under the one kept."""
    names = world.person(command.person).ids
    known = [world.conscript(derived_id("conscript", name, command.round)) for name in names]
    return next((state for state in known if state.enlists is not None), known[0])


def _answer(
    world: World, command: c.ConscriptCommand, event: Event, objections: Objections
) -> Accepted | Refused:
    person, stream = world.person(command.person).id, _conscript(world, command).id
    return answer(command, event, objections, person, stream)


DECIDE: Final[Deciders] = {
    c.ListForEnlistment: list_for_enlistment,
    c.DeferEnlistment: defer_enlistment,
    c.StrikeFromEnlistment: strike_from_enlistment,
    c.LeaveUnproposed: leave_unproposed,
}
