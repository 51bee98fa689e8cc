"""The rows of supervision: one for each who answers for a unit, from day to day."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.supervision import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(event.TYPE for event in (e.SupervisorAssigned, e.SupervisionEnded))
TABLE: Final = Table("supervisions", ("unit", "supervisor"), ("office", "assigned_on", "document"))


class Supervision(NamedTuple):
    """By unit and supervisor what the rows say of those who answer for a unit."""

    id: str
    open: Mapping[Row, Row] = MappingProxyType({})


def evolve(state: Supervision, recorded: Recorded) -> Supervision:
    """The state after one more event of the stream."""
    event = recorded.event
    if isinstance(event, e.SupervisorAssigned):
        cited = event.document.number if event.document else None
        content = (event.office, event.on.isoformat(), cited)
        return state._replace(open={**state.open, (event.unit, event.supervisor): content})
    if isinstance(event, e.SupervisionEnded):
        gone = (event.unit, event.began_as)
        return state._replace(open={key: row for key, row in state.open.items() if key != gone})
    return state


def rows(state: Supervision) -> Mapping[Row, Row]:
    """One row for each who answers."""
    return state.open


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the unit up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Supervision, evolve)
