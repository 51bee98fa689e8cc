"""The state of one ranking, folded from the events of its stream."""

from datetime import date
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.rankings import events as e
from admission.domain.rulebooks.entries.members import Rank

GOOD_OR_BETTER: Final = (Rank.EXCELLENT, Rank.GOOD)


class Ranking(NamedTuple):
    """The class of one year; `on` is the day of the decision, None before there is one.

    `rank` is None where it was decided that there is no class.
    """

    id: str
    on: date | None = None
    rank: Rank | None = None

    @property
    def is_good(self) -> bool:
        """Whether the class is good or better."""
        return self.rank in GOOD_OR_BETTER


def evolve(state: Ranking, recorded: Recorded) -> Ranking:
    """The state after one more event of the ranking's stream."""
    event = recorded.event
    if isinstance(event, e.UnitRanked | e.MemberRanked | e.HeadRanked):
        return state._replace(on=event.on, rank=event.rank)
    msg = f"{event.TYPE} does not belong to a ranking's stream"
    raise TypeError(msg)
