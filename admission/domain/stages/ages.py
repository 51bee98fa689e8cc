"""Ages, counted as a rulebook counts them."""

from calendar import isleap
from datetime import date

from admission.domain.kernel.dates import ONE_DAY, add_months, full_years
from admission.domain.rulebooks.entries.candidates import Age


def last_good_day(age: Age, born: date) -> date:
    """The last day on which a person is not too old; the last there is where nobody ever is.

    Counted by day, that before the birthday after `max_years`; counted by month, the end of the
    month of the `max_years` birthday.
    """
    if age.max_years is None:
        return date.max
    if age.counted == "day":
        year, month, day = born.year + age.max_years + 1, born.month, born.day
        older = (
            date(year, 3, 1)
            if _is_29_february(born) and not isleap(year)
            else date(year, month, day)
        )
        return older - ONE_DAY
    birthday = add_months(born, 12 * age.max_years)
    return add_months(birthday.replace(day=1), 1) - ONE_DAY


def _is_29_february(day: date) -> bool:
    return (day.month, day.day) == (2, 29)


def is_over_age(ages: tuple[Age, ...], born: date, on: date) -> bool:
    """Whether a person is too old on a day, without a consent."""
    return any(on > last_good_day(age, born) for age in ages)


def is_under_age(age: Age, born: date, on: date) -> bool:
    """Whether a person is too young on a day."""
    return full_years(born, on) < age.min_years
