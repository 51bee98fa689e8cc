"""Numbers that make no sense, alone or beside each other."""

from collections.abc import Iterator
from typing import Final

from admission.domain.kernel.dates import TimeUnit
from admission.domain.rulebooks.checks.placed import File, Found
from admission.domain.rulebooks.entries.bodies import Quorum
from admission.domain.rulebooks.entries.entry import Entry
from admission.domain.rulebooks.entries.path import Deadline, Wait

_BOUNDS: Final = (
    ("age", "min_years", 1, 120),
    ("age", "max_years", 1, 120),
    ("place", "at_least_months", 0, 600),
    ("place", "less_than_months", 1, 600),
    ("way", "members", 1, 20),
    ("way", "max_age_years", 14, 120),
    ("way", "max_age_years_of_cadres", 14, 120),
    ("acquaintance", "months", 0, 600),
    ("acquaintance", "replacement_months", 0, 600),
    ("gate", "min_days", 0, 3660),
    ("probation", "months", 1, 120),
    ("probation", "extendable_by_months", 0, 120),
    ("probation", "extendable_at_least_months", 1, 120),
    ("attempts", "votes", 1, 20),
    ("transfer", "decision_within", 1, 1000),
    ("authorisation", "good_years", 0, 50),
    ("ranking_score", "excellent", 1, 100),
    ("ranking_score", "good", 1, 100),
    ("ranking_score", "completed", 1, 100),
    ("ranking_rate", "at_most_percent", 0, 100),
    ("card", "digits", 1, 20),
    ("badge_early", "from_years", 0, 120),
    ("badge_early", "months", 1, 120),
    ("badge_wait", "months", 0, 120),
    ("confirmation", "within_days", 0, 366),
    ("erasure", "kept_years", 0, 200),
    ("erasure_time", "answer_within_working_days", 1, 60),
    ("erasure_time", "carry_out_within_days", 1, 366),
    ("erasure_time", "old_keys_gone_within_days", 1, 366),
    ("screening", "months", 1, 120),
    ("appeal", "lodged_within_working_days", 1, 1000),
    ("appeal", "resolved_within_working_days", 1, 1000),
    ("exit_file", "within_working_days", 1, 1000),
    ("readmission", "after_months", 0, 600),
    ("readmission", "after_cleared_months", 0, 600),
    ("readmission", "times", 0, 20),
)
"""The least and the greatest that makes sense, by table and field."""

_LONGEST: Final = {TimeUnit.WORKING_DAYS: 1000, TimeUnit.DAYS: 3660, TimeUnit.MONTHS: 600}
"""The longest time that makes sense, in its own unit."""

_MOST_EXTENSIONS: Final = 12

_CROSSED: Final = (
    ("age", "min_years", "max_years"),
    ("acquaintance", "replacement_months", "months"),
    ("place", "at_least_months", "less_than_months"),
    ("quorum", "numerator", "denominator"),
    ("ranking_score", "good", "excellent"),
    ("ranking_score", "completed", "good"),
)
"""The first number may not be greater than the second."""

_Number = tuple[tuple[str, ...], int, int, int]
"""The way to a number within its entry, the number, the least and the greatest."""


def senseless_numbers(file: File) -> Found:
    """Numbers out of all proportion."""
    for one in file.own():
        for field, number, least, most in (*_bounded(one.table, one.entry), *_times(one.entry)):
            if not least <= number <= most:
                yield one.at(*field), f"{number} makes no sense; it must be from {least} to {most}"


def _bounded(table: str, entry: Entry) -> Iterator[_Number]:
    for of, field, least, most in _BOUNDS:
        number = getattr(entry, field) if of == table else None
        if number is not None:
            yield (field,), number, least, most


def _times(entry: Entry) -> Iterator[_Number]:
    if isinstance(entry, Deadline | Wait):
        least = 1 if isinstance(entry, Deadline) else 0  # a step may wait for the day itself
        yield ("amount",), entry.amount, least, _LONGEST[entry.unit]
    if isinstance(entry, Deadline) and entry.extension:
        extension = entry.extension
        yield ("extension", "at_most"), extension.at_most, 1, _LONGEST[entry.unit]
        yield ("extension", "times"), extension.times, 1, _MOST_EXTENSIONS


def crossed_numbers(file: File) -> Found:
    """A lower bound above its upper bound, a fraction above one, a majority beyond everybody."""
    for one in file.own():
        for table, low, high in _CROSSED:
            if table == one.table:
                less, more = getattr(one.entry, low), getattr(one.entry, high)
                if more is not None and less > more:
                    yield one.at(low), f"{less} is more than {high}, {more}; it must not be"
        if isinstance(one.entry, Quorum) and _beyond_all(one.entry):
            yield one.at("strict"), "more than all can never vote in favour; leave it out"


def _beyond_all(quorum: Quorum) -> bool:
    return quorum.strict and quorum.numerator == quorum.denominator
