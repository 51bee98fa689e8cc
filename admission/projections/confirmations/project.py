"""The row of a unit's own confirmation, from its first on."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.confirmations import events as e
from admission.domain.registers.confirmations.state import day_before
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(event.TYPE for event in (e.PeriodConfirmed, e.PeriodReopened))
TABLE: Final = Table(
    "confirmations",
    ("unit",),
    ("through", "confirmed_on", "stream", "position", "document"),
)


class Confirmed(NamedTuple):
    """What the row of a unit says; None before its first confirmation."""

    id: str
    unit: str = ""
    content: Row | None = None


def evolve(state: Confirmed, recorded: Recorded) -> Confirmed:
    """The state after one more event of the stream."""
    event = recorded.event
    if not isinstance(event, e.PeriodConfirmed | e.PeriodReopened):
        return state
    last = event.through if isinstance(event, e.PeriodConfirmed) else day_before(event.first)
    number = event.document.number if event.document else None
    said = (state.id, recorded.position, number)
    through = last.isoformat() if last else ""
    return Confirmed(state.id, event.unit, (through, event.on.isoformat(), *said))


def rows(state: Confirmed) -> dict[Row, Row]:
    """One row, once the unit has confirmed."""
    return {(state.unit,): state.content} if state.content else {}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the unit up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Confirmed, evolve)
