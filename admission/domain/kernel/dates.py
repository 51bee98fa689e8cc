"""Months, years and working days, counted as the rulebooks count them."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


class TimeUnit(StrEnum):
    """How a length of time is counted."""

    WORKING_DAYS = "working-days"
    DAYS = "days"
    MONTHS = "months"


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later; a day that the month lacks becomes its last.

    >>> add_months(date(2024, 8, 31), 6)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_years(born: date, on: date) -> int:
    """Age in completed years on a day; someone born on 29 February is a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def full_months(start: date, end: date) -> int:
    """Completed months from `start` to `end`, month ends clamped as in `add_months`."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


class LastDay(NamedTuple):
    """The last good day of a deadline; provisional where a year's calendar is not adopted yet."""

    day: date
    provisional: bool


class WorkingDays:
    """The working days of an organisation: Monday to Friday, less days off, plus worked days.

    `years` are those whose calendar has been adopted; a count that leaves them is provisional.
    """

    def __init__(
        self, years: Collection[int], days_off: Collection[date], worked: Collection[date]
    ) -> None:
        self._years = frozenset(years)
        self._off = sorted(day for day in days_off if day.weekday() < SATURDAY)
        self._worked = sorted(day for day in worked if day.weekday() >= SATURDAY)

    def is_working(self, day: date) -> bool:
        """Whether people work on this day."""
        if day.weekday() < SATURDAY:
            at = bisect_left(self._off, day)
            return at == len(self._off) or self._off[at] != day
        at = bisect_left(self._worked, day)
        return at < len(self._worked) and self._worked[at] == day

    def after(self, start: date, count: int) -> LastDay:
        """The `count`-th working day after `start`; `start` itself is day 0."""
        if not count:
            return LastDay(start, provisional=False)
        weeks, left = divmod(count, 5)
        day = start + timedelta(weeks=weeks)
        while day.weekday() >= SATURDAY:
            day -= ONE_DAY
        for _ in range(left):
            day += ONE_DAY
            while day.weekday() >= SATURDAY:
                day += ONE_DAY
        missing = count - self.between(start, day)
        step = ONE_DAY if missing > 0 else -ONE_DAY
        while missing:
            day += step
            if self.is_working(day if missing > 0 else day - step):
                missing -= 1 if missing > 0 else -1
        while not self.is_working(day):
            day -= ONE_DAY
        return LastDay(day, provisional=not self._adopted(start, day))

    def before(self, end: date, count: int) -> LastDay:
        """The last day after which there are `count` working days up to and with `end`."""
        day, left = end, count
        while left:
            left -= self.is_working(day)
            day -= ONE_DAY
        return LastDay(day, provisional=not self._adopted(day, end))

    def between(self, start: date, end: date) -> int:
        """How many working days there are after `start`, up to and with `end`."""
        if end <= start:
            return 0
        weekdays = _weekdays_until(end) - _weekdays_until(start)
        off = bisect_right(self._off, end) - bisect_right(self._off, start)
        worked = bisect_right(self._worked, end) - bisect_right(self._worked, start)
        return weekdays - off + worked

    def _adopted(self, start: date, end: date) -> bool:
        return all(year in self._years for year in range(start.year, end.year + 1))


def _weekdays_until(day: date) -> int:
    weeks, rest = divmod(day.toordinal() - 1, 7)  # ordinal 1 is a Monday
    return weeks * 5 + min(rest + 1, 5)


def last_day(start: date, amount: int, unit: TimeUnit, calendar: WorkingDays) -> LastDay:
    """The last good day of a length of time; the day it starts on is day 0."""
    if unit is TimeUnit.WORKING_DAYS:
        return calendar.after(start, amount)
    if unit is TimeUnit.MONTHS:
        return LastDay(add_months(start, amount), provisional=False)
    return LastDay(start + timedelta(days=amount), provisional=False)


def last_start(end: date, amount: int, unit: TimeUnit, calendar: WorkingDays) -> LastDay:
    """The last day from which a length of time is over by the end of a day: counted back from it.

    >>> last_start(date(2024, 3, 31), 1, TimeUnit.MONTHS, WorkingDays((), (), ())).day
    datetime.date(2024, 2, 29)
    """
    if unit is TimeUnit.WORKING_DAYS:
        return calendar.before(end, amount)
    if unit is TimeUnit.DAYS:
        return LastDay(end - timedelta(days=amount), provisional=False)
    day = add_months(end, -amount)
    while add_months(day + ONE_DAY, amount) <= end:
        day += ONE_DAY
    return LastDay(day, provisional=False)
