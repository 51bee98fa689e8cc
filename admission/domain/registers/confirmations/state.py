"""How far a unit has confirmed its records, folded from the events of its stream."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.dates import ONE_DAY
from admission.domain.kernel.messages import Recorded
from admission.domain.registers.confirmations import events as e


class Confirmation(NamedTuple):
    """To the end of which day all is recorded, as the unit itself said; None: it never did."""

    id: str
    through: date | None = None


def day_before(day: date) -> date | None:
    """The day before, None before the first day of the calendar."""
    return None if day == date.min else day - ONE_DAY


def evolve(state: Confirmation, recorded: Recorded) -> Confirmation:
    """The state after one more event of the stream."""
    event = recorded.event
    if isinstance(event, e.PeriodConfirmed):
        return state._replace(through=event.through)
    if isinstance(event, e.PeriodReopened):
        return state._replace(through=day_before(event.first))
    return state
