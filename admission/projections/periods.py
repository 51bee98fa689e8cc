"""Years, half-years and quarters, as targets and stated figures name them: `2024`, `2024-H1`."""

from calendar import isleap
from typing import Final

_ENDS: Final = {
    "": "12-31",
    "H1": "06-30",
    "H2": "12-31",
    "Q1": "03-31",
    "Q2": "06-30",
    "Q3": "09-30",
    "Q4": "12-31",
}
_BEGINNINGS: Final = {
    "": "01-01",
    "H1": "01-01",
    "H2": "07-01",
    "Q1": "01-01",
    "Q2": "04-01",
    "Q3": "07-01",
    "Q4": "10-01",
}
_PARTS: Final = {
    "quarter": ("Q1", "Q2", "Q3", "Q4"),
    "half-year": ("H1", "H2"),
    "year": ("",),
}


def year_until(year: int, day: str) -> tuple[str, str]:
    """The first day of a year and the last that counts (ISO): never after the day asked.

    >>> year_until(2024, "2024-03-31"), year_until(2024, "2026-01-01")
    (('2024-01-01', '2024-03-31'), ('2024-01-01', '2024-12-31'))
    """
    last = min(day, f"{year}-12-31")
    return min(f"{year}-01-01", last), last


def years_before(day: str, years: int) -> str:
    """The same day some years before (ISO); 28 February for a 29th that there was not.

    >>> years_before("2024-03-31", 1), years_before("2024-02-29", 1)
    ('2023-03-31', '2023-02-28')
    """
    year, month_day = int(day[:4]) - years, day[5:]
    if month_day == "02-29" and not isleap(year):
        month_day = "02-28"
    return f"{year:04d}-{month_day}"


def quarter_of(day: str) -> int:
    """In which quarter of its year a day (ISO) is.

    >>> quarter_of("2024-03-31"), quarter_of("2024-04-01")
    (1, 2)
    """
    return (int(day[5:7]) + 2) // 3


def periods_of(year: int) -> list[str]:
    """A year and its parts."""
    return [f"{year}-{part}".rstrip("-") for part in _ENDS]


def first_day(period: str) -> str:
    """The first day of a period, ISO.

    >>> first_day("2024-Q2")
    '2024-04-01'
    """
    year, _, part = period.partition("-")
    return f"{year}-{_BEGINNINGS[part]}"


def last_day(period: str) -> str:
    """The last day of a period, ISO.

    >>> last_day("2024-Q1")
    '2024-03-31'
    """
    year, _, part = period.partition("-")
    return f"{year}-{_ENDS[part]}"


def last_ended(length: str, day: str) -> str:
    """The last quarter, half-year or year that is over at the end of a day (ISO).

    >>> last_ended("quarter", "2024-03-30"), last_ended("half-year", "2024-06-30")
    ('2023-Q4', '2024-H1')
    """
    year = int(day[:4])
    periods = [f"{of}-{part}".rstrip("-") for of in (year - 1, year) for part in _PARTS[length]]
    return next(period for period in reversed(periods) if last_day(period) <= day)
