"""From objections to an answer: what the rulebook says that a breach does."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from admission.domain.kernel.messages import Accepted, Objection, Refused, Written
from admission.domain.kernel.rules import objection
from admission.domain.rulebooks.rulebook import Effect
from admission.domain.stages.case import AnyCase
from admission.domain.stages.requirements import requirements
from admission.domain.stages.steps import StepCommand, StepEvent


class Proposal(NamedTuple):
    """The event that a command would record, others beside it, and what its own rules object."""

    event: StepEvent
    objections: Iterable[Objection] = ()
    beside: tuple[Written, ...] = ()


Proposals = dict[type[StepCommand], Callable[[Any], Proposal]]
"""The commands of a stage, and what each would record."""


def judge(case: AnyCase, proposal: Proposal, *, vouched: bool = False) -> Accepted | Refused:
    """Accept the proposal, flagged where it is late or irregular, or refuse with every reason.

    `vouched`: others answer for it that it happened so; a breach then flags it as irregular.
    """
    found = [
        *form_of(case),
        *proposal.objections,
        *requirements(case, proposal.event.milestones()),
    ]
    late: list[str] = []
    against: list[str] = []
    refusing: list[Objection] = []
    for each in found:
        where = _weigh(case, each, vouched=vouched or case.command.irregular is not None)
        if where is None:
            refusing.append(each)
        elif where not in ("consented", "not asked"):
            (late if where == "late" else against).append(each.code)
    if case.command.irregular and not vouched and not against and not refusing:
        refusing.append(objection("SYS-09"))
    if refusing:
        return Refused(tuple(worded(case, each) for each in refusing))
    event = proposal.event
    if late or against:
        flags = {"late": tuple(dict.fromkeys(late)), "against_rules": tuple(dict.fromkeys(against))}
        event = event.model_copy(update=flags)
    written = (Written(case.command.candidate, event), *proposal.beside)
    return Accepted(written, case.reference, case.state.person or case.person.id)


def worded(case: AnyCase, each: Objection) -> Objection:
    """An objection in the words of the rulebook, where it has its own for the rule."""
    return each._replace(says=case.rulebook.sentences.get(each.code, ""))


def _weigh(case: AnyCase, each: Objection, *, vouched: bool) -> str | None:
    """What becomes of an objection; None: it refuses."""
    if each.code.startswith("SYS"):
        return None
    effect = case.rulebook.effect(each.code)
    if effect is Effect.NONE:
        return "not asked"
    if effect is Effect.LATE:
        return "late"
    if effect is Effect.CONSENT and any(c.rule == each.code for c in case.command.consents):
        return "consented"
    return "against" if vouched else None


def form_of(case: AnyCase) -> Iterator[Objection]:
    """Objections that hold for every step: its day, the second person."""
    state, command = case.state, case.command
    earliest = state.entered if command.MAY_COME_IN_LATE else state.since
    if state.transfers and not command.MAY_COME_IN_LATE:
        earliest = max(earliest, state.transfers[-1].on)
    if state.paper is not None:
        earliest = max(earliest, state.paper.on)
    if case.on < earliest:
        since = max(earliest, state.since)
        yield objection("SYS-03", on=case.on, since=since, standing=state.standing)
    if command.irregular and case.world.are_one(command.irregular.second, case.context.actor):
        yield objection("SYS-08", second=command.irregular.second)
