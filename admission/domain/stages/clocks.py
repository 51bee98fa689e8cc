"""The clocks that run on a candidate's path: opened and closed by milestones, as data says."""

from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import Final, NamedTuple

from admission.domain.kernel.dates import LastDay, TimeUnit, WorkingDays, last_day
from admission.domain.kernel.partial_days import UNKNOWN
from admission.domain.kernel.stops import Stopped, with_stops
from admission.domain.registers.people.holds import Hold, stops
from admission.domain.rulebooks.entries.path import Deadline
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.candidate import SEVERAL, Candidate, Reached
from admission.domain.stages.standings import ENDED

RulebookOf = Callable[[str], Rulebook]
"""The rulebook that `id@sha256` names."""


class Clock(NamedTuple):
    """One open clock: who must act by which rule, from when, for how long (`extra` on top)."""

    rule: str
    key: str
    what: str
    by: str
    starts: date
    amount: int
    unit: TimeUnit
    extra: int
    rulebook: str
    end: str
    shown_in_due: bool = True
    stated: str = ""
    """How the day it starts on reads, where that is not known to the day."""
    body: str = ""
    """The unit that must act, where it is not the one in that role for the cell."""

    @property
    def runs(self) -> bool:
        """Whether the day it starts on is known at all; else nothing is late by it."""
        return self.stated != UNKNOWN

    def last_day(self, calendar: WorkingDays) -> LastDay:
        """The last good day."""
        return last_day(self.starts, self.amount + self.extra, self.unit, calendar)

    def stopped(self, holds: tuple[Hold, ...], calendar: WorkingDays, *, asked: date) -> Stopped:
        """The same where questions about the person may have stopped it, as of a day."""
        last, spans = self.last_day(calendar), stops(holds, self.end)
        return with_stops(self.starts, last, self.unit, calendar, spans, asked=asked)


def open_clocks(
    state: Candidate, rulebook_of: RulebookOf, ends: frozenset[str] | None = None
) -> tuple[Clock, ...]:
    """Every clock that runs in a state, in the order of its rulebook; those alone that end so.

    A clock keeps the length in force on the day it starts, by the rulebook that its starting
    milestone was recorded under; a clock whose start lies ahead is open already. After an order to
    do steps again, clocks that had begun before begin anew on its day (a reading: Q294 4.4.2 gives
    no time of its own). One whose start is of an unknown day is open, but does not run.
    """
    if state.standing in ENDED or not state.milestones:
        return ()
    clocks: list[Clock] = []
    for reference in dict.fromkeys(map(_RULEBOOK, state.milestones.values())):
        if reference is None:
            continue
        rulebook = rulebook_of(reference)
        for deadline in rulebook.deadline if ends is None else rulebook.deadlines_to(ends):
            if (starts := _starts(state, deadline)) and _concerns(deadline, state):
                clocks += _running(state, deadline, starts, (reference, rulebook))
    return tuple(clocks)


_RULEBOOK: Final[Callable[[Reached], str | None]] = attrgetter("rulebook")


_Starts = list[tuple[str, Reached]]
"""Keys ("" for a milestone without), each with when its clock starts."""


def _of_name(state: Candidate, name: str) -> _Starts:
    """The milestones of one name that were reached."""
    reached = state.milestones.get(name)
    found = [("", reached)] if reached else []
    if name in SEVERAL:
        found += [(key, state.milestones[f"{name}#{key}"]) for key in state.keys(name)]
    return found


def _running(
    state: Candidate, deadline: Deadline, starts: _Starts, by: tuple[str, Rulebook]
) -> list[Clock]:
    reference, rulebook = by
    running = []
    for key, start in starts:
        if start.rulebook != reference or has_ended(state, deadline.end, key):
            continue
        if not deadline.in_force(rulebook.nearest(start.on)):
            continue
        extended = state.extended.get(deadline.rule)
        running.append(
            Clock(
                rule=deadline.rule,
                key=key,
                what=_what(deadline, start),
                by=deadline.by,
                starts=start.on,
                amount=deadline.amount,
                unit=deadline.unit,
                extra=extended.amount if extended else 0,
                rulebook=reference,
                end=deadline.end,
                shown_in_due=deadline.shown_in_due,
                stated=start.stated,
                body=known_unit(state, deadline.by) or "",
            )
        )
    return running


def known_unit(state: Candidate, role: str) -> str | None:
    """A unit that only the path knows: the old authority that has the file, or the issuer."""
    if role == "former-authority":
        return state.authority
    if role == "issuer":
        return state.decided_by or state.authority
    return None


def _what(deadline: Deadline, start: Reached) -> str:
    if start.stated != UNKNOWN:
        return deadline.what
    return f"find the paper with the date of {' or '.join(deadline.start)}: {deadline.what}"


def _concerns(deadline: Deadline, state: Candidate) -> bool:
    """Whether a deadline is meant for this path at all."""
    if deadline.chain_step is not None and deadline.chain_step not in state.above:
        return False
    if not state.milestones.keys().isdisjoint(deadline.superseded_by):
        return False
    if deadline.begun_before is None or deadline.first is None:
        return True
    begun = state.day(deadline.begun_before)
    return begun is not None and begun < deadline.first


def _starts(state: Candidate, deadline: Deadline) -> _Starts:
    """The latest of the starting milestones, once for each key it was reached under."""
    latest: dict[str, Reached] = {}
    for name in deadline.start:
        for key, reached in _of_name(state, name):
            if key not in latest or latest[key].on < reached.on:
                latest[key] = reached
    redo = state.milestones.get("redo-ordered") if latest else None
    if redo is None:
        return list(latest.items())
    return [(key, redo if reached.on < redo.on else reached) for key, reached in latest.items()]


def has_ended(state: Candidate, end: str, key: str) -> bool:
    """Whether the milestone is reached that ends a clock, under its key if it has one."""
    if key:
        return f"{end}#{key}" in state.milestones
    return state.has(end)
