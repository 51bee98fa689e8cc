"""What rests on a person, a class or a meeting: paths, their own and those with a step that does.

On a person rest the decisions about cards and badges, too; they are of streams of their own.

A path is a person's own if the person's state says so; that a step names somebody or something else
no state says. Which paths those are is data, as the past is (`Past.resting_on`).
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

from admission.domain.kernel import ids
from admission.domain.kernel.messages import Event
from admission.domain.kinds import folded
from admission.domain.registers.corrections.draft import Draft, Place
from admission.domain.registers.corrections.events import Correction
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.stages.steps import StepEvent

NAMING: Final = (
    "helper",
    "introducer",
    "introducers",
    "guide",
    "verifier",
    "certifier",
    "meeting",
    "class_id",
)
"""The fields of steps that name a person, a meeting or a class that the step rests on."""
_QUESTIONS: Final = ("complaint", "finding", "inspection", "review")
"""What may hold steps of a person's path."""
_DECISIONS: Final = ("badges", "cards")
"""The kinds of streams of decisions that rest on what a person is."""
_RESTED_ON: Final = frozenset({"class", "meeting", "person"})


def named_by(event: Event) -> Iterator[str]:
    """All that a step rests on, beside its own candidate; of a correction what stands instead."""
    said = event.instead if isinstance(event, Correction) else event
    if isinstance(said, StepEvent):
        for name in naming(type(said)):
            value = getattr(said, name)
            if isinstance(value, tuple):
                yield from value
            elif value is not None:
                yield value


@cache
def naming(step: type[StepEvent]) -> tuple[str, ...]:
    """Those of the fields that a kind of step has."""
    return tuple(name for name in NAMING if name in step.model_fields)


def own_paths(draft: Draft) -> Iterator[Place]:
    """The paths of those whom the fact or the question is about, from the first step on."""
    kind = ids.kind_of(draft.about)
    if kind in _QUESTIONS:
        people = getattr(draft.world, kind)(draft.about).people
    else:
        people = (draft.about,) if kind == "person" else ()
    for person in people:
        for candidate in draft.world.person_or_new(person).candidacies:
            yield candidate, 1


def paths_of_others(draft: Draft, stream: str) -> Iterator[Place]:
    """Each path that names what a stream is of, and its first step that does.

    None where decisions see of it what they saw before.
    """
    if ids.kind_of(stream) not in _RESTED_ON or not _is_seen_otherwise(draft, stream):
        return
    names, own = frozenset({stream}), frozenset[str]()
    if ids.kind_of(stream) == "person":
        person = draft.world.person_or_new(stream)
        names, own = names.union(person.ids), frozenset(person.candidacies)
    for candidate in sorted(draft.world.past.resting_on(sorted(names))):
        facts = () if candidate in own else draft.facts(candidate)
        resting = (each.version for each in facts if not names.isdisjoint(named_by(each.event)))
        first = next(resting, None)
        if first is not None:
            yield candidate, first


def decisions_on(draft: Draft, stream: str) -> Iterator[Place]:
    """The decisions about cards and badges of a person, under whichever id, from the first on."""
    if ids.kind_of(stream) != "person" or not _is_seen_otherwise(draft, stream):
        return
    for person in draft.world.person_or_new(stream).ids:
        for kind in _DECISIONS:
            decided = ids.derived_id(kind, person)
            if draft.world.past.history(decided):
                yield decided, 1


def person_of(draft: Draft, stream: str) -> tuple[str, ...]:
    """The streams of the person on whom the decisions of a stream rest; none of another stream."""
    if ids.kind_of(stream) not in _DECISIONS:
        return ()
    first = draft.world.past.history(stream)[0].event
    return draft.world.person_or_new(vars(first)["person"]).ids


def _is_seen_otherwise(draft: Draft, stream: str) -> bool:
    before = as_they_stand(draft.world.past.history(stream))
    return bool(folded(stream, before) != folded(stream, draft.facts(stream)))
