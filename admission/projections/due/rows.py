"""What is due, as the queries of this room and of others give it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from admission.domain.kernel.dates import WorkingDays
from admission.projections.asking import Connection, Moment
from admission.projections.due.bodies import Tree
from admission.projections.units.scope import Reading


class DueRow(NamedTuple):
    """One thing to do, from a candidate or, where `candidate` and `person` are None, from a unit.

    `by` is a role (cell, department, grassroots, authority, candidate, guide, verifier; for a note
    its author, or the unit that it is on; for a task or a weakness `unit` or `person`), `acting`
    the unit in it, None for a person. Days are ISO, `starts` as exact as it is known: `2019-05`, or
    `unknown`; `due_on` is the last good day, None where no rule sets one or its start is unknown;
    `provisional` where a year's calendar is not adopted. `overdue_by` counts calendar days,
    `working_days_left` working days (0 on the last day and after it). `from_paper`: the day it
    starts on is known only from the paper that the path was taken over from.
    `stopped_since`: the clock stands still since that day, because a question
    about the person is open, and `due_on` is reckoned as if it ran again on the day asked;
    `stopped_days` are the calendar days for which it stood still.
    """

    candidate: str | None
    person: str | None
    name: str | None
    unit: str
    unit_name: str | None
    rule: str
    what: str
    key: str
    by: str
    acting: str | None
    acting_name: str | None
    starts: str
    due_on: str | None
    provisional: bool
    overdue_by: int
    working_days_left: int | None
    from_paper: bool = False
    stopped_since: str | None = None
    stopped_days: int = 0


class Asked(NamedTuple):
    """From whom things due are asked, and at which moment.

    From the unit that is read and all under it; of `candidate` alone, None for all. Things due
    after `horizon` are not listed; None lists all that has begun. `units` and `calendar` are the
    moment's.
    """

    connection: Connection
    reading: Reading
    units: Tree
    calendar: WorkingDays
    candidate: str | None
    horizon: date | None
    below: frozenset[str] | None = None
    """The unit that is read and all under it; None for all."""

    @property
    def moment(self) -> Moment:
        """The moment at which it is asked."""
        return self.reading.moment


Source = Callable[[Asked], Iterator[DueRow]]
"""One kind of things due, in any order."""
