"""Days as people write them in lists: recognised by their form, and said."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from admission.app.lists.faults import RowFault

ISO: Final = "written YYYY-MM-DD"
DAY_FIRST: Final = "written day/month/year (as 01/07/2025 is 2025-07-01)"
YEAR_FIRST: Final = "written year/month/day (as 2025/7/1 is 2025-07-01)"
SERIAL: Final = "an Excel serial number (as 45839 is 2025-07-01)"
BUDDHIST: Final = "in a year of the Buddhist era (as 2568 is 2025)"

_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_SERIAL: Final = re.compile(r"\d{5}", re.ASCII)
_DAY_ZERO: Final = date(1899, 12, 30)
_ISO_LENGTH: Final = 10
_BUDDHIST_FROM: Final = 2400
_BUDDHIST_AHEAD: Final = 543
_MONTHS: Final = 12


def read_day(text: str) -> tuple[str, str]:
    """A day as ISO text, and the form in which it was written.

    Raises:
        RowFault: it is no day, or not surely one.
    """
    if found := _YEAR_FIRST.fullmatch(text):
        form = ISO if len(text) == _ISO_LENGTH and found[2] == "-" else YEAR_FIRST
        return _day(int(found[1]), int(found[3]), int(found[4]), form)
    if found := _DAY_FIRST.fullmatch(text):
        return _day(int(found[4]), int(found[3]), int(found[1]), DAY_FIRST)
    if _SERIAL.fullmatch(text):
        return (_DAY_ZERO + timedelta(days=int(text))).isoformat(), SERIAL
    raise RowFault("this is no day: write it 2025-07-01 or 01/07/2025, the year with four digits")


def _day(year: int, month: int, day: int, form: str) -> tuple[str, str]:
    if year >= _BUDDHIST_FROM:
        year, form = year - _BUDDHIST_AHEAD, BUDDHIST
    if month > _MONTHS and form == DAY_FIRST:
        raise RowFault("the month is above 12: a day is read day/month/year, never month/day/year")
    try:
        return date(year, month, day).isoformat(), form
    except ValueError as error:
        raise RowFault("there is no such day in the calendar") from error


class Forms:
    """How many days of each column were written in which form."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}

    def count(self, column: str, form: str) -> None:
        """Take in one day of a column."""
        self._counts.setdefault(column, Counter())[form] += 1

    def sentences(self) -> Iterator[str]:
        """One for each column in which not every day was ISO; what is mixed, with its count."""
        for column, forms in self._counts.items():
            if set(forms) == {ISO}:
                continue
            said = ", ".join(f"{number:,} {form}" for form, number in forms.most_common())
            mixed = "several forms are mixed, each day was read by its own: "
            yield f"column {column}: {mixed if len(forms) > 1 else ''}{said}"
