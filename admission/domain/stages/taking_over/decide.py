"""What becomes of the command that takes a path over from paper."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final

from admission.domain.kernel.messages import (
    Accepted,
    Context,
    Event,
    Refused,
    UnknownReferenceError,
    Written,
)
from admission.domain.registers.answers import Deciders
from admission.domain.registers.people.events import CandidacyOpened, MembershipBegan
from admission.domain.rulebooks.entries.path import Probation
from admission.domain.stages.awareness.decide import under_the_name_kept
from admission.domain.stages.chain import Bodies, bodies_of
from admission.domain.stages.membership.party_age import counts_from
from admission.domain.stages.standings import Standing
from admission.domain.stages.taking_over import rules
from admission.domain.stages.taking_over.commands import TakeOver
from admission.domain.stages.taking_over.days import known_from
from admission.domain.stages.taking_over.events import Stated, StepStated, TakenOver
from admission.domain.stages.taking_over.reached import LEADS, stands_after
from admission.domain.world import World


def take_over(world: World, command: TakeOver, context: Context) -> Accepted | Refused:
    """The path as the paper has it, each dated step on its own day, and the person's part in it."""
    _all_are_there(world, command)
    objections = tuple(
        chain(
            rules.may_be_taken_over(world, command, context),
            rules.dates_fit(world, command),
            rules.term_can_be_reckoned(command, _term(world, command, command.on)),
        )
    )
    if objections:
        return Refused(objections)
    taken, person = _taken_over(world, command), world.person(command.person).id
    steps = tuple(_steps(taken, person))
    opened = CandidacyOpened(
        on=steps[0].on if steps else command.on,
        person=person,
        candidate=command.candidate,
        stated=steps[0].stated if steps else None,
    )
    of_person: tuple[Event, ...] = (opened, *_membership(world, taken, person))
    written = (
        Written(command.candidate, taken),
        *under_the_name_kept(command.on, command.candidate, command.person, person),
        *(Written(person, event) for event in of_person),
        *(Written(command.candidate, step) for step in steps),
    )
    return Accepted(written, None, person)


def _all_are_there(world: World, command: TakeOver) -> None:
    if not world.is_actor(command.vouched_by):
        raise UnknownReferenceError(command.vouched_by)
    for person in (command.helper, command.guide, *command.introducers):
        if person is not None:
            world.person(person)
    if command.decided_by is not None:
        world.unit(command.decided_by)


def _taken_over(world: World, command: TakeOver) -> TakenOver:
    bodies = _bodies(world, command)
    above = bodies.above if bodies else None
    known = known_from(command, above, lambda on: _term(world, command, on))
    reached = tuple(
        Stated(
            milestone=each.milestone,
            on=each.on,
            stated=each.stated,
            rulebook=_reference(world, command, each.ruled_on),
        )
        for each in known
    )
    days = {stated.milestone: stated.on for stated in reached}
    standing = Standing(command.standing)
    return TakenOver.of(
        command,
        above=above or (),
        authority=bodies.authority if bodies else None,
        reached=reached,
        since=days.get(LEADS.get(standing, ""), command.on),
        arrived=world.person(command.person).is_on_probation_from_elsewhere,
        official_on=days["term-ended"] if standing is Standing.OFFICIAL_MEMBER else None,
    )


def _bodies(world: World, command: TakeOver) -> Bodies | None:
    """The bodies that the file passes; None where no rulebook says them."""
    adoption = world.rulebook_for_paper(command.on, command.unit)
    if adoption is None:
        return None
    book = adoption.rulebook
    return bodies_of(world.units_from(command.unit, command.on), book, book.nearest(command.on))


def _term(world: World, command: TakeOver, on: date) -> Probation | None:
    adoption = world.rulebook_for_paper(on, command.unit)
    if adoption is None:
        return None
    book = adoption.rulebook
    return next(iter(adoption.provisions(book.probation, book.nearest(on))), None)


def _reference(world: World, command: TakeOver, on: date) -> str | None:
    adoption = world.rulebook_for_paper(on, command.unit)
    return adoption.reference if adoption else None


def _steps(taken: TakenOver, person: str) -> Iterator[StepStated]:
    """The dated steps before the take-over, in the order of their days."""
    ends = tuple(stated for stated in taken.reached if stated.milestone == "term-ended")
    dated = [s for s in taken.reached if s.stated and s.on < taken.on and s not in ends]
    begins = {stated.milestone for stated in dated} & {"pool-entered"}
    names: frozenset[str] = frozenset()
    for stated in sorted(dated, key=lambda each: each.on):
        names |= {stated.milestone}
        yield StepStated(
            candidate=taken.candidate,
            on=stated.on,
            person=person,
            unit=taken.unit,
            groups=taken.groups,
            reached=(stated, *ends) if stated.milestone == "ceremony-held" else (stated,),
            standing=stands_after(names) if begins <= names else None,
            taken_over_on=taken.on,
            document=taken.document,
            vouched_by=taken.vouched_by,
            arrived=taken.arrived,
        )


def _membership(world: World, taken: TakenOver, person: str) -> Iterator[MembershipBegan]:
    """The person is a member where the path has come to its end."""
    if taken.official_on is None:
        return
    days = {stated.milestone: stated.stated for stated in taken.reached}
    recognised = next(stated for stated in taken.reached if stated.milestone == "recognised")
    yield MembershipBegan(
        on=taken.since,
        stated=recognised.text,
        person=person,
        candidate=taken.candidate,
        cell=taken.unit,
        decided_on=days["admission-decided"],
        official_on=days["term-ended"],
        counts_from=counts_from(world.party_age_for_paper(taken.since, taken.unit), days),
    )


DECIDE: Final[Deciders] = {TakeOver: take_over}
