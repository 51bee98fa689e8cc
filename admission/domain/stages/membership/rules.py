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
    bodies, issuer = case.bodies, case.state.decided_by
    in_its_place = case.successor(issuer)
    allowed = {in_its_place, bodies.authority if bodies else None} - {None}
    if case.command.body not in allowed:
        alone = len(allowed) == 1 and in_its_place == issuer
        yield objection(
            "ERR-01" if alone else "ERR-04",
            "Q294 4.4.1" if alone else "Q294 4.4",
            body=case.command.body,
            expected=" ".join(sorted(a for a in allowed if a)),
        )


@rule("ERR-02", "ERR-04")
def steps_can_be_redone(case: Case[c.OrderRedo]) -> Objections:
    """Faulty steps that were taken are done again, and only such (Q294 4.4.2).

    The issuer orders it, or who acts for one that is gone, or a body that is competent now.
    """
    for step in case.command.steps:
        if step not in ORDER:
            yield objection("SYS-15", field="steps", value=step, known=" ".join(ORDER))
        elif step not in case.state.milestones and step not in case.state.kept:
            yield objection("ERR-02", "Q294 4.4.2", step=step)
    if not case.command.steps:
        yield objection("SYS-15", field="steps", value="nothing", known=" ".join(ORDER))
    bodies, issuer = case.bodies, case.state.decided_by
    in_its_place = case.successor(issuer)
    allowed = {in_its_place, *(bodies[1:] if bodies else ())} - {None}
    if case.command.body not in allowed:
        code, source = (
            ("ERR-02", "Q294 4.4.2") if in_its_place == issuer else ("ERR-04", "Q294 4.4")
        )
        yield objection(code, source, body=case.command.body)
