"""Days known to the month or the year, against every day that they can mean."""

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from admission.domain.kernel.dates import add_months
from admission.domain.kernel.partial_days import (
    PartialDay,
    first_day,
    is_exact,
    last_day_meant,
    months_later,
)

_ONE: Final = timedelta(days=1)
READ: Final = TypeAdapter[str](PartialDay)
DAYS: Final = st.dates(date(1900, 1, 1), date(2199, 12, 31))
LENGTHS: Final = st.sampled_from((4, 7, 10))


@settings(derandomize=True)
@given(DAYS, LENGTHS)
def test_a_day_lies_between_the_first_and_the_last_that_its_text_can_mean(
    day: date, length: int
) -> None:
    stated = READ.validate_python(day.isoformat()[:length])
    first, last = first_day(stated), last_day_meant(stated)
    assert first <= day <= last
    for edge, beyond in ((first, -_ONE), (last, _ONE)):
        assert edge.isoformat().startswith(stated)
        assert not (edge + beyond).isoformat().startswith(stated)
    assert (first == last) == is_exact(stated)


@settings(derandomize=True)
@given(DAYS, DAYS, LENGTHS)
def test_a_coarser_text_keeps_the_order_of_days(one: date, other: date, length: int) -> None:
    earlier, later = sorted((one, other))
    texts = [day.isoformat()[:length] for day in (earlier, later)]
    assert texts == sorted(texts)
    assert first_day(texts[0]) <= first_day(texts[1])
    assert last_day_meant(texts[0]) <= last_day_meant(texts[1])


@settings(derandomize=True)
@given(st.dates(date(1900, 1, 1), date(2180, 12, 31)), LENGTHS, st.integers(0, 120))
def test_months_later_is_never_earlier_than_any_day_meant(
    day: date, length: int, months: int
) -> None:
    stated = day.isoformat()[:length]
    assert last_day_meant(months_later(stated, months)) >= add_months(day, months)
    assert len(months_later(stated, months)) == length


@pytest.mark.parametrize(
    "text",
    ["", "19", "2019-5", "2019-13", "2019-02-29", "2019-05-17-01", "1899", "2200", 2019],
)
def test_what_is_no_date_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(text)


@pytest.mark.parametrize("text", ["2019", "2019-05", "2020-02-29", date(2019, 5, 17)])
def test_a_date_is_kept_as_it_is_stated(text: str | date) -> None:
    assert READ.validate_python(text) == str(text)
