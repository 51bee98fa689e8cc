"""Deadlines of streams that are no paths: those that `due` has, asked of what ended them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from admission.app.conformance.acts import Act
from admission.domain.kernel.dates import TimeUnit, WorkingDays, last_day
from admission.domain.registers.attendance import events as attendance
from admission.domain.registers.confirmations import events as confirmations
from admission.domain.registers.discipline import events as discipline
from admission.domain.registers.erasure import events as erasure
from admission.domain.registers.inspections import events as inspections
from admission.domain.registers.movements import events as movements
from admission.domain.registers.tasks import events as tasks
from admission.domain.rulebooks.entries.entry import in_force
from admission.domain.rulebooks.rulebook import Effect, Rulebook
from admission.projections.due.attendance import WEAKNESS
from admission.projections.due.findings import FINDING
from admission.projections.due.tasks import TASK
from admission.projections.periods import last_day as end_of
from admission.projections.periods import last_ended

BookOf = Callable[[Act], Rulebook | None]
Overrun = tuple[Act, str, int]
"""What came late, by which rule, or what `due` has in the place of one, and by how many days."""
_Time = tuple[str, int, TimeUnit]
"""By which rule, how long."""


class _Clock(NamedTuple):
    """What starts a clock, what ends it, what stops it unasked, and how long it runs, if it does.

    `since` is the field with its first day.
    """

    starts: frozenset[str]
    ends: frozenset[str]
    stops: frozenset[str]
    times: Callable[[Rulebook, date, Act], Iterator[_Time]]
    since: str = "on"


def _types(*kinds: type) -> frozenset[str]:
    return frozenset(str(vars(kind)["TYPE"]) for kind in kinds)


def _screening(book: Rulebook, on: date, _: Act) -> Iterator[_Time]:
    for entry in in_force(book.screening, on):
        yield entry.rule, entry.months, TimeUnit.MONTHS


def _lodging(book: Rulebook, on: date, start: Act) -> Iterator[_Time]:
    for entry in in_force(book.appeal, on):
        if entry.level == start.said["level"]:
            yield entry.rule, entry.lodged_within_working_days, TimeUnit.WORKING_DAYS


def _resolving(book: Rulebook, on: date, start: Act) -> Iterator[_Time]:
    for entry in in_force(book.appeal, on):
        if entry.level == start.said["level"]:
            yield entry.rule, entry.resolved_within_working_days, TimeUnit.WORKING_DAYS


def _sending(book: Rulebook, on: date, _: Act) -> Iterator[_Time]:
    for entry in in_force(book.exit_file, on):
        yield entry.rule, entry.within_working_days, TimeUnit.WORKING_DAYS


def _answering(book: Rulebook, on: date, _: Act) -> Iterator[_Time]:
    for entry in in_force(book.erasure_time, on):
        yield entry.rule, entry.answer_within_working_days, TimeUnit.WORKING_DAYS


def _erasing(book: Rulebook, on: date, _: Act) -> Iterator[_Time]:
    for entry in in_force(book.erasure_time, on):
        yield entry.rule, entry.carry_out_within_days, TimeUnit.DAYS


_NONE: Final = _types()
_REQUESTED: Final = _types(erasure.ErasureRequested)
_REFUSED: Final = _types(erasure.ErasureRefused)
_HELD: Final = _types(erasure.LegalHoldPlaced)
_ENDED: Final = _types(movements.MembershipEnded)
_LODGED: Final = _types(discipline.AppealLodged)
_CLOCKS: Final = (
    _Clock(
        _types(discipline.MemberEducated), _types(discipline.MemberKept), _ENDED, _screening
    ),  # who is deleted is so after the months alone
    _Clock(_LODGED, _LODGED, _NONE, _lodging, since="received_on"),
    _Clock(_LODGED, _types(discipline.AppealResolved), _NONE, _resolving),
    _Clock(
        _ENDED | _types(movements.ExitSlipIssued), _types(movements.ExitFileSent), _NONE, _sending
    ),
    _Clock(_REQUESTED, _types(erasure.ErasureApproved) | _REFUSED, _HELD, _answering),
    _Clock(_REQUESTED, _types(erasure.PersonErased) | _REFUSED, _HELD, _erasing),
)  # fmt: skip
_SET: Final = {
    inspections.FindingRemedied.TYPE: FINDING,
    tasks.TaskCompleted.TYPE: TASK,
    attendance.WeaknessClosed.TYPE: WEAKNESS,
}
"""What ends by a day that was set for it, and what stands there in the place of a rule."""
_OF_CLOCKS: Final = frozenset[str]().union(*(clock.starts | clock.ends for clock in _CLOCKS))
_CONFIRMED: Final = confirmations.PeriodConfirmed.TYPE
_OURS: Final = _OF_CLOCKS | _SET.keys() | {_CONFIRMED}


def overruns(acts: Iterable[Act], book_of: BookOf, calendar: WorkingDays) -> Iterator[Overrun]:
    """Every act of one stream that came after its last good day."""
    standing = [act for act in acts if not act.annulled]
    if not any(act.row.type in _OURS for act in standing):
        return
    for clock in _CLOCKS:
        yield from _of_clock(clock, standing, book_of, calendar)
    yield from _of_set_days(standing)
    yield from _of_periods(standing, book_of)


def _of_clock(
    clock: _Clock, acts: list[Act], book_of: BookOf, calendar: WorkingDays
) -> Iterator[Overrun]:
    start: Act | None = None
    for act in acts:
        kind = act.row.type
        start = act if kind in clock.starts else start
        if start is not None and kind in clock.ends:
            for rule, days in _late(clock, start, act, book_of(act), calendar):
                yield act, rule, days
        if kind in clock.ends | clock.stops and kind not in clock.starts:
            start = None


def _late(
    clock: _Clock, start: Act, end: Act, book: Rulebook | None, calendar: WorkingDays
) -> Iterator[tuple[str, int]]:
    on, since = date.fromisoformat(end.said["on"]), date.fromisoformat(start.said[clock.since])
    for rule, amount, unit in clock.times(book, on, start) if book else ():
        days = (on - last_day(since, amount, unit, calendar).day).days
        if book and days > 0 and book.effect(rule) is not Effect.NONE:
            yield rule, days


def _of_set_days(acts: list[Act]) -> Iterator[Overrun]:
    due: date | None = None
    for act in acts:
        if act.said.get("due"):
            due = date.fromisoformat(act.said["due"])
        rule = _SET.get(act.row.type)
        if rule and due and (days := (date.fromisoformat(act.said["on"]) - due).days) > 0:
            yield act, rule, days


def _of_periods(acts: list[Act], book_of: BookOf) -> Iterator[Overrun]:
    """Nobody is reminded before the first confirmation, nor of what was confirmed and reopened."""
    known = ""
    for act in (each for each in acts if each.row.type == _CONFIRMED):
        through, book = act.said["through"], book_of(act)
        on = date.fromisoformat(act.said["on"])
        for entry in in_force(book.confirmation, on) if book and "" < known < through else ():
            ends = end_of(last_ended(entry.every, through))
            last = date.fromisoformat(ends) + timedelta(days=entry.within_days)
            if known < ends and on > last:
                yield act, entry.rule, (on - last).days
        known = max(known, through)
