"""Acts of other streams than paths decided again: on what is known now, then on what was known.

What is known now is asked first, for it is folded once for all; only what that refuses is asked
again of the store as it was when the act was recorded. So nothing is held against an act that was
learnt since, nor what has been put right since.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from admission.app.as_known import AsKnown
from admission.app.conformance.acts import Act, Stream
from admission.app.recorders.reading import StoreReader
from admission.app.replay.streams import Replay
from admission.domain import decider
from admission.domain.decider import EVENTS
from admission.domain.kernel.messages import (
    Command,
    Context,
    Recorded,
    Refused,
    UnknownReferenceError,
)
from admission.domain.kinds import folded
from admission.domain.registers.attendance import events as attendance
from admission.domain.registers.badges import events as badges
from admission.domain.registers.cards import events as cards
from admission.domain.registers.classes import events as classes
from admission.domain.registers.complaints import events as complaints
from admission.domain.registers.discipline import events as discipline
from admission.domain.registers.inspections import events as inspections
from admission.domain.registers.meetings import events as meetings
from admission.domain.registers.movements import events as movements
from admission.domain.registers.rankings import events as rankings
from admission.domain.registers.reviews import events as reviews
from admission.domain.registers.supervision import events as supervision
from admission.domain.registers.targets import events as targets
from admission.domain.registers.tasks import events as tasks
from admission.domain.world import World

_ROOMS: Final = (
    attendance, badges, cards, classes, complaints, discipline, inspections, meetings, movements,
    rankings, reviews, supervision, targets, tasks,
)  # fmt: skip
_OURS: Final = frozenset(
    kind.TYPE
    for kind in EVENTS.values()
    if kind.COMMAND is not None and kind.__module__ in {room.__name__ for room in _ROOMS}
)
"""What is asked again; acts on units, corrections and erasures look at all of the store."""


class Again:
    """Decides the acts of one stream after the other again."""

    def __init__(self, reader: StoreReader, replay: Replay, known_at: int, zone: ZoneInfo) -> None:
        self._reader, self._replay, self._zone = reader, replay, zone
        self._now = AsKnown(reader, date.max, known_at).world()

    def refused(self, stream: Stream) -> Iterator[tuple[Act, str]]:
        """Every act that is refused again, with the code of each reason."""
        asked = {act.row.position: act for act in stream.acts if act.row.type in _OURS}
        if not asked:
            return
        name = stream.rows[0].stream
        state: Any = folded(name, ())
        for row in stream.rows:
            each = self._replay.recorded(row)
            act = asked.get(row.position)
            if act is not None and (
                stream.is_corrected or self._codes(self._now.supposing({name: state}), act, each)
            ):
                then = AsKnown(self._reader, date.max, row.position - 1).world()
                yield from ((act, code) for code in self._codes(then, act, each))
            if not stream.is_corrected:
                state = decider.evolve(name, state, each)

    def _codes(self, world: World, act: Act, each: Recorded) -> tuple[str, ...]:
        command: Command | None = each.event.command()
        if command is None:
            return ()
        today = datetime.fromisoformat(act.row.recorded_at).astimezone(self._zone).date()
        try:
            answer = decider.decide(world, command, Context(today, act.about["actor"]))
        except UnknownReferenceError:
            return ()
        return answer.codes if isinstance(answer, Refused) else ()
