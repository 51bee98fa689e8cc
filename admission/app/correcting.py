"""What a correction starts from, and what would come of it: nothing here is recorded."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from admission.app.admission import Admission
from admission.app.given import Flagged, with_cancelled
from admission.domain.decider import decide
from admission.domain.kernel import ids
from admission.domain.kernel.messages import (
    Accepted,
    Command,
    Context,
    FlaggedEvent,
    Recorded,
    Refused,
)
from admission.domain.past import Past
from admission.domain.registers.corrections.events import Correction
from admission.domain.registers.corrections.state import as_they_stand
from admission.projections.path import Path, fold_of_paths


class FactAt(NamedTuple):
    """A recorded fact: of what, its place in that, and the command that it stands for now.

    `command` is None where a fact was brought about by another, or is a correction.
    """

    about: str
    fact: int
    type: str
    command: Command | None


class Move(NamedTuple):
    """By how many candidates a figure of a unit in a year moves."""

    milestone: str
    year: int
    unit: str
    by: int


class Consequences(NamedTuple):
    """What a correction comes to: standings as `standing since day`, empty where it is no path."""

    before: str
    after: str
    later: tuple[Flagged, ...]
    moves: tuple[Move, ...]


def fact_at(admission: Admission, position: int) -> FactAt | None:
    """The fact at a position of the log; of a correction, that which it corrects in the end."""
    found = place_of(admission, position)
    if found is None:
        return None
    stream, place = found
    history = admission.world.past.history(stream)
    while isinstance(event := history[place - 1].event, Correction):
        place = event.fact
    standing = {each.version: each.event for each in as_they_stand(history)}
    stands = standing.get(place, event)
    return FactAt(stream, place, stands.TYPE, stands.command())


def place_of(admission: Admission, position: int) -> tuple[str, int] | None:
    """The stream of the event at a position, and its place there."""
    row = next(iter(admission.recorder.log_rows(position - 1, 1)), None)
    return (row.stream, row.version) if row and row.position == position else None


def consequences(admission: Admission, command: Command, actor: str) -> Consequences | None:
    """What would come of a correction; None where it is refused."""
    world = admission.world
    context = Context(date.fromisoformat(admission.today()), actor)
    answer = decide(world, command, context)
    if isinstance(answer, Refused):
        return None
    stream = command.stream
    read = {of: _read(world.past, answer, of) for of, _ in answer.events}
    later = tuple(flagged for old, now in read.values() for flagged in _later(old, now))
    later = with_cancelled(world, read, later)
    old, now = read[stream]
    if ids.kind_of(stream) != "candidate":
        return Consequences("", "", later, ())
    before, after = (_path(admission, stream, facts) for facts in (old, now))
    return Consequences(_standing(before), _standing(after), later, _moves(before, after))


def _read(past: Past, answer: Accepted, stream: str) -> tuple[Sequence[Recorded], ...]:
    """The facts of a stream as they stand, and as they would."""
    history = past.history(stream)
    new = [event for of, event in answer.events if of == stream]
    following = enumerate(new, len(history) + 1)
    with_it = [*history, *(Recorded(event, answer.rulebook, 0, at) for at, event in following)]
    return as_they_stand(history), as_they_stand(with_it)


def _later(old: Sequence[Recorded], now: Sequence[Recorded]) -> tuple[Flagged, ...]:
    stood = {each.version: each.event for each in old}
    found = []
    for each in now:
        event, before = each.event, stood.get(each.version)
        if not (isinstance(event, FlaggedEvent) and isinstance(before, FlaggedEvent)):
            continue
        flags = (event.against_rules, event.late)
        if flags != (before.against_rules, before.late):
            found.append(Flagged(each.position, event.TYPE, event.on.isoformat(), *flags))
    return tuple(found)


def _path(admission: Admission, stream: str, facts: Sequence[Recorded]) -> Path:
    fold = fold_of_paths(admission.world.rulebook)
    path: Path = fold.begin(stream)
    for each in facts:
        path = fold.evolve(path, each)
    return path


def _standing(path: Path) -> str:
    state = path.candidate
    return f"{state.standing.value} since {state.since}" if state.person else "not begun"


def _moves(before: Path, after: Path) -> tuple[Move, ...]:
    moved = _counts(after)
    moved.subtract(_counts(before))
    return tuple(
        Move(name, year, unit, by) for (name, year, unit), by in sorted(moved.items()) if by
    )


def _counts(path: Path) -> Counter[tuple[str, int, str]]:
    return Counter(
        (str(name), int(str(day)[:4]), str(unit))
        for (_, name, day), (_, unit, *_) in path.counted.items()
        if day  # an unknown one counts in no period
    )
