"""The rows of inspections, one for each unit that is inspected, and the row of each finding.

Like the rows of people these hold personal details: the programme, and what is said of findings.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.inspections import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(
    event.TYPE
    for event in (
        e.InspectionBegun,
        e.InspectionEnded,
        e.FindingRaised,
        e.FindingAnswered,
        e.FindingUpheld,
        e.FindingDropped,
        e.FindingRemedied,
    )
)
INSPECTIONS: Final = Table(
    "inspections",
    ("inspection", "unit"),
    (
        "inspected_by",
        "programme",
        "first_day",
        "last_day",
        "frozen_at",
        "begun_on",
        "begun_by",
        "ended_on",
        "ended_by",
    ),
)
FINDINGS: Final = Table(
    "findings",
    ("finding",),
    (
        "inspection",
        "unit",
        "person",
        "rule",
        "events",
        "text",
        "document",
        "raised_on",
        "answer",
        "answered_on",
        "remedy",
        "due_on",
        "upheld_on",
        "reason",
        "state",
        "over_on",
        "over_by",
    ),
)


class Inspection(NamedTuple):
    """Which units, and the columns of each row: as it was begun (None before), how it ended."""

    id: str
    units: tuple[str, ...] = ()
    begun: Row | None = None
    ended: Row = (None, None)


class Finding(NamedTuple):
    """The columns of a row: as it was raised (None before), answered, upheld, and over."""

    id: str
    raised: Row | None = None
    answered: Row = (None, None)
    upheld: Row = (None, None, None)
    over: Row = (None, "open", None, None)


def evolve(state: Inspection, recorded: Recorded) -> Inspection:
    """The state after one more event of the inspection's stream."""
    event = recorded.event
    if isinstance(event, e.InspectionBegun):
        return state._replace(units=event.units, begun=_begun(event, recorded.position))
    if isinstance(event, e.InspectionEnded):
        return state._replace(ended=(event.on.isoformat(), event.document.cited))
    return state


def _begun(event: e.InspectionBegun, position: int) -> Row:
    return (
        event.inspected_by,
        _text(event.programme),
        event.first.isoformat(),
        event.last.isoformat(),
        position,
        event.on.isoformat(),
        event.document.cited,
    )


def evolve_finding(state: Finding, recorded: Recorded) -> Finding:
    """The state after one more event of the finding's stream."""
    event = recorded.event
    on = event.on.isoformat()
    if isinstance(event, e.FindingRaised):
        return state._replace(raised=_raised(event))
    if isinstance(event, e.FindingAnswered):
        return state._replace(answered=(str(event.text), on))
    if isinstance(event, e.FindingUpheld):
        upheld = (str(event.remedy), event.due.isoformat(), on)
        return state._replace(upheld=upheld, over=(None, "upheld", None, None))
    if isinstance(event, e.FindingDropped):
        paper = event.document.cited if event.document else None
        return state._replace(over=(str(event.reason), "dropped", on, paper))
    if isinstance(event, e.FindingRemedied):
        return state._replace(over=(None, "remedied", on, event.document.cited))
    return state


def _raised(event: e.FindingRaised) -> Row:
    return (
        event.inspection,
        event.unit,
        event.person,
        event.rule,
        " ".join(map(str, event.events)),
        str(event.text),
        event.document.cited if event.document else None,
        event.on.isoformat(),
    )


def _text(value: Any) -> str | None:  # noqa: ANN401 - a personal detail of any kind
    return None if value is None else str(value)


def rows(state: Inspection) -> dict[Row, Row]:
    """One row for each unit, once it has begun."""
    if state.begun is None:
        return {}
    return {(state.id, unit): (*state.begun, *state.ended) for unit in state.units}


def rows_of_finding(state: Finding) -> dict[Row, Row]:
    """One row, once it is raised."""
    if state.raised is None:
        return {}
    return {(state.id,): (*state.raised, *state.answered, *state.upheld, *state.over)}


def project(fact: Fact) -> Iterator[Change]:
    """Bring the rows of the inspection or of the finding up to the fact."""
    of_finding = fact.stream.startswith("finding-")
    table, rows_of = (FINDINGS, rows_of_finding) if of_finding else (INSPECTIONS, rows)
    changes: Iterable[Change] = table.follow(fact, rows_of)
    yield from changes


FOLD: Final = Fold(Inspection, evolve)
FOLD_FINDING: Final = Fold(Finding, evolve_finding)
