"""How a register of questions about people has steps wait: what it writes beside its own facts."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Accepted, Refused, Written
from admission.domain.kernel.rules import objection
from admission.domain.registers.people.events import HoldLifted, StepsHeld
from admission.domain.registers.people.holds import terms
from admission.domain.registers.people.state import Person
from admission.domain.rulebooks.milestones import MILESTONES
from admission.domain.world import World


class Question(NamedTuple):
    """A question about a person: its id, its cause, the steps named; None: the rulebook's.

    `unit` is the body that put it; the rulebook is that of the person's cell, where there is one.
    """

    id: str
    cause: str
    person: Person
    named: tuple[str, ...] | None
    unit: str


def opening(
    world: World, decided: Accepted | Refused, question: Question, on: date
) -> Accepted | Refused:
    """The answer to the command that opens a question, with the steps that it holds."""
    unknown = [objection("SYS-141", step=n) for n in question.named or () if n not in MILESTONES]
    if unknown:
        others = decided.objections if isinstance(decided, Refused) else ()
        return Refused((*others, *unknown))
    if isinstance(decided, Refused):
        return decided
    adoption = world.rulebook_in_force(on, _unit_of(world, question))
    held = terms(adoption.rulebook if adoption else None, on, question.cause, question.named)
    if not held.steps:
        return decided
    said = StepsHeld(
        on=on, person=question.person.id, hold=question.id, cause=question.cause, **dict(held)
    )
    events = (*decided.events, Written(said.person, said))
    return decided._replace(events=events, rulebook=adoption.reference if adoption else None)


def _unit_of(world: World, question: Question) -> str:
    path = question.person.candidacy
    return (world.candidate(path).unit if path else question.person.cell) or question.unit


def lifting(
    decided: Accepted | Refused, question: str, person: Person, on: date
) -> Accepted | Refused:
    """The answer to the command that ends a question: it holds nothing any more."""
    holds = any(each.hold == question for each in person.holds)
    if isinstance(decided, Refused) or not holds:
        return decided
    lifted = HoldLifted(on=on, person=person.id, hold=question)
    return decided._replace(events=(*decided.events, Written(person.id, lifted)))
