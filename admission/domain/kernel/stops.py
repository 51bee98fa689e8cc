"""How far the last day of a clock moves because it stood still on some days."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from admission.domain.kernel.dates import ONE_DAY, LastDay, TimeUnit, WorkingDays, last_day

Span = tuple[date, date | None]
"""From a day, to the day before another; None: it lasts."""
NOT_STOPPED: Final[tuple[Span, ...]] = ()


class Stopped(NamedTuple):
    """A clock that may have stood still.

    `last` is its last good day, reckoned as if it ran again on the day asked where it still stands
    still. `days` counts the calendar days on which it stood still, the day asked left out; `since`
    is the first of those that last still, None for a clock that runs.
    """

    last: LastDay
    days: int = 0
    since: date | None = None


def with_stops(  # noqa: PLR0913 - what `last_day` takes, and what stopped it
    start: date,
    last: LastDay,
    unit: TimeUnit,
    calendar: WorkingDays,
    stops: Iterable[Span],
    *,
    asked: date,
) -> Stopped:
    """What becomes of a clock's last day by the spans of days on which it stands still.

    A clock that had run out before a span began is not stopped by it. In working days it loses the
    working days of the span; else, months among it, the calendar days.
    """
    found = Stopped(last)
    for since, until in _apart(stops):
        begins, ends = max(since, start + ONE_DAY), min(until or asked, asked)
        if begins > found.last.day or since > asked:
            break
        lost = max(0, (ends - begins).days)
        day, provisional = found.last
        if unit is TimeUnit.WORKING_DAYS:
            held = calendar.between(begins - ONE_DAY, ends - ONE_DAY)
            day, further = last_day(day, held, unit, calendar)
            provisional = provisional or further
        else:
            day += timedelta(days=lost)
        stands, shown = until is None or until > asked, max(since, start)
        found = Stopped(LastDay(day, provisional), found.days + lost, shown if stands else None)
    return found


def _apart(stops: Iterable[Span]) -> list[Span]:
    """The spans in their order, those that meet put together."""
    found: list[Span] = []
    for since, until in sorted(stops, key=lambda span: (span[0], span[1] or date.max)):
        if found and since <= (found[-1][1] or date.max):
            before = found[-1]
            end = None if before[1] is None or until is None else max(before[1], until)
            found[-1] = (before[0], end)
        elif until is None or since < until:
            found.append((since, until))
    return found
