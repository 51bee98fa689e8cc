"""The organisation's calendar, folded from its one stream."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from admission.domain.kernel.dates import WorkingDays
from admission.domain.kernel.messages import Recorded
from admission.domain.registers.calendars.events import CalendarAdopted, CalendarAmended


class Calendars(NamedTuple):
    """The adopted years, their days off and their worked days."""

    years: frozenset[int] = frozenset()
    days_off: frozenset[date] = frozenset()
    worked_days: frozenset[date] = frozenset()

    def working_days(self) -> WorkingDays:
        """The calendar to count with."""
        return _working_days(self)


@lru_cache(maxsize=8)
def _working_days(state: Calendars) -> WorkingDays:
    return WorkingDays(state.years, state.days_off, state.worked_days)


def evolve(state: Calendars, recorded: Recorded) -> Calendars:
    """The state after one more event of the calendar's stream."""
    event = recorded.event
    if not isinstance(event, CalendarAdopted | CalendarAmended):
        msg = f"{event.TYPE} does not belong to the calendar's stream"
        raise TypeError(msg)
    off, worked = frozenset(event.days_off), frozenset(event.worked_days)
    return Calendars(
        years=state.years | {event.year},
        days_off=(state.days_off | off) - worked,
        worked_days=(state.worked_days | worked) - off,
    )
