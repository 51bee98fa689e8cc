"""The states of one inspection and of one finding, folded from the events of their streams."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.inspections import events as e


class Inspection(NamedTuple):
    """One inspection: since when (None before), of whom, known to which position, until when."""

    id: str
    begun: date | None = None
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    known_at: int = 0
    ended: date | None = None


class Finding(NamedTuple):
    """One finding: its last day (None before it is raised), about whom, how far it has come."""

    id: str
    since: date | None = None
    person: str | None = None
    upheld: bool = False
    over: date | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Whom it is about, as an inspection says it."""
        return (self.person,) if self.person else ()


def evolve(state: Inspection, recorded: Recorded) -> Inspection:
    """The state after one more event of the inspection's stream."""
    event = recorded.event
    if isinstance(event, e.InspectionBegun):
        return state._replace(
            begun=event.on, units=event.units, people=event.people, known_at=recorded.position
        )
    if isinstance(event, e.InspectionEnded):
        return state._replace(ended=event.on)
    msg = f"{event.TYPE} does not belong to an inspection's stream"
    raise TypeError(msg)


def evolve_finding(state: Finding, recorded: Recorded) -> Finding:
    """The state after one more event of the finding's stream."""
    event = recorded.event
    if isinstance(event, e.FindingRaised):
        return state._replace(since=event.on, person=event.person)
    if isinstance(event, e.FindingAnswered | e.FindingUpheld):
        upheld = state.upheld or isinstance(event, e.FindingUpheld)
        return state._replace(since=max(state.since or event.on, event.on), upheld=upheld)
    if isinstance(event, e.FindingDropped | e.FindingRemedied):
        return state._replace(over=event.on)
    msg = f"{event.TYPE} does not belong to a finding's stream"
    raise TypeError(msg)
