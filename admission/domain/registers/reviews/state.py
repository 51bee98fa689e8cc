"""The state of one review, folded from the events of its stream."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.reviews import events as e


class Review(NamedTuple):
    """One review: of whom ("" before it is asked for), since when, when it was concluded."""

    id: str
    person: str = ""
    since: date = date.min
    concluded: date | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Whom it is about."""
        return (self.person,)


def evolve(state: Review, recorded: Recorded) -> Review:
    """The state after one more event of the review's stream."""
    event = recorded.event
    if isinstance(event, e.StandardReviewRequested):
        return state._replace(person=event.person, since=event.on)
    if isinstance(event, e.StandardReviewConcluded):
        return state._replace(concluded=event.on)
    msg = f"{event.TYPE} does not belong to a review's stream"
    raise TypeError(msg)
