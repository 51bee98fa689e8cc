"""A store in memory: lines of a scenario parsed, decided and folded, as the program does it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from admission.domain.decider import COMMANDS, decide, evolve
from admission.domain.kernel.ids import STORE, derived_id, kind_of
from admission.domain.kernel.messages import (
    Command,
    Context,
    Event,
    Recorded,
    Refused,
)
from admission.domain.kinds import KINDS
from admission.domain.registers.store.events import StoreOpened
from admission.domain.stages.admission.events import CeremonyHeld
from admission.domain.stages.membership.events import DecisionCancelled
from admission.domain.stages.probation.events import MemberRecognised
from admission.domain.world import World

Line = dict[str, Any]
ENVELOPE: Final = ("command", "id", "recorded_at", "actor", "role", "for_unit")
_EAST: Final = timedelta(hours=7)


class Happened(NamedTuple):
    """One event, and when it was recorded."""

    event: Event
    at: str


class Refusal(NamedTuple):
    """A line that was refused, and why."""

    line: Line
    codes: tuple[str, ...]


def parsed(line: Line) -> Command:
    """The command of a line, read from its JSON."""
    fields = {key: value for key, value in line.items() if key not in ENVELOPE}
    return COMMANDS[line["command"]].model_validate_json(json.dumps(fields))


class Telling:
    """The states and events that the lines of a story lead to."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.states: dict[str, Any] = {}
        self.events: list[Happened] = []
        self.refusals: list[Refusal] = []
        self.versions: Counter[str] = Counter()
        self.world = World(self._state, self.versions.__getitem__, naming=derived_id)
        opened = StoreOpened(on=date(2021, 1, 1), demonstration=True)
        self.states[STORE] = evolve(STORE, self._state(STORE), Recorded(opened))
        for line in lines:
            self._take(line)

    def _state(self, stream: str) -> Any:  # noqa: ANN401 - a state of any kind
        state = self.states.get(stream)
        return KINDS[kind_of(stream)].empty(stream) if state is None else state

    def _take(self, line: Line) -> None:
        now = datetime.fromisoformat(line["recorded_at"])
        context = Context(today=(now + _EAST).date(), actor=line["actor"])
        answer = decide(self.world, parsed(line), context)
        if isinstance(answer, Refused):
            self.refusals.append(Refusal(line, answer.codes))
            return
        for stream, event in answer.events:
            recorded = Recorded(event, answer.rulebook, len(self.events))
            self.states[stream] = evolve(stream, self._state(stream), recorded)
            self.versions[stream] += 1
            self.events.append(Happened(event, line["recorded_at"]))

    def of(self, kind: type[Any]) -> Iterator[Any]:
        """Every event of a type."""
        return (happened.event for happened in self.events if isinstance(happened.event, kind))

    def admitted(self, first: str, last: str) -> list[CeremonyHeld]:
        """The ceremonies of these days whose decision stands."""
        cancelled = {event.candidate for event in self.of(DecisionCancelled)}
        days = date.fromisoformat(first), date.fromisoformat(last)
        return [
            ceremony
            for ceremony in self.of(CeremonyHeld)
            if days[0] <= ceremony.on <= days[1] and ceremony.candidate not in cancelled
        ]

    def recognised(self, first: str, last: str) -> list[MemberRecognised]:
        """The recognitions signed on these days."""
        days = date.fromisoformat(first), date.fromisoformat(last)
        return [event for event in self.of(MemberRecognised) if days[0] <= event.on <= days[1]]

    def unit_of(self, candidate: str) -> str:
        """The cell of a candidate."""
        unit: str = self.states[candidate].unit
        return unit

    def under(self, candidate: str, unit: str) -> bool:
        """Whether a candidate's cell is a unit or under it."""
        return any(
            above.id == unit for above in self.world.units_from(self.unit_of(candidate), date.max)
        )
