"""Why a step was allowed: what its rulebook had it wait for, and what was said for it."""

from collections.abc import Callable
from typing import NamedTuple

from admission.domain.kernel.messages import Event
from admission.domain.registers.rulebooks.state import Adoption
from admission.domain.rulebooks.entries.path import Gate
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.steps import StepEvent


class Allowed(NamedTuple):
    """Rules that stood before a step, consents given, and where it left the rules all the same.

    `second` is the person or account that vouches for an irregular act.
    """

    rules: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    second: str | None = None


def allowed(
    before: object, event: Event, rulebook: str | None, adoption_of: Callable[[str], Adoption]
) -> Allowed:
    """Why an event was allowed in the state before it; nothing of what is no step."""
    if not (isinstance(event, StepEvent) and isinstance(before, Candidate)):
        return Allowed()
    rules = _rules(before, event, adoption_of(rulebook), adoption_of) if rulebook else ()
    return Allowed(
        rules,
        tuple(f"{each.rule}: {each.document.cited}" for each in event.consents),
        event.late,
        event.against_rules,
        event.irregular.second if event.irregular else None,
    )


def _rules(
    before: Candidate,
    event: StepEvent,
    adoption: Adoption,
    adoption_of: Callable[[str], Adoption],
) -> tuple[str, ...]:
    """The rules of the rulebook for the milestones of a step, and of the deadlines it ends."""
    reached = event.milestones()
    found: list[str] = []
    for milestone in reached:
        asked = adoption.asked_before(milestone.name, event.on)
        entries = (*asked.orders, *asked.papers, *asked.filed, *asked.waits)
        found += [entry.rule for entry in entries]
        found += [gate.rule for gate in asked.gates if _stands(before, gate)]
    ends = {(milestone.name, milestone.key) for milestone in reached}
    names = frozenset(name for name, _ in ends)
    if names:
        clocks = open_clocks(before, lambda reference: adoption_of(reference).rulebook, names)
        found += [clock.rule for clock in clocks if (clock.end, clock.key) in ends]
    return tuple(sorted(set(found)))


def _stands(before: Candidate, gate: Gate) -> bool:
    return gate.asked == "always" or bool(
        {f"gate:{gate.id}", f"raised:{gate.id}"} & before.milestones.keys()
    )
