"""What becomes of commands about membership cards."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused, Written
from admission.domain.kernel.rules import Objections, objection
from admission.domain.kernel.values import Erased
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.cards import commands as c
from admission.domain.registers.cards import events as e
from admission.domain.registers.cards.rules import (
    number_is_as_long_as_asked,
    only_full_members,
    only_to_members,
)
from admission.domain.registers.cards.state import Cards
from admission.domain.registers.movements.rules import withdrawn_from_the_living
from admission.domain.registers.people.state import Person
from admission.domain.world import World


def decide_card(world: World, command: c.DecideCard, _: Context) -> Accepted | Refused:
    """One at a time; a first issue once."""
    person, cards = world.person(command.person), world.cards(command.person)
    cell = world.in_place_of(person.cell, command.on).id if person.cell else ""
    event = e.CardDecided.of(command, cell=cell)
    return answer(command, event, _may_be_decided(person, cards, command), person.id, cards.id)


def _may_be_decided(person: Person, cards: Cards, command: c.DecideCard) -> Objections:
    yield from only_full_members(person, command)
    if command.batch < command.on.isoformat()[: len(command.batch)]:
        yield objection("SYS-14", on=command.on, batch=command.batch)
    if cards.decided_on is not None:
        yield objection("SYS-130", decided=cards.decided_on)
    has_one = cards.has_one or (person.card_issued_on is not None and not cards.withdrawn)
    first = command.kind == "first-issue"
    if first == has_one and (first or not person.by_paper):
        yield objection("SYS-131", kind=command.kind, has_one="yes" if has_one else "no")


def hand_over_card(world: World, command: c.HandOverCard, _: Context) -> Accepted | Refused:
    """The card that was decided; its number is nobody else's."""
    person, cards = world.person(command.person), world.cards(command.person)
    event = e.CardHandedOver.of(command)
    found = (*_may_be_handed_over(world, person, cards, command), *_taken(world, person, command))
    decided = answer(command, event, found, person.id, cards.waits_in or cards.id)
    if isinstance(decided, Refused) or isinstance(command.number, Erased):
        return decided
    number = world.card_number(command.number)
    if number.person is not None:
        return decided
    taken = e.CardNumberTaken(on=command.on, person=person.id)
    return decided._replace(events=(*decided.events, Written(number.id, taken)))


def _may_be_handed_over(
    world: World, person: Person, cards: Cards, command: c.HandOverCard
) -> Objections:
    decided = cards.decided_on
    if decided is None:
        yield objection("SYS-18", what="a card that was decided")
        return
    if command.on < decided:
        yield objection("SYS-14", on=command.on, decided=decided)
    yield from only_to_members(person, command)
    if command.meeting is not None:
        yield from _at_a_cell_meeting(world, command.meeting, command)
    adoption = world.rulebook_in_force(decided, person.cell or "")
    if adoption is None:
        yield objection("SYS-06", on=decided)
    else:
        entries = adoption.provisions(adoption.rulebook.card, decided)
        yield from number_is_as_long_as_asked(command, entries)


def _at_a_cell_meeting(world: World, name: str, command: c.HandOverCard) -> Objections:
    meeting = world.meeting(name)
    if meeting.kind != "cell":
        yield objection("SYS-15", field="meeting", value=meeting.kind, known="cell")
    if meeting.on != command.on:
        yield objection("SYS-14", on=command.on, meeting=meeting.on)


def _taken(world: World, person: Person, command: c.HandOverCard) -> Objections:
    if isinstance(command.number, Erased):
        return
    holder = world.card_number(command.number).person
    if holder is not None and world.person_or_new(holder).id != person.id:
        yield objection("SYS-132", person=holder)


def withdraw_card(world: World, command: c.WithdrawCard, _: Context) -> Accepted | Refused:
    """The card that is out."""
    person, cards = world.person(command.person), world.cards(command.person)
    event, found = e.CardWithdrawn.of(command), _may_be_withdrawn(person, cards, command)
    return answer(command, event, found, person.id, cards.out_in or cards.id)


def _may_be_withdrawn(person: Person, cards: Cards, command: c.WithdrawCard) -> Objections:
    yield from withdrawn_from_the_living(person, cards.handed_over_on, command.on)
    if cards.withdrawn:
        yield objection("SYS-07", what="card withdrawn")


DECIDE: Final[Deciders] = {
    c.DecideCard: decide_card,
    c.HandOverCard: hand_over_card,
    c.WithdrawCard: withdraw_card,
}
