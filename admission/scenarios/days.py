"""The days of the stories: days off in Vietnam, working days, days on which bodies meet.

Days are ordinals (`date.toordinal`), for adding and comparing them is what a story does most.
"""

from bisect import bisect_right
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from admission.domain.kernel.dates import WorkingDays, add_months

Day = int


class Year(NamedTuple):
    """The days off of one year beside Saturdays and Sundays, as month-day, and worked Saturdays."""

    off: str
    swapped: str = ""
    """Days off that were given later in exchange for `worked` ones."""
    worked: str = ""


YEARS: Final = {
    2021: Year("01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03"),
    2022: Year("01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02"),
    2023: Year("01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04"),
    2024: Year(
        "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-30 05-01 09-02 09-03",
        swapped="04-29",
        worked="05-04",
    ),
    2025: Year(
        "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 09-01 09-02",
        swapped="05-02",
        worked="04-26",
    ),
    2026: Year("01-01 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 09-01 09-02"),
}
"""New Year, Tết, the Hùng Kings' day, 30 April, 1 May and National Day, with the days in lieu."""

_FIRST: Final = date(2019, 1, 1).toordinal()
_LAST: Final = date(2026, 12, 31).toordinal()


def days_of(year: int, marks: str) -> list[str]:
    """Month-days of a year as days."""
    return [f"{year}-{mark}" for mark in marks.split()]


def _all(kind: str) -> list[date]:
    return [
        date.fromisoformat(day)
        for year, days in YEARS.items()
        for day in days_of(year, getattr(days, kind))
    ]


_CALENDAR: Final = WorkingDays(YEARS, [*_all("off"), *_all("swapped")], _all("worked"))
_WORKING: Final = [d for d in range(_FIRST, _LAST + 1) if _CALENDAR.is_working(date.fromordinal(d))]
_ISO: Final = [date.fromordinal(d).isoformat() for d in range(_FIRST, _LAST + 1)]


def day(text: str) -> Day:
    """A day written YYYY-MM-DD."""
    return date.fromisoformat(text).toordinal()


def iso(on: Day) -> str:
    """A day, written YYYY-MM-DD."""
    return _ISO[on - _FIRST] if _FIRST <= on <= _LAST else date.fromordinal(on).isoformat()


def working(on: Day) -> Day:
    """The day itself where people work on it, else the next day on which they do."""
    return _WORKING[bisect_right(_WORKING, on - 1)]


def shift(on: Day, count: int) -> Day:
    """The `count`-th working day after a day, or before it where `count` is negative."""
    if count >= 0:
        return _WORKING[bisect_right(_WORKING, on) + count - 1] if count else on
    return _WORKING[bisect_right(_WORKING, on - 1) + count]


def months_after(on: Day, months: int) -> Day:
    """The same day of the month, `months` later."""
    return add_months(date.fromordinal(on), months).toordinal()


@cache
def meeting_days(marks: tuple[int, ...]) -> list[Day]:
    """The days on which a body meets: each month on these days, or the next working day."""
    years = range(date.fromordinal(_FIRST).year, date.fromordinal(_LAST).year)
    found = {
        working(date(year, month, mark).toordinal())
        for year in years
        for month in range(1, 13)
        for mark in marks
    }
    return sorted(found)


def last_meeting(marks: tuple[int, ...], on: Day) -> Day:
    """The last day, up to and with this one, on which such a body met."""
    days = meeting_days(marks)
    return days[bisect_right(days, on) - 1]


def next_meeting(marks: tuple[int, ...], on: Day) -> Day:
    """The first day, from this one on, on which such a body meets."""
    days = meeting_days(marks)
    return days[bisect_right(days, on - 1)]
