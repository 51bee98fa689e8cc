"""The states of one stream, day by day, as events are taken in."""

from bisect import bisect_right
from typing import Any, Final

from admission.domain.kernel.messages import Recorded
from admission.projections.facts import FOREVER, Fold, Span

_MOST_DAYS: Final = 4
"""How many of a stream's newest days are remembered; an event older than them has it reread."""


class Remembered:
    """A stream up to a version: the state from each day on, the newest days alone if not whole."""

    __slots__ = ("days", "states", "version", "whole")

    def __init__(self) -> None:
        self.version = 0
        self.whole = True
        self.days: list[str] = []
        self.states: list[Any] = []

    def reaches(self, day: str) -> bool:
        """Whether the state on a day is remembered."""
        return self.whole or day >= self.days[0]

    def take_in(self, fold: Fold, stream: str, day: str, recorded: Recorded) -> tuple[Span, ...]:
        """The spans that one more event changes, newest days first.

        Where folding raises, so does this, and leaves all as it was.
        """
        days, states = self.days, self.states
        if days and day < days[-1]:
            return self._take_in_late(fold, stream, day, recorded)
        before = states[-1] if days else fold.begin(stream)
        after = fold.evolve(before, recorded)
        if days and day == days[-1]:
            states[-1] = after
        else:
            days.append(day)
            states.append(after)
        return (Span(day, FOREVER, before, after),)

    def _take_in_late(
        self, fold: Fold, stream: str, day: str, recorded: Recorded
    ) -> tuple[Span, ...]:
        at = bisect_right(self.days, day)
        here = self.states[at - 1] if at else fold.begin(stream)
        befores = [here, *self.states[at:]]
        afters = [fold.evolve(state, recorded) for state in befores]
        starts = [day, *self.days[at:]]
        ends = [*self.days[at:], FOREVER]
        if at and self.days[at - 1] == day:
            at -= 1
        self.days[at:] = starts
        self.states[at:] = afters
        return tuple(map(Span, starts, ends, befores, afters))[::-1]

    def state_on(self, day: str) -> Any:  # noqa: ANN401 - a state of any kind
        """The state on a day; None before any event."""
        at = bisect_right(self.days, day)
        return self.states[at - 1] if at else None

    def trim(self) -> None:
        """Forget all but the newest days, where there are many."""
        if len(self.days) <= _MOST_DAYS:
            return
        del self.days[:-_MOST_DAYS], self.states[:-_MOST_DAYS]
        self.whole = False
