"""Cards and badges that a correction finds given for a cancelled membership, or no longer so."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from admission.domain.kernel import ids
from admission.domain.kernel.messages import FlaggedEvent, Recorded
from admission.domain.kinds import folded
from admission.domain.registers.badges.events import BadgeAwarded
from admission.domain.registers.cards.events import CardDecided
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.world import World
from admission.projections.cancelled.given import RULE

_GIVEN: Final = (BadgeAwarded, CardDecided)


class Flagged(NamedTuple):
    """A later fact found against other rules, or late by others: `against` and `late` are all."""

    position: int
    type: str
    on: str
    against: tuple[str, ...]
    late: tuple[str, ...]


def with_cancelled(
    world: World,
    read: Mapping[str, Sequence[Sequence[Recorded]]],
    later: Sequence[Flagged],
) -> tuple[Flagged, ...]:
    """What is flagged, with each card and badge that is otherwise given for a cancelled membership.

    `read`: the facts of each stream that is otherwise, as they stand and as they would.
    """
    found = {each.position: each for each in later}
    for stream, (old, now) in read.items():
        if ids.kind_of(stream) != "person":
            continue
        before, after = (folded(stream, facts).cancelled for facts in (old, now))
        for fact, event in _given(world, read, stream) if before != after else ():
            was, is_now = (any(one.has(event.on) for one in some) for some in (before, after))
            if was != is_now:
                rules = (*event.against_rules, *((RULE,) if is_now else ()))
                on = event.on.isoformat()
                found[fact] = Flagged(fact, event.TYPE, on, rules, event.late)
    return tuple(found.values())


def _given(
    world: World, read: Mapping[str, Sequence[Sequence[Recorded]]], person: str
) -> Iterator[tuple[int, FlaggedEvent]]:
    """Where in the log each card and badge of a person stands, and how it would be read."""
    for each in world.person_or_new(person).ids:
        for kind in ("cards", "badges"):
            stream = ids.derived_id(kind, each)
            facts = read[stream][1] if stream in read else as_they_stand(world.past.history(stream))
            for fact in facts:
                if isinstance(fact.event, _GIVEN):
                    yield fact.position, fact.event
