"""The row of a review: open from the day it is asked for, concluded from the day of its end."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.reviews import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset({e.StandardReviewRequested.TYPE, e.StandardReviewConcluded.TYPE})
TABLE: Final = Table(
    "reviews",
    ("review",),
    (
        "person",
        "unit",
        "purpose",
        "step",
        "requested_on",
        "concluded_on",
        "concluded_by",
        "document",
    ),
)


class Review(NamedTuple):
    """The first columns of a row, None before it is asked for; then those of its end."""

    id: str
    asked: Row | None = None
    ended: Row = (None, None, None)


def evolve(state: Review, recorded: Recorded) -> Review:
    """The state after one more event of the review's stream."""
    event = recorded.event
    if isinstance(event, e.StandardReviewRequested):
        on = event.on.isoformat()
        return state._replace(asked=(event.person, event.asked_by, event.purpose, event.step, on))
    if isinstance(event, e.StandardReviewConcluded):
        ended = (event.on.isoformat(), event.concluded_by, event.document.cited)
        return state._replace(ended=ended)
    return state


def rows(state: Review) -> dict[Row, Row]:
    """One row, once it is asked for."""
    return {(state.id,): (*state.asked, *state.ended)} if state.asked else {}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the review up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Review, evolve)
