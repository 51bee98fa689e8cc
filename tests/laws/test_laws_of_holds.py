"""What holds for every question about a person: steps wait for it, and clocks stand still."""

from datetime import date
from typing import Final

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from admission.domain.kernel.dates import ONE_DAY, TimeUnit, WorkingDays, last_day
from admission.domain.kernel.messages import Accepted, Refused
from admission.domain.kernel.stops import Span, with_stops
from tests.stories.kit import given
from tests.stories.paths import committee_resolved, decision
from tests.stories.test_questions import complaint, resolved

RESOLVED: Final = "2025-08-01"
STORY: Final = given(committee_resolved(RESOLVED))
_EXAMPLES: Final = settings(max_examples=100, derandomize=True)
_AUTUMN: Final = st.dates(date(2025, 8, 1), date(2025, 10, 31))
_YEAR: Final = st.dates(date(2025, 1, 1), date(2025, 12, 31))
_CALENDAR: Final = WorkingDays(range(2024, 2030), (date(2025, 9, 2),), (date(2025, 5, 10),))
_UNITS: Final = st.sampled_from(TimeUnit)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    found: list[Span] = []
    for _ in range(draw(st.integers(0, 4))):
        since, until = sorted((draw(_YEAR), draw(_YEAR)))
        found.append((since, draw(st.sampled_from((until, None)))))
    return tuple(found)


@_EXAMPLES
@for_all(_AUTUMN, _AUTUMN, _AUTUMN)
def test_a_held_step_is_refused_from_the_receipt_to_the_end_and_on_no_other_day(
    one: date, other: date, on: date
) -> None:
    """Received and resolved on one day, a complaint holds nothing."""
    received, ended = sorted((one, other))
    story = STORY.and_(complaint(received.isoformat()), resolved(ended.isoformat()))
    answer = story.when(decision(on)).answer
    held = received <= on < ended
    assert isinstance(answer, Refused if held else Accepted)
    assert not held or answer.codes == ("HLD-01",)  # type: ignore[union-attr]


@_EXAMPLES
@for_all(_YEAR, st.integers(1, 60), _UNITS, spans(), _YEAR)
def test_no_clock_ends_earlier_because_it_stood_still(
    start: date, amount: int, unit: TimeUnit, stops: tuple[Span, ...], asked: date
) -> None:
    last = last_day(start, amount, unit, _CALENDAR)
    found = with_stops(start, last, unit, _CALENDAR, stops, asked=asked)
    assert found.last.day >= last.day
    assert (found.days == 0) or found.last.day > start
    assert found.since is None or found.since <= max(asked, start)


@_EXAMPLES
@for_all(_YEAR, st.integers(1, 60), spans(), _YEAR)
def test_a_clock_counts_the_working_days_on_which_no_question_was_open(
    start: date, amount: int, stops: tuple[Span, ...], asked: date
) -> None:
    """Day by day: up to its last day there are as many of these as it is long."""
    unit = TimeUnit.WORKING_DAYS
    last = last_day(start, amount, unit, _CALENDAR)
    found = with_stops(start, last, unit, _CALENDAR, stops, asked=asked)
    day, counted = start, 0
    while day < found.last.day:
        day += ONE_DAY
        open_ = any(since <= day < min(until or asked, asked) for since, until in stops)
        counted += _CALENDAR.is_working(day) and not open_
    assert counted == amount
