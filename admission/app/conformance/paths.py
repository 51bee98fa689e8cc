"""What is known of one path, folded once for all of its steps that are asked about."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from admission.app.replay.streams import Replay
from admission.domain.kernel.messages import Recorded
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.clocks import RulebookOf
from admission.domain.stages.evolve import evolve
from admission.domain.stages.standings import ENDED
from admission.domain.stages.steps import StepEvent
from admission.domain.stages.taking_over.events import TakenOver
from admission.projections.conformance.queries import StepRow


class Known(NamedTuple):
    """One path by the positions of its events: as recorded, as they stand, the state before each.

    `before` has only the steps that are asked about; `taken_over` is the state that a take-over
    left, `now` the newest.
    """

    recorded: Mapping[int, Recorded]
    facts: Mapping[int, Recorded]
    before: Mapping[int, Candidate]
    taken_over: Candidate
    now: Candidate

    def book(self, position: int, rulebook_of: RulebookOf) -> Rulebook | None:
        """The rulebook that decided a step, None where none did."""
        reference = self.facts[position].rulebook
        return rulebook_of(reference) if reference else None

    def reached_after(self, position: int) -> Collection[str]:
        """The milestones that were reached by a later step."""
        later = (fact.event for at, fact in self.facts.items() if at > position)
        return {milestone.name for event in later for milestone in event.milestones()}

    def carried_after(self, row: StepRow) -> bool:
        """Whether a later vote of the same body was carried."""
        return any(
            row.type == fact.event.TYPE and getattr(fact.event, "carried", False)
            for at, fact in self.facts.items()
            if at > row.position
        )

    def became(self, row: StepRow) -> str:
        """What became of an irregular act."""
        fact = self.facts.get(row.position)
        if fact is None:
            return "annulled"
        against = fact.event.against_rules if isinstance(fact.event, StepEvent) else ()
        if not against:
            return "corrected"
        if self.now.standing in ENDED:
            return self.now.standing.value
        waits = ((breach.type, breach.on, breach.rules) for breach in self.now.breaches)
        return "waits" if (fact.event.TYPE, fact.event.on, against) in waits else "done again"


def known_of(replay: Replay, candidate: str, asked: Collection[int]) -> Known:
    """Fold one path, keeping the states before the events at some positions."""
    history = replay.history(candidate)
    facts = replay.facts(history)
    before: dict[int, Candidate] = {}
    state = taken_over = Candidate(candidate)
    for fact in facts:
        if fact.position in asked:
            before[fact.position] = state
        state = evolve(state, fact)
        if isinstance(fact.event, TakenOver):
            taken_over = state
    return Known(
        {each.position: each for each in history},
        {fact.position: fact for fact in facts},
        before,
        taken_over,
        state,
    )
