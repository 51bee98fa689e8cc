"""What the rulebook asks before a milestone: order, papers, waits, deadlines, gates.

These rules are data: a rulebook names the milestones and the numbers, here they are compared.
"""

from datetime import timedelta

from admission.domain.kernel.dates import last_day
from admission.domain.kernel.messages import Milestone, Objection
from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.kernel.values import Erased
from admission.domain.registers.people.holds import held
from admission.domain.rulebooks.entries.path import Deadline, Gate
from admission.domain.rulebooks.milestones import MILESTONES
from admission.domain.rulebooks.provisions import Asked
from admission.domain.stages.ages import is_over_age
from admission.domain.stages.case import AnyCase
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.schooling import schooling_gate


def requirements(case: AnyCase, reached: tuple[Milestone, ...]) -> Objections:
    """Every objection of the rulebook against reaching these milestones on the effective day."""
    for milestone in reached:
        yield from steps_are_not_held(case, milestone)
        asked = case.adoption.asked_before(milestone.name, case.on)
        if any(asked):
            yield from steps_come_in_order(case, milestone, asked)
            yield from papers_are_on_file(case, milestone, asked)
            yield from waiting_times_have_run(case, milestone, asked)
            yield from gates_are_passed(case, asked)
    yield from deadlines_are_kept(case, reached)


@rule("ELG-07", "MOV-09", "HLD-01")
def steps_are_not_held(case: AnyCase, milestone: Milestone) -> Objections:
    """No open question about the person, a review or a complaint, holds the step."""
    if milestone.name in MILESTONES:  # neither papers nor gates are held
        yield from held(case.person.holds, milestone.name, case.on)


@rule("DOS-02", "DOS-05", "DOS-06", "DOS-08", "DOS-15", "DOS-23", "DEC-02")
def steps_come_in_order(case: AnyCase, milestone: Milestone, asked: Asked) -> Objections:
    """A milestone comes after those that the rulebook puts before it."""
    for order in asked.orders:
        for needed in order.needs:
            if not case.state.has(needed, case.on):
                yield objection(order.rule, order.source, step=milestone.name, needed=needed)


@rule("DOS-24", "DOS-26", "PRO-04", "PRO-05")
def papers_are_on_file(case: AnyCase, milestone: Milestone, asked: Asked) -> Objections:
    """The papers that a step needs are filed, or waived on a ground that the rulebook knows."""
    for paper in asked.papers:
        if not case.state.has(f"paper:{paper.id}", case.on):
            yield objection(paper.rule, paper.source, step=milestone.name, paper=paper.id)
    for paper in asked.filed:
        for needed in paper.after:
            if not case.state.has(needed, case.on):
                yield objection(paper.rule, paper.source, step=milestone.name, needed=needed)


@rule("PRO-01", "PRO-05")
def waiting_times_have_run(case: AnyCase, milestone: Milestone, asked: Asked) -> Objections:
    """A step waits for the end of a term; the last day of the term is the first good day."""
    for wait in asked.waits:
        after = case.state.day(wait.after)
        if after is None:
            continue
        first = last_day(after, wait.amount, wait.unit, case.calendar).day
        if milestone.on < first:
            yield objection(wait.rule, wait.source, on=milestone.on, first=first, after=wait.after)


@rule("DOS-07", "DOS-21", "DOS-25", "DEC-15", "DEC-16", "DEC-20", "DEC-21", "DEC-22", "DEC-24")
@rule("PRO-06", "PRO-11", "MOV-03", "MOV-06")
def deadlines_are_kept(case: AnyCase, reached: tuple[Milestone, ...]) -> Objections:
    """A clock that a milestone ends has not run out; its last day is still good."""
    names = frozenset(milestone.name for milestone in reached)
    if not case.world.shelf().ends_a_deadline(names):
        return
    ends = {(milestone.name, milestone.key): milestone.on for milestone in reached}
    for clock in open_clocks(case.state, case.rulebook_of, names):
        on = ends.get((clock.end, clock.key))
        if on is None or not clock.runs:
            continue
        last, provisional = clock.last_day(case.calendar)
        if on > last:  # only then does it matter whether it stood still
            (last, provisional), *_ = clock.stopped(case.person.holds, case.calendar, asked=on)
        if on > last:
            yield objection(
                clock.rule,
                _source(case.rulebook_of(clock.rulebook).deadline, clock.rule),
                on=on,
                started=clock.stated or clock.starts,
                last=last,
                amount=clock.amount + clock.extra,
                unit=clock.unit,
                provisional=int(provisional),
            )


def _source(deadlines: tuple[Deadline, ...], number: str) -> str:
    return next((d.source for d in deadlines if d.rule == number), "")


@rule("ELG-02", "ELG-05", "ELG-07", "ELG-08")
def gates_are_passed(case: AnyCase, asked: Asked) -> Objections:
    """A judgement that belongs to a committee has been made, by a document, before the step."""
    for gate in asked.gates:
        if is_asked(case, gate):
            yield from _not_passed(case, gate)


def _not_passed(case: AnyCase, gate: Gate) -> Objections:
    passed, raised = case.state.day(f"gate:{gate.id}"), case.state.day(f"raised:{gate.id}")
    if passed is None or passed > case.on:
        yield _shut(case, gate)
    elif gate.min_days:
        first = (raised or passed) + timedelta(days=gate.min_days)
        if case.on < first:
            yield objection(gate.rule, gate.source, gate=gate.id, first=first, on=case.on)


def _shut(case: AnyCase, gate: Gate) -> Objection:
    return objection(
        gate.rule, gate.source, gate=gate.id, document=gate.document, by=gate.by, on=case.on
    )


def is_asked(case: AnyCase, gate: Gate) -> bool:
    """Whether a gate stands in this candidate's way at all."""
    if gate.asked == "always":
        return True
    if gate.asked == "when-raised":
        return f"raised:{gate.id}" in case.state.milestones
    if gate.asked == "schooling":
        return schooling_gate(case) == gate.id
    born = case.person.born
    considered = case.state.day("cell-voted") or case.on
    return (
        born is not None
        and not isinstance(born, Erased)
        and is_over_age(case.provisions(case.rulebook.age), born, considered)
    )
