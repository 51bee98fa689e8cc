"""What becomes of commands about badges."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused, Written
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.badges import commands as c
from admission.domain.registers.badges import events as e
from admission.domain.registers.badges.rules import in_a_round, is_due, waits_until
from admission.domain.registers.badges.state import Badges
from admission.domain.registers.movements.rules import withdrawn_from_the_living
from admission.domain.registers.people.state import Person
from admission.domain.rulebooks.entries.entry import in_force
from admission.domain.world import World


def award_badge(world: World, command: c.AwardBadge, _: Context) -> Accepted | Refused:
    """A badge that there is, once, when it is due, in a round."""
    person, badges = world.person(command.person), world.badges(command.person)
    cell = world.in_place_of(person.cell, command.on).id if person.cell else ""
    event = e.BadgeAwarded.of(command, cell=cell)
    found = _may_be_awarded(world, person, badges, command)
    return answer(command, event, found, person.id, badges.id)


def _may_be_awarded(
    world: World, person: Person, badges: Badges, command: c.AwardBadge
) -> Objections:
    kind = world.unit(command.body).on(command.on).kind
    awarded = badges.awarded.get(command.years)
    if awarded is not None and not any(each.has(awarded) for each in person.cancelled):
        yield objection("SYS-133", years=command.years)
    adoption = world.rulebook_in_force(command.round, person.cell or command.body)
    if adoption is None:
        yield objection("SYS-06", on=command.round)
        return
    waits = in_force(adoption.rulebook.badge_wait, command.round)
    standing = (each for each in person.disciplines if each.on <= command.round)
    until = waits_until(standing, waits)
    yield from is_due(person, command, until, adoption)
    yield from in_a_round(command, kind, adoption)


def withdraw_badges(world: World, command: c.WithdrawBadges, _: Context) -> Accepted | Refused:
    """All that were awarded, under whichever record of the person."""
    person, badges = world.person(command.person), world.badges(command.person)
    event, found = e.BadgesWithdrawn.of(command), _may_be_withdrawn(person, badges, command)
    decided = answer(command, event, found, person.id, badges.id)
    if isinstance(decided, Refused):
        return decided
    beside = (Written(other, event) for other in badges.others)
    return decided._replace(events=(*decided.events, *beside))


def _may_be_withdrawn(person: Person, badges: Badges, command: c.WithdrawBadges) -> Objections:
    if not badges.awarded or badges.withdrawn:
        yield objection("SYS-18", what="badges that were awarded")
    else:
        yield from withdrawn_from_the_living(person, badges.newest, command.on)


DECIDE: Final[Deciders] = {c.AwardBadge: award_badge, c.WithdrawBadges: withdraw_badges}
