"""One row for each person, meeting or class that a step names; none is ever taken away."""

from collections.abc import Iterator
from typing import Final

from admission.domain.decider import EVENTS
from admission.domain.registers.corrections.events import FactCorrected
from admission.domain.registers.corrections.resting import named_by, naming
from admission.domain.stages.steps import StepEvent
from admission.projections.bitemporal import Entry
from admission.projections.facts import Change, Fact

_INSERT: Final = "INSERT INTO resting (position, thing, candidate) VALUES (?, ?, ?)"
READS: Final = frozenset(
    kind.TYPE for kind in EVENTS.values() if issubclass(kind, StepEvent) and naming(kind)
) | {FactCorrected.TYPE}


def project(fact: Fact) -> Iterator[Change]:
    """What the step names, or the step that stands instead since a correction."""
    for thing in named_by(fact.event):
        yield Entry(_INSERT, (fact.position, thing, fact.stream))
