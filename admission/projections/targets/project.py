"""The rows of a target: what it asks for from its assignment or revision to its withdrawal."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.targets import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(
    event.TYPE for event in (e.TargetAssigned, e.TargetRevised, e.TargetWithdrawn)
)
TABLE: Final = Table(
    "targets",
    ("target",),
    (
        "unit",
        "indicator",
        "period",
        "for_group",
        "people",
        "number",
        "percent_hundredths",
        "base_name",
        "base_count",
        "promised_by",
        "assigned_on",
        "document",
        "position",
    ),
)


class Target(NamedTuple):
    """The row of a target; None before it is assigned, and once it is withdrawn."""

    id: str
    content: Row | None = None


def evolve(state: Target, recorded: Recorded) -> Target:
    """The state after one more event of the target's stream."""
    event = recorded.event
    if isinstance(event, e.TargetAssigned | e.TargetRevised):
        return Target(state.id, (*_content(event), recorded.position))
    if isinstance(event, e.TargetWithdrawn):
        return Target(state.id)
    return state


def _content(event: e.TargetAssigned | e.TargetRevised) -> Row:
    base, document = event.base, event.document
    return (
        event.unit,
        event.indicator,
        event.period,
        event.group or "",
        event.people,
        event.number,
        event.percent_hundredths,
        base.name if base else None,
        base.count if base else None,
        event.promised_by.isoformat(),
        event.on.isoformat(),
        document.number if document else None,
    )


def rows(state: Target) -> dict[Row, Row]:
    """One row, while the target stands."""
    return {(state.id,): state.content} if state.content else {}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the target up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Target, evolve)
