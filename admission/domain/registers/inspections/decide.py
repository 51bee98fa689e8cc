"""What becomes of commands about inspections and findings."""

from collections.abc import Iterable
from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Objection, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.holding import Question, lifting, opening
from admission.domain.registers.inspections import commands as c
from admission.domain.registers.inspections import events as e
from admission.domain.registers.inspections.state import Finding
from admission.domain.registers.units.rules import has_not_ended
from admission.domain.world import World

CAUSE: Final = "inspection"
"""The cause under which a rulebook says what waits, of both."""


def begin_inspection(world: World, command: c.BeginInspection, _: Context) -> Accepted | Refused:
    """Begun once, by and of units that stand; nobody who is inspected is transferred meanwhile."""
    people = {person.id: person for person in map(world.person, command.people)}
    decided = answer(command, e.InspectionBegun.of(command), _begun_well(world, command))
    for person in people.values():
        question = Question(command.inspection, CAUSE, person, None, command.inspected_by)
        decided = opening(world, decided, question, command.on)
    return decided


def _begun_well(world: World, command: c.BeginInspection) -> Objections:
    if world.inspection_or_new(command.inspection).begun is not None:
        yield objection("SYS-07", what=command.inspection)
    for unit in dict.fromkeys((command.inspected_by, *command.units)):
        yield from has_not_ended(world, unit, command.on)


def end_inspection(world: World, command: c.EndInspection, _: Context) -> Accepted | Refused:
    """Ended once, not before it began."""
    people = {p.id: p for p in map(world.person, world.inspection(command.inspection).people)}
    decided = answer(command, e.InspectionEnded.of(command), _under_way(world, command))
    for person in people.values():
        decided = lifting(decided, command.inspection, person, command.on)
    return decided


def _under_way(world: World, command: c.EndInspection | c.RaiseFinding) -> Objections:
    inspection = world.inspection(command.inspection)
    if inspection.ended is not None:
        yield objection("SYS-142", what=command.inspection, ended=inspection.ended)
    if inspection.begun is not None and command.on < inspection.begun:
        yield objection("SYS-14", on=command.on, since=inspection.begun)


def raise_finding(world: World, command: c.RaiseFinding, _: Context) -> Accepted | Refused:
    """Raised once, of what is inspected, as it was known when the inspection began."""
    objections = (*_raised_well(world, command), *_is_inspected(world, command))
    person = world.person(command.person) if command.person else None
    said = e.FindingRaised.of(command)
    decided = answer(command, said, objections, person.id if person else None)
    if person is None:
        return decided
    question = Question(command.finding, CAUSE, person, None, command.unit)
    return opening(world, decided, question, command.on)


def _raised_well(world: World, command: c.RaiseFinding) -> Objections:
    if world.finding_or_new(command.finding).since is not None:
        yield objection("SYS-07", what=command.finding)
    yield from _under_way(world, command)


def _is_inspected(world: World, command: c.RaiseFinding) -> Objections:
    """The unit was one of those inspected, or under one; the events were recorded by then."""
    inspection = world.inspection(command.inspection)
    day = inspection.begun or command.on
    inspected = (world.in_place_of(unit, day).id for unit in inspection.units)
    if not any(world.stands_under(command.unit, unit, day) for unit in inspected):
        yield objection("SYS-210", unit=command.unit, inspection=command.inspection)
    for position in command.events:
        if position > inspection.known_at:
            yield objection("SYS-211", position=position, known_at=inspection.known_at)


def answer_finding(world: World, command: c.AnswerFinding, _: Context) -> Accepted | Refused:
    """Answered while it is open, as often as the unit has something to say."""
    return _goes_on(world, command, e.FindingAnswered.of(command), _open(world, command))


def uphold_finding(world: World, command: c.UpholdFinding, _: Context) -> Accepted | Refused:
    """Upheld once, to be remedied not before that day."""
    objections = (*_open(world, command), *_upheld_well(world, command))
    return _goes_on(world, command, e.FindingUpheld.of(command), objections)


def _upheld_well(world: World, command: c.UpholdFinding) -> Objections:
    if world.finding(command.finding).upheld:
        yield objection("SYS-07", what=command.finding)
    if command.due < command.on:
        yield objection("SYS-14", on=command.on, due=command.due)


def drop_finding(world: World, command: c.DropFinding, _: Context) -> Accepted | Refused:
    """Dropped once: it holds nothing any more."""
    decided = _goes_on(world, command, e.FindingDropped.of(command), _open(world, command))
    return _over(world, command, decided)


def remedy_finding(world: World, command: c.RemedyFinding, _: Context) -> Accepted | Refused:
    """Remedied once it was upheld: it holds nothing any more."""
    objections = (*_open(world, command), *_was_upheld(world, command))
    decided = _goes_on(world, command, e.FindingRemedied.of(command), objections)
    return _over(world, command, decided)


def _was_upheld(world: World, command: c.RemedyFinding) -> Objections:
    if not world.finding(command.finding).upheld:
        yield objection("SYS-212", finding=command.finding)


def _goes_on(
    world: World, command: c.FindingCommand, event: e.FindingEvent, objections: Iterable[Objection]
) -> Accepted | Refused:
    person = world.finding(command.finding).person
    return answer(command, event, objections, world.person(person).id if person else None)


def _over(
    world: World, command: c.FindingCommand, decided: Accepted | Refused
) -> Accepted | Refused:
    person = world.finding(command.finding).person
    if person is None:
        return decided
    return lifting(decided, command.finding, world.person(person), command.on)


def _open(world: World, command: c.FindingCommand) -> Objections:
    finding: Finding = world.finding(command.finding)
    if finding.over is not None:
        yield objection("SYS-142", what=command.finding, ended=finding.over)
    if finding.since is not None and command.on < finding.since:
        yield objection("SYS-14", on=command.on, since=finding.since)


DECIDE: Final[Deciders] = {
    c.BeginInspection: begin_inspection,
    c.EndInspection: end_inspection,
    c.RaiseFinding: raise_finding,
    c.AnswerFinding: answer_finding,
    c.UpholdFinding: uphold_finding,
    c.DropFinding: drop_finding,
    c.RemedyFinding: remedy_finding,
}
