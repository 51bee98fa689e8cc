"""In what way a recorded step left its rules: asked of the state that it found."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import NamedTuple

from admission.app.conformance.findings import Deviation
from admission.app.replay.fields import Clocks
from admission.domain.kernel.dates import last_day
from admission.domain.kernel.messages import Event, Milestone
from admission.domain.rulebooks.provisions import Asked, asked_before
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.clocks import open_clocks

Way = tuple[Deviation, int | None]
"""How a rule was left, and by how many days, where that can be said."""


class Found(NamedTuple):
    """A step as it found the path, and the milestones that were reached after it all the same."""

    before: Candidate
    event: Event
    book: Rulebook | None
    later: Collection[str]


def overrun(found: Found, rule: str, clocks: Clocks) -> int | None:
    """By how many days a step ended a clock of a rule too late; None if there was none."""
    reached = {(each.name, each.key): each.on for each in found.event.milestones()}
    names = frozenset(name for name, _ in reached)
    for clock in open_clocks(found.before, clocks.rulebook_of, names):
        on = reached.get((clock.end, clock.key))
        if clock.rule == rule and on is not None and clock.runs:
            return (on - clock.last_day(clocks.calendar).day).days
    return None


def ways(found: Found, rule: str, clocks: Clocks) -> Iterator[Way]:
    """In which ways a step went against a rule; none of another sort than order, time, votes."""
    if found.book is None:
        return
    for milestone in found.event.milestones():
        asked = asked_before(found.book, milestone.name, found.event.on)
        yield from _missing(found, rule, asked)
        yield from _early(found, milestone, rule, asked, clocks)
    late = overrun(found, rule, clocks)
    if late is not None and late > 0:
        yield Deviation.DEADLINE_MISSED, late
    if any(quorum.rule == rule for quorum in found.book.quorum):
        yield Deviation.VOTE_BELOW, None


def _missing(found: Found, rule: str, asked: Asked) -> Iterator[Way]:
    for needed in _needed(found, rule, asked):
        if not found.before.has(needed, found.event.on):
            known = needed in found.later
            yield (Deviation.OUT_OF_ORDER if known else Deviation.SKIPPED), None


def _needed(found: Found, rule: str, asked: Asked) -> Iterator[str]:
    """The milestones that a rule puts before others."""
    for order in asked.orders:
        if order.rule == rule:
            yield from order.needs
    for paper in asked.papers:
        if paper.rule == rule:
            yield f"paper:{paper.id}"
    for paper in asked.filed:
        if paper.rule == rule:
            yield from paper.after
    for gate in asked.gates:
        raised = gate.asked == "always" or f"raised:{gate.id}" in found.before.milestones
        if gate.rule == rule and raised:
            yield f"gate:{gate.id}"


def _early(
    found: Found, milestone: Milestone, rule: str, asked: Asked, clocks: Clocks
) -> Iterator[Way]:
    for wait in asked.waits:
        after = found.before.day(wait.after)
        if wait.rule == rule and after is not None:
            first = last_day(after, wait.amount, wait.unit, clocks.calendar).day
            if milestone.on < first:
                yield Deviation.TOO_EARLY, (first - milestone.on).days
    for gate in asked.gates:
        passed = found.before.day(f"gate:{gate.id}")
        if gate.rule == rule and gate.min_days and passed is not None:
            raised = found.before.day(f"raised:{gate.id}") or passed
            first = raised + timedelta(days=gate.min_days)
            if milestone.on < first:
                yield Deviation.TOO_EARLY, (first - milestone.on).days
