"""What becomes of commands that join records of one person, or part two people."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final

from admission.domain.kernel.messages import (
    Accepted,
    Context,
    Refused,
    UnknownReferenceError,
    Written,
)
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders
from admission.domain.registers.identity import commands as c
from admission.domain.registers.identity import events as e
from admission.domain.registers.identity.membership import (
    agree,
    are_at_once,
    as_stated,
    has_membership,
    told_twice,
)
from admission.domain.registers.identity.state import (
    held_by,
    known_of,
    led_to_membership,
    moves,
    parted,
)
from admission.domain.registers.people.state import Person
from admission.domain.stages.awareness.events import CandidacyMoved
from admission.domain.stages.standings import Standing
from admission.domain.world import World


def join_persons(world: World, command: c.JoinPersons, context: Context) -> Accepted | Refused:
    """The person kept has what the other record had; its candidacies go with it, in one save."""
    kept, other = world.record(command.person), world.record(command.other)
    found = (*_vouched_for(world, command, context), *_can_be_one(world, command, kept, other))
    if found:
        return Refused(found)
    twice = told_twice(kept, other)
    joined = e.PersonsJoined.of(
        command, held=held_by(other), known=known_of(other), told_twice=twice
    )
    beside = e.JoinedInto(on=command.on, person=other.id, kept=kept.id, told_twice=twice)
    moved = _moved(world, command.on, other.candidacies, kept.id)
    return Accepted((Written(kept.id, joined), Written(other.id, beside), *moved), None, kept.id)


def part_persons(world: World, command: c.PartPersons, context: Context) -> Accepted | Refused:
    """Each has their own record from now, and the candidacies that are theirs, in one save."""
    kept, other = world.person(command.person), world.record(command.other)
    found = (*_vouched_for(world, command, context), *_can_be_two(world, command, kept, other))
    if found:
        return Refused(found)
    _, after = parted(kept, other, command.candidacies)
    beside = e.PartedFrom(on=command.on, person=other.id, kept=kept.id, held=held_by(after))
    moved = _moved(world, command.on, after.candidacies, other.id)
    first = Written(kept.id, e.PersonsParted.of(command))
    return Accepted((first, Written(other.id, beside), *moved), None, kept.id)


def _moved(world: World, on: date, candidacies: Iterable[str], person: str) -> Iterator[Written]:
    """Every candidacy among these that is not that of the person yet becomes it."""
    for candidate in candidacies:
        if world.candidate(candidate).person != person:
            moved = CandidacyMoved(on=on, candidate=candidate, person=person)
            yield Written(candidate, moved)


def _vouched_for(
    world: World, command: c.JoinPersons | c.PartPersons, context: Context
) -> Objections:
    if not world.is_actor(command.second):
        raise UnknownReferenceError(command.second)
    if world.are_one(command.second, context.actor):
        yield objection("SYS-08", second=command.second)


def _can_be_one(world: World, command: c.JoinPersons, kept: Person, other: Person) -> Objections:
    """Two records by themselves, whose histories do not contradict each other."""
    named = tuple(_records_are_two(kept, other))
    if named:
        yield from named
        return
    yield from chain(
        _nothing_is_ahead(world, command.on, (kept, other), other.candidacies),
        _one_candidacy_is_open(kept, other),
        _one_membership(kept, other),
        _own_record_tells_it(kept, other),
        _nobody_goes_on_after_death(world, kept, other),
        _one_birth(command, kept, other),
    )


def _records_are_two(kept: Person, other: Person) -> Objections:
    if kept.id == other.id:
        yield objection("SYS-50", other=other.id, problem="the-same-record")
    for record in (kept, other):
        if record.joined_into:
            yield objection("SYS-50", person=record.id, joined_into=record.joined_into)
    if other.joined:
        joined = " ".join(each.record.id for each in other.joined)
        yield objection("SYS-50", other=other.id, joined=joined, problem="keep-this-one")


def _nothing_is_ahead(
    world: World, on: date, records: Iterable[Person], candidacies: Iterable[str]
) -> Objections:
    """The records are there by that day, and the candidacies that change hands stand as they do."""
    for record in records:
        if on < record.since:
            yield objection("SYS-14", on=on, person=record.id, registered=record.since)
    for candidate in candidacies:
        since = world.candidate(candidate).since
        if on < since:
            yield objection("SYS-14", on=on, candidate=candidate, since=since)


def _one_candidacy_is_open(kept: Person, other: Person) -> Objections:
    if kept.candidacy and other.candidacy:
        yield objection("SYS-47", candidate=kept.candidacy, other=other.candidacy)


def _one_membership(kept: Person, other: Person) -> Objections:
    """One membership at a time, of the same days, by one path; and no member is a candidate."""
    if are_at_once(kept, other):
        yield from _the_same_membership(kept, other)
        return
    for member, candidate in ((kept, other), (other, kept)):
        if member.is_member and candidate.candidacy:
            since = member.here_since
            yield objection("SYS-48", member_since=since, candidate=candidate.candidacy)


def _the_same_membership(kept: Person, other: Person) -> Objections:
    for name in ("decided", "official"):
        if not agree(kept, other, name):
            ours, theirs = as_stated(kept, name), as_stated(other, name)
            yield objection("SYS-48", **{f"{name}_on": ours, "other": theirs})
    if kept.ended_on != other.ended_on:
        yield objection("SYS-48", ended_on=kept.ended_on or "none", other=other.ended_on or "none")
    if kept.through and other.through:
        yield objection("SYS-48", candidate=kept.through, other=other.through)


def _own_record_tells_it(kept: Person, other: Person) -> Objections:
    """What counts once is told by the kept record itself, or by the other, not by a third."""
    if kept.own and are_at_once(kept, other) and not are_at_once(kept.own, other):
        joined = " ".join(each.record.id for each in kept.joined)
        yield objection("SYS-50", person=kept.id, joined=joined, problem="part-first")


def _nobody_goes_on_after_death(world: World, kept: Person, other: Person) -> Objections:
    """Of somebody who died, no other record goes on."""
    for dead, alive in ((kept, other), (other, kept)):
        if not (alive.candidacy or alive.is_member):
            continue
        if dead.died_on is not None:
            yield objection("SYS-48", died=dead.died_on, person=alive.id)
        for candidate in dead.candidacies:
            state = world.candidate(candidate)
            if state.standing is Standing.DIED:
                yield objection("SYS-48", died=state.since, candidate=candidate, person=alive.id)


def _one_birth(command: c.JoinPersons, kept: Person, other: Person) -> Objections:
    """Where two births are known they are the same, or one of them is named."""
    births = [born for born in (kept.born, other.born) if isinstance(born, date)]
    if isinstance(command.born, date):
        if command.born not in births:
            yield objection("SYS-49", born=command.born)
    elif len(set(births)) > 1:
        yield objection("SYS-49", born=births[0], other=births[1])


def _can_be_two(world: World, command: c.PartPersons, kept: Person, other: Person) -> Objections:
    """Another record, to which the candidacies named can go."""
    named = tuple(_can_be_parted(command, kept, other))
    if named:
        yield from named
        return
    joined_on = next((each.on for each in kept.joined if each.record.id == other.id), None)
    if joined_on and command.on < joined_on:
        yield objection("SYS-14", on=command.on, joined=joined_on)
    _, after = parted(kept, other, command.candidacies)
    change = (c for c in after.candidacies if world.candidate(c).person != other.id)
    yield from _nothing_is_ahead(world, command.on, (kept, other), change)
    yield from _each_goes_on_with_one(kept, other, command.candidacies)


def _can_be_parted(command: c.PartPersons, kept: Person, other: Person) -> Objections:
    if kept.id == other.id:
        yield objection("SYS-51", other=other.id, problem="the-same-record")
    elif other.joined_into not in (None, kept.id):
        yield objection("SYS-51", other=other.id, joined_into=other.joined_into)
    for candidate in command.candidacies:
        if candidate not in kept.candidacies:
            yield objection("SYS-51", candidate=candidate, person=kept.id)


def _each_goes_on_with_one(kept: Person, other: Person, candidacies: tuple[str, ...]) -> Objections:
    """One open candidacy for each, and none for a member."""
    for candidate, giver, taker in moves(kept, other, candidacies):
        opens, member = giver.candidacy == candidate, led_to_membership(giver, candidate)
        if (opens or member) and taker.candidacy:
            yield objection("SYS-05", person=taker.id, candidate=taker.candidacy)
        if (member and has_membership(taker)) or (opens and taker.is_member):
            yield objection("SYS-16", person=taker.id, since=taker.here_since)


DECIDE: Final[Deciders] = {c.JoinPersons: join_persons, c.PartPersons: part_persons}
