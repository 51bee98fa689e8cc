"""Days known to the day, the month or the year, kept and printed as exact as they are stated.

They are ISO 8601 texts of reduced precision: `2019`, `2019-05`, `2019-05-17`. Where one day is
needed it is the last that can be meant: "by the end of 2019-05". A wait is then never cut short,
and no deadline is held against anybody on a day that nobody wrote down.
"""

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator

from admission.domain.kernel.dates import add_months
from admission.domain.kernel.values import WrittenAs

UNKNOWN: Final = "unknown"
"""How a day reads of which nothing is known."""
_PATTERN: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_FORM: Final = "a date is written YYYY, YYYY-MM or YYYY-MM-DD, as exact as it is known"
_YEARS: Final = range(1900, 2200)
_TO_THE_DAY: Final = len("2019-05-17")
_TO_THE_MONTH: Final = len("2019-05")


def _written(value: Any) -> Any:  # noqa: ANN401 - what a user typed may be anything
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.strip()
    raise ValueError(_FORM)


def _in_the_calendar(text: str) -> str:
    if not _PATTERN.fullmatch(text):
        raise ValueError(_FORM)
    try:
        year = first_day(text).year
    except ValueError:
        raise ValueError(_FORM) from None
    if year not in _YEARS:
        msg = f"the year lies between {_YEARS[0]} and {_YEARS[-1]}"
        raise ValueError(msg)
    return text


def _to_the_month(text: str) -> str:
    if len(text) < _TO_THE_MONTH:
        msg = "a month or a day is written YYYY-MM or YYYY-MM-DD"
        raise ValueError(msg)
    return text


PartialDay = Annotated[
    str,
    BeforeValidator(_written),
    AfterValidator(_in_the_calendar),
    WrittenAs("YYYY[-MM[-DD]]"),
]
"""A day known to the day, the month or the year."""
MonthOrDay = Annotated[
    str,
    BeforeValidator(_written),
    AfterValidator(_in_the_calendar),
    AfterValidator(_to_the_month),
    WrittenAs("YYYY-MM[-DD]"),
]
"""A month, or a day."""


def first_day(stated: str) -> date:
    """The first day that can be meant.

    >>> first_day("2019-05")
    datetime.date(2019, 5, 1)
    """
    return date.fromisoformat(f"{stated}{'-01-01'[len(stated) - 4 :]}")


def last_day_meant(stated: str) -> date:
    """The last day that can be meant.

    >>> last_day_meant("2019"), last_day_meant("2020-02")
    (datetime.date(2019, 12, 31), datetime.date(2020, 2, 29))
    """
    if len(stated) == _TO_THE_DAY:
        return date.fromisoformat(stated)
    year, month = int(stated[:4]), int(stated[5:] or 12)
    return date(year, month, monthrange(year, month)[1])


def is_exact(stated: str) -> bool:
    """Whether the day itself is known."""
    return len(stated) == _TO_THE_DAY


def not_exact(stated: str | None) -> str | None:
    """How a day reads that is not known to the day; None of any other, and where there is none."""
    return None if stated is None or is_exact(stated) else stated


def last_meant(stated: str | None, on: date) -> date | None:
    """The last day, up to `on`, that can be meant by what was stated; None where nothing was."""
    if stated is None:
        return None
    if stated == UNKNOWN:
        return on
    last = last_day_meant(stated)
    return last if is_exact(stated) else min(last, on)


def months_later(stated: str, months: int) -> str:
    """So many months later, as exact as before.

    >>> months_later("2024-05", 12)
    '2025-05'
    """
    return add_months(last_day_meant(stated), months).isoformat()[: len(stated)]
