"""Months and people a month; a month that has begun counts whole, before and after today."""

from datetime import date, timedelta

_DECEMBER = 12


def months_left(as_of: str, promised_by: str) -> int:
    """How many months the days after one day (ISO) up to another touch.

    >>> months_left("2024-03-31", "2024-12-31"), months_left("2024-04-01", "2024-12-31")
    (9, 9)
    """
    first, last = date.fromisoformat(as_of) + timedelta(days=1), date.fromisoformat(promised_by)
    return max(0, 12 * (last.year - first.year) + last.month - first.month + (first <= last))


def months_gone(as_of: str, year: int) -> int:
    """How many months of a year its days up to one (ISO) touch.

    >>> months_gone("2024-03-31", 2024), months_gone("2023-12-31", 2024)
    (3, 0)
    """
    day = date.fromisoformat(as_of)
    if day.year != year:
        return 0 if day.year < year else _DECEMBER
    return day.month


def needed(people: int, months: int) -> str | None:
    """People a month, two decimals, rounded up so that it suffices; None where no month is left.

    >>> needed(6, 9)
    '0.67'
    """
    return _decimals(-(-100 * people // months)) if months else None


def reached(people: int | None, months: int) -> str | None:
    """People a month, two decimals, rounded half up; None of the unknown, or before any month.

    >>> reached(7, 3)
    '2.33'
    """
    if people is None or not months:
        return None
    return _decimals((200 * people + months) // (2 * months))


def _decimals(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"
