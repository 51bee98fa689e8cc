"""The state of one complaint, folded from the events of its stream."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.complaints import events as e


class Complaint(NamedTuple):
    """One complaint: about whom ("" before it is received), the last day, with whom, its end."""

    id: str
    person: str = ""
    since: date = date.min
    body: str | None = None
    resolved: date | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Whom it is about."""
        return (self.person,)


def evolve(state: Complaint, recorded: Recorded) -> Complaint:
    """The state after one more event of the complaint's stream."""
    event = recorded.event
    if isinstance(event, e.ComplaintReceived):
        return state._replace(person=event.person, since=event.on)
    if isinstance(event, e.ComplaintAssigned):
        return state._replace(body=event.body, since=max(state.since, event.on))
    if isinstance(event, e.ComplaintResolved):
        return state._replace(resolved=event.on)
    msg = f"{event.TYPE} does not belong to a complaint's stream"
    raise TypeError(msg)
