"""Why a step was allowed: what its rulebook had it wait for, and what was said for it."""

from typing import NamedTuple

from admission.domain.kernel.messages import Event
from admission.domain.rulebooks.entries.path import Gate
from admission.domain.rulebooks.provisions import asked_before
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.clocks import RulebookOf, open_clocks
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


def allowed(before: object, event: Event, rulebook: str | None, rulebook_of: RulebookOf) -> Allowed:
    """Why an event was allowed in the state before it; nothing of what is no step."""
    if not (isinstance(event, StepEvent) and isinstance(before, Candidate)):
        return Allowed()
    rules = _rules(before, event, rulebook_of(rulebook), rulebook_of) if rulebook else ()
    return Allowed(
        rules,
        tuple(f"{each.rule}: {each.document.cited}" for each in event.consents),
        event.late,
        event.against_rules,
        event.irregular.second if event.irregular else None,
    )


def _rules(
    before: Candidate, event: StepEvent, book: Rulebook, rulebook_of: RulebookOf
) -> tuple[str, ...]:
    """The rules of the rulebook for the milestones of a step, and of the deadlines it ends."""
    reached = event.milestones()
    found: list[str] = []
    for milestone in reached:
        asked = asked_before(book, milestone.name, event.on)
        entries = (*asked.orders, *asked.papers, *asked.filed, *asked.waits)
        found += [entry.rule for entry in entries]
        found += [gate.rule for gate in asked.gates if _stands(before, gate)]
    ends = {(milestone.name, milestone.key) for milestone in reached}
    names = frozenset(name for name, _ in ends)
    clocks = open_clocks(before, rulebook_of, names) if names else ()
    found += [clock.rule for clock in clocks if (clock.end, clock.key) in ends]
    return tuple(sorted(set(found)))


def _stands(before: Candidate, gate: Gate) -> bool:
    return gate.asked == "always" or bool(
        {f"gate:{gate.id}", f"raised:{gate.id}"} & before.milestones.keys()
    )
