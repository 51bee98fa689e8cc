"""The rows of a stated figure, from the day on which it was stated to its withdrawal."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.stated import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(event.TYPE for event in (e.FigureStated, e.FigureWithdrawn))
TABLE: Final = Table(
    "stated",
    ("figure",),
    (
        "unit",
        "indicator",
        "period",
        "number",
        "stated_on",
        "document_kind",
        "document_number",
        "document_signed",
        "position",
    ),
)


class Figure(NamedTuple):
    """The row of a figure; None before it is stated, and once it is withdrawn."""

    id: str
    content: Row | None = None


def evolve(state: Figure, recorded: Recorded) -> Figure:
    """The state after one more event of the figure's stream."""
    event = recorded.event
    if isinstance(event, e.FigureStated):
        return Figure(state.id, (*_content(event), recorded.position))
    if isinstance(event, e.FigureWithdrawn):
        return Figure(state.id)
    return state


def _content(event: e.FigureStated) -> Row:
    paper = event.document
    return (
        event.unit,
        event.indicator,
        str(event.period),
        event.number,
        event.on.isoformat(),
        paper.kind,
        paper.number,
        paper.signed.isoformat() if paper.signed else None,
    )


def rows(state: Figure) -> dict[Row, Row]:
    """One row, while the figure stands."""
    return {(state.id,): state.content} if state.content else {}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the figure up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Figure, evolve)
