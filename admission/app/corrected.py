"""What a correction changes: the days on which its stream is otherwise, and how facts are read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from admission.app.remembered import Remembered
from admission.domain.kernel.messages import Event, FlaggedEvent, Recorded
from admission.domain.registers.corrections.events import Correction
from admission.domain.registers.corrections.state import Mark, as_they_stand, marks
from admission.projections.facts import FOREVER, Corrected, Fold, Reading, Span


def remembered(fold: Fold, stream: str, history: Sequence[Recorded]) -> Remembered:
    """A stream as it is known from its whole history; what cannot be folded is passed over."""
    found = Remembered()
    for each in as_they_stand(history):
        try:
            found.take_in(fold, stream, each.event.on.isoformat(), each)
        except Exception:  # noqa: BLE001, S112 - it is in quarantine since its own turn came
            continue
    return found


def differing(fold: Fold, stream: str, before: Remembered, after: Remembered) -> Iterator[Span]:
    """The days on which two readings of a stream differ, newest first."""
    until = FOREVER
    for since in sorted({*before.days, *after.days}, reverse=True):
        old, new = before.state_on(since), after.state_on(since)
        if old is None or new is None:
            empty = fold.begin(stream)
            old, new = old or empty, new or empty
        if old != new:
            yield Span(since, until, old, new)
        until = since


def corrected(history: Sequence[Recorded], event: Correction) -> Corrected:
    """What the correction with which a history ends has read otherwise than before it."""
    recorded = {each.version: each for each in history}
    old, new = marks(history[:-1]), marks(history)
    changed = [place for place in {*old, *new} if old.get(place) != new.get(place)]
    types = {
        said.TYPE
        for place in changed
        for said in _readings(recorded.get(place), old.get(place), new.get(place))
    }
    about = recorded.get(event.fact)
    position = about.position if about else 0
    return Corrected(position, _said(old), _said(new), frozenset(types))


class Changed(NamedTuple):
    """One field of a fact that a correction has read otherwise, as JSON has it; None is empty."""

    field: str
    old: Any
    new: Any


def changed(history: Sequence[Recorded]) -> tuple[Changed, ...]:
    """What the correction with which a history ends has changed in its fact; nothing if it goes."""
    event = history[-1].event
    if not isinstance(event, Correction):
        return ()
    old, new = (_fields(event.fact, facts) for facts in (history[:-1], history))
    fields = [name for name in (*old, *(new.keys() - old.keys())) if old and new]
    return tuple(
        Changed(name, old.get(name), new.get(name))
        for name in fields
        if old.get(name) != new.get(name)
    )


def _fields(place: int, history: Sequence[Recorded]) -> dict[str, Any]:
    """The fields of a fact as it stands; none of one that does not."""
    stands = (each.event for each in as_they_stand(history) if each.version == place)
    found = next(stands, None)
    return found.model_dump(mode="json", exclude_none=True) if found else {}


def _readings(each: Recorded | None, *found: Mark | None) -> Iterator[Event]:
    if each is not None:
        yield each.event
    for mark in found:
        if mark is not None and mark.event is not None:
            yield mark.event


def _said(found: Mapping[int, Mark]) -> dict[int, Reading]:
    return {place: _reading(mark) for place, mark in found.items()}


def _reading(mark: Mark) -> Reading:
    event = mark.event
    how = "annulled" if event is None else "corrected" if mark.own else "reread"
    flags = (event.late, event.against_rules) if isinstance(event, FlaggedEvent) else ((), ())
    return Reading(how, mark.by.position, *flags)
