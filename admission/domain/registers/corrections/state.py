"""What stands of a stream after its corrections; the last one standing decides, all are kept."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from admission.domain.kernel.messages import Event, Recorded
from admission.domain.registers.corrections.events import Correction


class Mark(NamedTuple):
    """The correction that decides how a fact is read, and what stands in its place, if anything.

    `own`: the correction is of this fact; otherwise the fact only follows one that is corrected.
    """

    by: Recorded
    event: Event | None
    own: bool


def marks(history: Iterable[Recorded], *, rereads: bool = True) -> dict[int, Mark]:
    """For each place in a stream that a standing correction speaks of, the last that does so.

    Without `rereads` only those places count at which a correction points.
    """
    found: dict[int, Mark] = {}
    corrections = [(each, each.event) for each in history if isinstance(each.event, Correction)]
    for each, event in reversed(corrections):  # newest first: it may take back those before it
        taken_back = found.get(each.version)
        if taken_back is not None and taken_back.event is None:
            continue
        said = [(event.fact, Mark(each, event.instead, own=event.OF_THE_FACT))]
        if rereads:
            said += [(late.fact, Mark(each, late.event, own=False)) for late in event.rereads]
        for place, mark in said:
            if place < each.version and (mark.own or rereads):
                found.setdefault(place, mark)
    return found


def as_they_stand(history: Iterable[Recorded], *, rereads: bool = True) -> Sequence[Recorded]:
    """The facts of a stream as they stand, in their places, without the corrections."""
    known = tuple(history)
    if not any(isinstance(each.event, Correction) for each in known):
        return known
    found, own = marks(known, rereads=rereads), marks(known, rereads=False)
    standing = []
    for each in known:
        mark = found.get(each.version)
        if isinstance(each.event, Correction) or (mark and mark.event is None):
            continue
        standing.append(_read(each, mark, own.get(each.version)) if mark else each)
    return standing


def _read(each: Recorded, mark: Mark, own: Mark | None) -> Recorded:
    """A fact as corrections say that it was; its new day may have brought another rulebook."""
    rulebook = own.by.rulebook if own else None
    return each._replace(event=mark.event or each.event, rulebook=rulebook or each.rulebook)
