"""What becomes of commands about people."""

from datetime import date
from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.partial_days import first_day, last_day_meant
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.people import commands as c
from admission.domain.registers.people import events as e
from admission.domain.registers.people.state import Person
from admission.domain.stages.membership.party_age import counts_from
from admission.domain.world import World


def register_person(world: World, command: c.RegisterPerson, _: Context) -> Accepted | Refused:
    """A person is registered once, and was born by then."""
    event = e.PersonRegistered.of(command)
    return answer(command, event, _person_is_new(world, command), command.person)


def _person_is_new(world: World, command: c.RegisterPerson) -> Objections:
    if world.person_or_new(command.person).registered:
        yield objection("SYS-07", what=command.person)
    if isinstance(command.born, date) and command.born > command.on:
        yield objection("SYS-14", on=command.on, born=command.born)


def register_member(world: World, command: c.RegisterMember, _: Context) -> Accepted | Refused:
    """A member is registered once, with days in their order."""
    person, days = world.person(command.person), {"term-ended": command.official_on}
    ages = world.party_age_for_paper(command.on, command.cell)
    event = e.MemberRegistered.of(command, counts_from=counts_from(ages, days))
    return answer(command, event, _member_is_new(world, command, person), person.id, person.id)


def _member_is_new(world: World, command: c.RegisterMember, person: Person) -> Objections:
    world.unit(command.cell)
    if person.official_on is not None or person.is_member or person.candidacy is not None:
        yield objection("SYS-16", person=person.id, since=person.official_on or "")
    decided, official = command.decided_on, command.official_on
    if decided and official and last_day_meant(official) < first_day(decided):
        yield objection("SYS-14", on=official, decided=decided)
    for name in ("decided_on", "official_on", "card_issued_on"):
        stated = getattr(command, name)
        if stated and first_day(stated) > command.on:
            yield objection("SYS-14", on=command.on, **{name: stated})


DECIDE: Final[Deciders] = {c.RegisterPerson: register_person, c.RegisterMember: register_member}
