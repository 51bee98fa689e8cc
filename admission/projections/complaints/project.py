"""The row of a complaint, which holds personal details: from whom, its subject, what it says."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.complaints import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(
    {e.ComplaintReceived.TYPE, e.ComplaintAssigned.TYPE, e.ComplaintResolved.TYPE}
)
TABLE: Final = Table(
    "complaints",
    ("complaint",),
    (
        "person",
        "kind",
        "unit",
        "received_on",
        "sender",
        "subject",
        "content",
        "assigned_to",
        "assigned_on",
        "outcome",
        "resolved_on",
        "document",
    ),
)


class Complaint(NamedTuple):
    """The columns of a row: as it was received (None before), to whom it went, how it ended."""

    id: str
    received: Row | None = None
    assigned: Row = (None, None)
    resolved: Row = (None, None, None)


def evolve(state: Complaint, recorded: Recorded) -> Complaint:
    """The state after one more event of the complaint's stream."""
    event = recorded.event
    on = event.on.isoformat()
    if isinstance(event, e.ComplaintReceived):
        said = map(_text, (event.sender, event.subject, event.content))
        return state._replace(received=(event.person, event.kind, event.received_by, on, *said))
    if isinstance(event, e.ComplaintAssigned):
        return state._replace(assigned=(event.body, on))
    if isinstance(event, e.ComplaintResolved):
        return state._replace(resolved=(event.outcome, on, event.document.cited))
    return state


def rows(state: Complaint) -> dict[Row, Row]:
    """One row, once it is received."""
    if state.received is None:
        return {}
    return {(state.id,): (*state.received, *state.assigned, *state.resolved)}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the complaint up to the fact."""
    return TABLE.follow(fact, rows)


def _text(value: Any) -> str | None:  # noqa: ANN401 - a personal detail of any kind
    return None if value is None else str(value)


FOLD: Final = Fold(Complaint, evolve)
