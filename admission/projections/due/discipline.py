"""Screenings to conclude, appeals to resolve, files of former members to send."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from admission.domain.kernel.dates import TimeUnit, last_day
from admission.domain.rulebooks.entries.entry import in_force
from admission.domain.rulebooks.rulebook import Rulebook
from admission.projections.discipline.queries import Proceeding, list_screenings, waiting
from admission.projections.due.rows import Asked, DueRow

CONCLUDE: Final = "keep the member who is screened, or delete"
RESOLVE: Final = "resolve the appeal against the {}"
SEND: Final = "send the file of the member who is one no longer ({})"


CELL: Final = "cell"


class _Task(NamedTuple):
    """What is to be done, by which rule, how long after which day (ISO).

    It is about a person, or where that is None about the organisation `unit`; `key` is its stream.

    `by` is the cell, or the level that resolves an appeal.
    """

    person: str | None
    name: str | None
    unit: str
    unit_name: str | None
    what: str
    rule: str
    starts: str
    amount: int
    counted: TimeUnit
    by: str
    key: str


def proceedings(asked: Asked) -> Iterator[DueRow]:
    """What is due of members who are screened, appeal, or are members no longer, and of units."""
    book = None if asked.candidate else asked.units.rulebook(asked.moment.as_of)
    if book is None:
        return
    today = date.fromisoformat(asked.moment.as_of)
    for task in (*_screenings(asked, book, today), *_others(asked, book, today)):
        last = last_day(date.fromisoformat(task.starts), task.amount, task.counted, asked.calendar)
        yield DueRow(
            None,
            task.person,
            task.name,
            task.unit,
            task.unit_name,
            task.rule,
            task.what,
            task.key,
            task.by,
            task.unit if task.by == CELL else None,
            task.unit_name if task.by == CELL else None,
            task.starts,
            last.day.isoformat(),
            provisional=last.provisional,
            overdue_by=max(0, (today - last.day).days),
            working_days_left=asked.calendar.between(today, last.day),
        )


def _screenings(asked: Asked, book: Rulebook, today: date) -> Iterator[_Task]:
    moment, unit, tree = asked.reading
    found = list_screenings(asked.connection, unit=unit, tree=tree, **moment._asdict())
    for entry in in_force(book.screening, today):
        for row in found.rows:
            if row.educated_on:
                cell = asked.units.home(row.unit)
                who = (row.person, row.name, cell, asked.units.name(cell))
                length = (row.educated_on, entry.months, TimeUnit.MONTHS)
                yield _Task(*who, CONCLUDE, entry.rule, *length, CELL, row.person)


def _others(asked: Asked, book: Rulebook, today: date) -> Iterator[_Task]:
    moment, unit, tree = asked.reading
    for row in waiting(asked.connection, unit=unit, tree=tree, **moment._asdict()):
        for rule, what, amount in _clocks(book, row, today):
            who = (row.person, row.name, row.unit, row.unit_name)
            said, by = what.format(row.about), row.level or CELL
            length = (row.starts, amount, TimeUnit.WORKING_DAYS)
            yield _Task(*who, said, rule, *length, by, row.stream)


def _clocks(book: Rulebook, row: Proceeding, today: date) -> Iterator[tuple[str, str, int]]:
    if row.kind == "exit-file":
        for entry in in_force(book.exit_file, today):
            yield entry.rule, SEND, entry.within_working_days
        return
    for level in in_force(book.appeal, today):
        if level.level == row.level:
            yield level.rule, RESOLVE, level.resolved_within_working_days
