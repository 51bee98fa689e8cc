"""Days in every form that lists have: read by their form, said by column, refused in a sentence."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admission.app.lists import days
from admission.app.lists.days import Forms, read_day
from admission.app.lists.faults import RowFault


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2025-07-01", days.ISO),
        ("2025-7-1", days.YEAR_FIRST),
        ("2025/07/01", days.YEAR_FIRST),
        ("01/7/2025", days.DAY_FIRST),
        ("01/07/2025", days.DAY_FIRST),
        ("1-7-2025", days.DAY_FIRST),
        ("1.7.2025", days.DAY_FIRST),
        ("45839", days.SERIAL),
        ("01/07/2568", days.BUDDHIST),
        ("2568-07-01", days.BUDDHIST),
    ],
)
def test_one_day_in_every_form(text: str, form: str) -> None:
    assert read_day(text) == ("2025-07-01", form)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("07/13/2025", "the month is above 12"),
        ("30/02/2025", "there is no such day"),
        ("2025-13-01", "there is no such day"),
        ("29/02/2568", "there is no such day"),
        ("01/07/25", "the year with four digits"),
        ("1990", "this is no day"),
        ("1/7.2025", "this is no day"),
        ("tháng 7", "this is no day"),
        ("٠١/٠٧/٢٠٢٥", "this is no day"),
    ],
)
def test_what_is_no_day_is_said_without_repeating_it(text: str, said: str) -> None:
    with pytest.raises(RowFault) as fault:
        read_day(text)
    assert said in str(fault.value)
    assert text not in str(fault.value)


@settings(derandomize=True)
@given(st.dates(date(1930, 1, 1), date(2150, 12, 31)))
def test_a_day_comes_back_from_every_way_to_write_it(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    buddhist = f"{day.day}/{day.month}/{day.year + 543}"
    for text in (day.isoformat(), f"{day:%d/%m/%Y}", str(serial), buddhist):
        assert read_day(text)[0] == day.isoformat()


def test_a_column_that_mixes_forms_says_which_and_how_many() -> None:
    forms = Forms()
    for text in ("2025-07-01", "45839", "01/07/2025", "02/07/2025"):
        forms.count("born", read_day(text)[1])
    forms.count("on", days.ISO)
    [said] = forms.sentences()
    assert said == (
        "column born: several forms are mixed, each day was read by its own: "
        "2 written day/month/year (as 01/07/2025 is 2025-07-01), 1 written YYYY-MM-DD, "
        "1 an Excel serial number (as 45839 is 2025-07-01)"
    )
