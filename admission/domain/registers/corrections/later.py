"""How the facts after a corrected one are read: decided again, on what now stands before them."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from admission.domain.kernel.messages import (
    Accepted,
    Context,
    Event,
    FlaggedEvent,
    Recorded,
    UnknownReferenceError,
    Written,
)
from admission.domain.registers.corrections.draft import AsItWas, Draft
from admission.domain.registers.corrections.resting import (
    decisions_on,
    own_paths,
    paths_of_others,
    person_of,
)
from admission.domain.registers.corrections.state import as_they_stand

_FLAGS: Final = frozenset({"late", "against_rules"})


class Judged(NamedTuple):
    """What a fact comes to when it is decided again; `codes` are of what it goes against.

    `event` is None where what stands before it does not let it be a decision at all.
    """

    event: Event | None
    beside: tuple[Written, ...]
    codes: tuple[str, ...]
    late: tuple[str, ...]


def reread(as_it_was: AsItWas, draft: Draft, first: int) -> None:
    """Put into a draft how the facts from a place on are read, and what rests on them.

    Each is decided again twice, on what stood and on what now stands before it; only where the two
    differ is it read anew. So nothing else that was learnt since is held against it.
    """
    for stream, begins in ((draft.about, first), *own_paths(draft)):
        _reread(as_it_was, draft, stream, begins)
    looked_at: set[str] = set()
    while left := [stream for stream in draft.changed if stream not in looked_at]:
        looked_at.add(left[0])
        for path, begins in (*paths_of_others(draft, left[0]), *decisions_on(draft, left[0])):
            _reread(as_it_was, draft, path, begins)


def _reread(as_it_was: AsItWas, draft: Draft, stream: str, first: int) -> None:
    old = Draft(draft.world, draft.about)
    stood = {each.version: each for each in old.facts(stream)}
    inputs = as_they_stand(draft.history(stream), rereads=False)
    given = {each.version: each for each in inputs}
    for version in sorted(given):
        if version < first or given[version].event.COMMAND is None:
            continue
        fact = given[version].event
        before = stood.get(version)
        was = before and _judged(as_it_was, old, stream, before)
        now = _judged(as_it_was, draft, stream, given[version])
        (stands,) = (f.event for f in draft.facts(stream) if f.version == version)
        if before is None or was is None or before.event.command() != fact.command():
            read = _flagged(now.event or fact, now.codes, now.late)
        else:
            read = _as_changed(stands, was, now)
            if now.event and was.event and now.beside != was.beside:
                draft.bring_about(now.beside, draft.brought_about_by(stream, version))
        if read != stands:
            draft.read(stream, version, read)


def _judged(as_it_was: AsItWas, draft: Draft, stream: str, fact: Recorded) -> Judged:
    entered = draft.world.past.entered(stream, fact.version)
    command = fact.event.command()
    if command is None:
        return Judged(fact.event, (), (), ())
    try:
        context = Context(entered.on, entered.actor)
        before = draft.before(entered.places, person_of(draft, stream), fact.position)
        answer = as_it_was(before, command, context)
    except UnknownReferenceError:
        return Judged(None, (), ("SYS-18",), ())
    if isinstance(answer, Accepted):
        (_, event), *beside = answer.events
        flags = (event.against_rules, event.late) if isinstance(event, FlaggedEvent) else ((), ())
        return Judged(event, tuple(beside), *flags)
    return Judged(None, (), answer.codes, ())


def _as_changed(stands: Event, was: Judged, now: Judged) -> Event:
    """A fact with what its second decision has that the first had not, and without the reverse."""
    if now.event is not None:
        stands = derived_anew(stands, was.event or stands, now.event)
    if not isinstance(stands, FlaggedEvent):
        return stands
    codes = _moved(stands.against_rules, was.codes, now.codes)
    return _flagged(stands, codes, _moved(stands.late, was.late, now.late))


def derived_anew(stands: Event, was: Event, now: Event) -> Event:
    """A fact with whatever is otherwise in its second decision than in its first, but its flags."""
    old, new = vars(was), vars(now)
    derived = {
        name: said for name, said in new.items() if name not in _FLAGS and old.get(name) != said
    }
    return stands.model_copy(update=derived) if derived else stands


def _moved(flags: Sequence[str], was: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    kept = [code for code in flags if code in now or code not in was]
    new = [code for code in now if code not in was]
    return tuple(dict.fromkeys((*kept, *new)))


def _flagged(event: Event, codes: Sequence[str], late: Sequence[str]) -> Event:
    if not isinstance(event, FlaggedEvent):
        return event
    flags: dict[str, Any] = {"against_rules": tuple(codes), "late": tuple(late)}
    if (event.against_rules, event.late) == (flags["against_rules"], flags["late"]):
        return event
    return event.model_copy(update=flags)
