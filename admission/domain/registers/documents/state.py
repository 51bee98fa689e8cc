"""The state of one scan, folded from the events of its stream."""

from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.documents.events import DocumentKept

Link = tuple[str | None, int | None]
"""What a scan is about, and the place of the step that it belongs to; None where nothing is."""


class Scan(NamedTuple):
    """One scan and all that it belongs to; without a link it is not kept."""

    id: str
    links: frozenset[Link] = frozenset()

    def belongs_to(self, about: str | None, step: int | None) -> bool:
        """Whether it is kept with a thing and a step of it; with nothing: whether it is kept."""
        return bool(self.links) if about is None else (about, step) in self.links


def evolve(state: Scan, recorded: Recorded) -> Scan:
    """The state after one more event of the scan's stream."""
    event = recorded.event
    if isinstance(event, DocumentKept):
        return state._replace(links=state.links | {(event.about, event.step)})
    msg = f"{event.TYPE} does not belong to a scan's stream"
    raise TypeError(msg)
