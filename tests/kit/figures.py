"""What one tool of the kit found."""

import random
from typing import NamedTuple
from uuid import UUID


class Figure(NamedTuple):
    """A requirement (`D-3`), what was done so many times, and how often it went wrong, by kind."""

    requirement: str
    what: str
    times: int
    failures: dict[str, int]
    seed: int
    on: str = ""

    @property
    def failed(self) -> int:
        """How often anything went wrong."""
        return sum(self.failures.values())


def id_by(chance: random.Random) -> str:
    """An id that the seed decides."""
    return str(UUID(int=chance.getrandbits(128)))
