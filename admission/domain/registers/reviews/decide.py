"""What becomes of commands about reviews of the political standard."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.holding import Question, lifting, opening
from admission.domain.registers.reviews import commands as c
from admission.domain.registers.reviews import events as e
from admission.domain.registers.units.rules import has_not_ended
from admission.domain.world import World


def request_review(world: World, command: c.RequestReview, _: Context) -> Accepted | Refused:
    """Asked for once, by a body that stands; the step that is named waits for it."""
    person, named = world.person(command.person), (command.step,) if command.step else ()
    said = e.StandardReviewRequested.of(command)
    decided = answer(command, said, _asked_well(world, command), person.id)
    question = Question(command.review, "review", person, named, command.asked_by)
    return opening(world, decided, question, command.on)


def _asked_well(world: World, command: c.RequestReview) -> Objections:
    if world.review_or_new(command.review).person:
        yield objection("SYS-07", what=command.review)
    yield from has_not_ended(world, command.asked_by, command.on)


def conclude_review(world: World, command: c.ConcludeReview, _: Context) -> Accepted | Refused:
    """Concluded once, not before it was asked for."""
    person = world.person(world.review(command.review).person)
    said = e.StandardReviewConcluded.of(command)
    decided = answer(command, said, _open(world, command), person.id)
    return lifting(decided, command.review, person, command.on)


def _open(world: World, command: c.ConcludeReview) -> Objections:
    review = world.review(command.review)
    yield from has_not_ended(world, command.concluded_by, command.on)
    if review.concluded is not None:
        yield objection("SYS-142", what=command.review, ended=review.concluded)
    if command.on < review.since:
        yield objection("SYS-14", on=command.on, since=review.since)


DECIDE: Final[Deciders] = {c.RequestReview: request_review, c.ConcludeReview: conclude_review}
