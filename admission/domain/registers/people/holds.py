"""What holds steps of a person's path: open questions, from the day they arose until their end.

A review of the political standard is one, a complaint is one; each keeps the terms that the
rulebook in force on its first day has for its cause.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from admission.domain.kernel.ids import ThingId
from admission.domain.kernel.rules import Objections, objection
from admission.domain.kernel.stops import Span
from admission.domain.kernel.values import Day, RuleId, Slug, Value
from admission.domain.rulebooks.entries.entry import MilestoneName, in_force
from admission.domain.rulebooks.rulebook import Rulebook


class HeldStep(Value):
    """A milestone that is not to be reached, by which rule; None: by the program's own alone."""

    step: MilestoneName
    rule: RuleId | None = None
    source: str = ""


class Hold(Value):
    """One open question: from `since`, and, once it has ended, not any more on `until`."""

    hold: ThingId
    cause: Slug
    since: Day
    until: Day | None = None
    steps: tuple[HeldStep, ...]
    stops: tuple[MilestoneName, ...] = ()

    def holds(self, on: date) -> bool:
        """Whether it lasts on a day."""
        return self.since <= on and (self.until is None or on < self.until)


class Terms(Value):
    """What a question holds: steps, and the clocks, by their end, that stand still meanwhile."""

    steps: tuple[HeldStep, ...] = ()
    stops: tuple[MilestoneName, ...] = ()


def terms(rulebook: Rulebook | None, on: date, cause: str, named: tuple[str, ...] | None) -> Terms:
    """What a question of a cause holds: the steps named, or, of None, those of the rulebook."""
    entries = in_force(rulebook.hold, on) if rulebook else ()
    of_cause = [entry for entry in entries if entry.cause == cause]
    known = {step: entry for entry in reversed(of_cause) for step in entry.steps}
    wanted = known if named is None else dict.fromkeys(named)
    steps = tuple(
        HeldStep(step=s, rule=known[s].rule, source=known[s].source)
        if s in known
        else HeldStep(step=s)
        for s in wanted
    )
    stopped = (end for s in wanted if s in known for end in known[s].stops)
    return Terms(steps=steps, stops=tuple(dict.fromkeys(stopped)))


def held(holds: Iterable[Hold], step: str, on: date) -> Objections:
    """Each open question that holds a step on a day objects, by its rule, and names itself."""
    for each in holds:
        for one in each.steps if each.holds(on) else ():
            if one.step == step:
                values = {"step": step, "held_by": each.hold, "since": each.since}
                yield objection(one.rule or "SYS-140", one.source, **values)


def stops(holds: Iterable[Hold], end: str) -> Iterator[Span]:
    """The days on which the clocks that end with a milestone stand still."""
    return ((each.since, each.until) for each in holds if end in each.stops)
