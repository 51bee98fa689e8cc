"""The state of one report, and of the list of a unit's reports, folded from their streams."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.reports import events as e


class Report(NamedTuple):
    """One report: the day on which it was published, None before."""

    id: str
    published: date | None = None


class Listed(NamedTuple):
    """One of a unit's reports, and the one that took its place."""

    report: str
    kind: str
    year: int
    as_of: date
    known_at: int
    first: date | None = None
    last: date | None = None
    superseded_by: str | None = None

    @property
    def of(self) -> tuple[str, int, date | None, date | None]:
        """Its kind, its year, and the days of a balance."""
        return self.kind, self.year, self.first, self.last


class Published(NamedTuple):
    """The reports of one unit, in the order of their publication."""

    id: str
    reports: tuple[Listed, ...] = ()


def evolve(state: Report, recorded: Recorded) -> Report:
    """The state after one more event of the report's stream."""
    return state._replace(published=recorded.event.on)


def list_(state: Published, recorded: Recorded) -> Published:
    """The state after one more event of the list's stream."""
    event = recorded.event
    if not isinstance(event, e.ReportListed):
        return state
    days = event.as_of, event.known_at, event.first, event.last
    new = Listed(event.report, event.kind, event.year, *days)
    kept = (
        each._replace(superseded_by=event.report) if each.report == event.supersedes else each
        for each in state.reports
    )
    return state._replace(reports=(*kept, new))
