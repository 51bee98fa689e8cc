"""Requests for erasure to answer and to carry out, and keys to change after one."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from admission.domain.kernel.dates import LastDay, TimeUnit, last_day
from admission.domain.rulebooks.entries.entry import in_force
from admission.domain.rulebooks.entries.records import ErasureTime
from admission.projections.due.rows import Asked, DueRow
from admission.projections.erasures.queries import (
    DestroyedRow,
    ErasureRow,
    destroyed,
    list_erasures,
)

ANSWER: Final = "answer the request for erasure"
CARRY_OUT: Final = "carry out the erasure, or refuse it"
CHANGE_KEYS: Final = "begin a new epoch of keys"
DESTROY_BACKUPS: Final = "destroy the backups of the keys from before"


class _Task(NamedTuple):
    """What a unit has to do, about whom or what, and when it began to wait (ISO)."""

    person: str | None
    unit: str
    unit_name: str | None
    what: str
    key: str
    starts: str


def erasing(asked: Asked) -> Iterator[DueRow]:
    """What is due from the units that requests were addressed to."""
    times = None if asked.candidate else _times(asked)
    if times is None:
        return
    for task, amount, counted in _tasks(asked, times):
        if asked.below is None or asked.units.home(task.unit) in asked.below:
            yield _row(asked, times, task, (amount, counted))


def _times(asked: Asked) -> ErasureTime | None:
    as_of = asked.moment.as_of
    book = asked.units.rulebook(as_of)
    found = in_force(book.erasure_time, date.fromisoformat(as_of)) if book else ()
    return found[0] if found else None


def _tasks(asked: Asked, times: ErasureTime) -> Iterator[tuple[_Task, int, TimeUnit]]:
    as_of, known_at = asked.moment
    rows = list_erasures(asked.connection, as_of=as_of, known_at=known_at, waiting=True).rows
    for row in rows:
        if row.held_since is None:
            if row.first_approver is None:
                answer = times.answer_within_working_days
                yield _task(row, ANSWER), answer, TimeUnit.WORKING_DAYS
            yield _task(row, CARRY_OUT), times.carry_out_within_days, TimeUnit.DAYS
    done = destroyed(asked.connection, as_of=as_of, known_at=known_at)
    for task in _of_keys(done) if done else ():
        yield task, times.old_keys_gone_within_days, TimeUnit.DAYS


def _of_keys(done: DestroyedRow) -> Iterator[_Task]:
    """Both are counted from the oldest request of those whose keys were destroyed before."""
    if done.waiting and done.unit and done.requested_on:
        key = f"epoch-{done.epoch + 1}"
        yield _Task(None, done.unit, done.unit_name, CHANGE_KEYS, key, done.requested_on)
    if done.backups_unit and done.backups_since:
        unit, named = done.backups_unit, done.backups_unit_name
        key = f"backups-{done.epoch}"
        yield _Task(None, unit, named, DESTROY_BACKUPS, key, done.backups_since)


def _task(row: ErasureRow, what: str) -> _Task:
    return _Task(
        row.person, row.unit or "", row.unit_name, what, row.person, row.requested_on or ""
    )


def _row(asked: Asked, times: ErasureTime, task: _Task, within: tuple[int, TimeUnit]) -> DueRow:
    last: LastDay = last_day(date.fromisoformat(task.starts), *within, asked.calendar)
    today = date.fromisoformat(asked.moment.as_of)
    return DueRow(
        None,
        task.person,
        None,
        task.unit,
        task.unit_name,
        times.rule,
        task.what,
        task.key,
        "unit",
        task.unit,
        task.unit_name,
        task.starts,
        last.day.isoformat(),
        provisional=last.provisional,
        overdue_by=max(0, (today - last.day).days),
        working_days_left=asked.calendar.between(today, last.day),
    )
