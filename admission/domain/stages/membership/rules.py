"""The rules of membership, of exits, and of mending what went wrong."""

from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.stages.case import Case
from admission.domain.stages.membership import commands as c
from admission.domain.stages.membership.state import ORDER


def announced_once(case: Case[c.AnnounceRecognition]) -> Objections:
    """One announcement of one decision."""
    announced = case.state.day("recognition-announced")
    if announced is not None:
        yield objection("SYS-07", what="recognition-announced", on=announced)


@rule("ERR-01", "ERR-04")
def issuer_cancels(case: Case[c.CancelDecision]) -> Objections:
    """The issuer cancels its decision; where it is gone, the competent committee (Q294 4.4.1)."""
    bodies = case.bodies
    allowed = {case.state.decided_by, bodies.authority if bodies else None} - {None}
    if case.command.body not in allowed:
        yield objection(
            "ERR-01" if len(allowed) == 1 else "ERR-04",
            "Q294 4.4.1" if len(allowed) == 1 else "Q294 4.4",
            body=case.command.body,
            expected=" ".join(sorted(a for a in allowed if a)),
        )


@rule("ERR-02")
def steps_can_be_redone(case: Case[c.OrderRedo]) -> Objections:
    """Faulty steps that were taken are done again, and only such (Q294 4.4.2)."""
    for step in case.command.steps:
        if step not in ORDER:
            yield objection("SYS-15", field="steps", value=step, known=" ".join(ORDER))
        elif step not in case.state.milestones and step not in case.state.kept:
            yield objection("ERR-02", "Q294 4.4.2", step=step)
    if not case.command.steps:
        yield objection("SYS-15", field="steps", value="nothing", known=" ".join(ORDER))
    bodies = case.bodies
    allowed = {case.state.decided_by, *(bodies[1:] if bodies else ())} - {None}
    if case.command.body not in allowed:
        yield objection("ERR-02", "Q294 4.4.2", body=case.command.body)
