"""What a correction looks at: what was recorded, event by event."""

from collections.abc import Sequence
from typing import Protocol

from admission.domain.kernel.messages import Entered, Recorded


class Past(Protocol):
    """What was recorded, event by event."""

    def history(self, stream: str, /) -> Sequence[Recorded]:
        """Every event of a stream, corrections among them, in order."""
        ...

    def entered(self, stream: str, version: int, /) -> Entered:
        """How the event at a place of a stream came in."""
        ...

    def resting_on(self, things: Sequence[str], /) -> Sequence[str]:
        """The candidates of whose steps any has ever named one of these things, each once."""
        ...
