"""What is due before conscripts enlist: counted back from the day of enlistment.

No text sets a day. The ceremony is to be held before the day of enlistment; each step before it is
given as long as the clock of the next one may run by the rulebook in force, so that everybody who
takes all their time is still in time. Nothing is late by a rule that is late by these days.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from admission.domain.kernel.dates import ONE_DAY, LastDay, WorkingDays, last_start
from admission.domain.rulebooks.entries.entry import in_force
from admission.domain.rulebooks.entries.path import Deadline
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.standings import Standing
from admission.projections.conscripts.becoming import Outcome
from admission.projections.conscripts.queries import ConscriptRow, enlisting_after
from admission.projections.due.rows import Asked, DueRow

ENLISTMENT: Final = "enlistment"
"""Stands in the place of a rule: no rule asks for it, a day of enlistment does."""
_DECIDED: Final = ("decision-received", "admission-decided")
"""From which of them the time for the ceremony runs is said by the rulebook."""
_RESOLVED: Final = frozenset(
    (Standing.CELL_RESOLVED, Standing.COMMITTEE_VOTE_FAILED, Standing.COMMITTEE_RESOLVED)
)


class _Step(NamedTuple):
    """What is to be done, in which role, by which day; from what that is counted back."""

    name: str
    what: str
    by: str
    last: LastDay
    basis: str


def enlisting(asked: Asked) -> Iterator[DueRow]:
    """For each conscript on the way to admission, or not yet proposed, the steps that are left."""
    as_of, known_at = asked.moment
    book = asked.units.rulebook(as_of)
    if book is None:
        return
    steps = _Steps(book, date.fromisoformat(as_of), asked.calendar)
    unit, tree = asked.reading.unit, asked.reading.tree
    listed = enlisting_after(asked.connection, as_of=as_of, known_at=known_at, unit=unit, tree=tree)
    for row in listed:
        if asked.candidate not in (None, row.candidate):
            continue
        for step in _left(row, steps.before(row.enlists)):
            due = _row(asked, row, step)
            if asked.below is None or due.unit in asked.below:
                yield due


class _Steps:
    """The last days of the three steps before a day of enlistment, the same for all of that day."""

    def __init__(self, book: Rulebook, on: date, calendar: WorkingDays) -> None:
        self._calendar = calendar
        self._decision = _longest(book, on, ("cell-resolved",), "admission-answered")
        self._ceremony = _longest(book, on, _DECIDED, "ceremony-held")
        self.before = lru_cache(maxsize=None)(self._before)

    def _before(self, enlists: str) -> tuple[_Step, ...]:
        """Vote, decision and ceremony before a day (ISO)."""
        eve = LastDay(date.fromisoformat(enlists) - ONE_DAY, provisional=False)
        decided, for_ceremony = self._back(eve, self._ceremony, "ceremony")
        voted, for_decision = self._back(decided, self._decision, "decision")
        both = ", ".join(filter(None, (for_decision, for_ceremony)))
        return (
            _Step("cell-vote", "vote on the admission", "cell", voted, both),
            _Step("decision", "decide on the admission", "authority", decided, for_ceremony),
            _Step("ceremony", "hold the ceremony of admission", "cell", eve, ""),
        )

    def _back(self, end: LastDay, clock: Deadline | None, what: str) -> tuple[LastDay, str]:
        if clock is None:
            return end, ""
        found = last_start(end.day, clock.amount, clock.unit, self._calendar)
        length = f"{clock.amount} {clock.unit.value.replace('-', ' ')}"
        doubtful = found.provisional or end.provisional
        return LastDay(found.day, doubtful), f"less {length} for the {what} ({clock.rule})"


def _longest(book: Rulebook, on: date, starts: tuple[str, ...], end: str) -> Deadline | None:
    """The clock to a milestone, from one of some others, that gives most time."""
    found = in_force(book.deadline, on)
    clocks = (c for c in found if c.end == end and not set(starts).isdisjoint(c.start))
    return max(clocks, key=lambda clock: clock.amount, default=None)


def _left(row: ConscriptRow, steps: tuple[_Step, ...]) -> tuple[_Step, ...]:
    """The steps that are left; of who was never proposed that is the first thing to do."""
    vote, decision, ceremony = steps
    if row.outcome == Outcome.NEVER_PROPOSED and row.reason is None:
        return (vote._replace(name="proposal", what="propose for admission, or say why not"),)
    if row.outcome != Outcome.IN_PROCESS:
        return ()
    if row.standing == Standing.AWAITING_CEREMONY:
        return (ceremony,)
    return (decision, ceremony) if row.standing in _RESOLVED else steps


def _row(asked: Asked, row: ConscriptRow, step: _Step) -> DueRow:
    units, today = asked.units, date.fromisoformat(asked.moment.as_of)
    has_path = row.outcome == Outcome.IN_PROCESS
    unit = units.home(row.cell if has_path and row.cell else row.unit)
    book = units.in_force(asked.moment.as_of)
    acting = units.acting(step.by, unit, book) if has_path else unit
    basis = ", ".join(filter(None, (f"enlistment {row.enlists}", step.basis)))
    return DueRow(
        row.candidate if has_path else None,
        row.person,
        row.name,
        unit,
        units.name(unit),
        ENLISTMENT,
        f"{step.what} ({basis})",
        f"{row.conscript} {step.name}",
        step.by if has_path else "unit",
        acting,
        units.name(acting),
        row.enlists,
        step.last.day.isoformat(),
        provisional=step.last.provisional,
        overdue_by=max(0, (today - step.last.day).days),
        working_days_left=asked.calendar.between(today, step.last.day),
    )
