"""Working days and months against the plainest way to count them."""

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from admission.domain.kernel.dates import (
    TimeUnit,
    WorkingDays,
    add_months,
    full_months,
    full_years,
    last_day,
    last_start,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
NEAR = st.dates(date(2025, 1, 1), date(2025, 12, 31))
CALENDARS = st.builds(
    lambda off, worked: WorkingDays((2025, 2026), off - worked, worked - off),
    st.frozensets(NEAR, max_size=40),
    st.frozensets(NEAR, max_size=20),
)


@settings(derandomize=True)
@given(CALENDARS, NEAR, st.integers(1, 120))
def test_the_nth_working_day_is_the_nth_counted_one_by_one(
    calendar: WorkingDays, start: date, count: int
) -> None:
    day, left = start, count
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    assert calendar.after(start, count).day == day
    assert calendar.between(start, day) == count


@settings(derandomize=True)
@given(CALENDARS, NEAR, st.integers(0, 400))
def test_a_count_that_leaves_the_adopted_years_is_provisional(
    calendar: WorkingDays, start: date, count: int
) -> None:
    last = calendar.after(start, count)
    assert last.provisional == (count > 0 and last.day.year > 2026)


@settings(derandomize=True)
@given(CALENDARS, NEAR, st.sampled_from(TimeUnit), st.integers(1, 120))
def test_counted_back_is_the_last_day_from_which_a_time_is_over_by_its_end(
    calendar: WorkingDays, end: date, unit: TimeUnit, amount: int
) -> None:
    """A day later, and it is not."""
    first = last_start(end, amount, unit, calendar).day
    assert last_day(first, amount, unit, calendar).day <= end
    assert last_day(first + timedelta(days=1), amount, unit, calendar).day > end


@settings(derandomize=True)
@given(CALENDARS, NEAR, st.integers(0, 400))
def test_what_is_counted_back_out_of_the_adopted_years_is_provisional(
    calendar: WorkingDays, end: date, count: int
) -> None:
    first = calendar.before(end, count)
    assert first.provisional == (count > 0 and first.day.year < 2025)


@settings(derandomize=True)
@given(DAYS, st.integers(-240, 240))
def test_months_are_added_by_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    after = add_months(day, months)
    assert (after.year - day.year) * 12 + after.month - day.month == months
    assert after.day == day.day or (after + timedelta(days=1)).day == 1
    assert after.day <= day.day


@settings(derandomize=True)
@given(DAYS, st.integers(0, 240))
def test_full_months_count_what_was_added(day: date, months: int) -> None:
    assert full_months(day, add_months(day, months)) == months
    assert full_months(day, add_months(day, months) - timedelta(days=1)) == months - 1


@settings(derandomize=True)
@given(DAYS, DAYS)
def test_full_years_grow_by_one_on_each_birthday(born: date, on: date) -> None:
    assume(born <= on and (born.month, born.day) != (2, 29))
    years = full_years(born, on)
    assert born.replace(year=born.year + years) <= on < born.replace(year=born.year + years + 1)
