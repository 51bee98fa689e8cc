"""The state of one stated figure, folded from the events of its stream."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.stated import events as e


class Figure(NamedTuple):
    """One figure: the day on which it was stated, None before; whether it was withdrawn."""

    id: str
    stated: date | None = None
    withdrawn: bool = False


def evolve(state: Figure, recorded: Recorded) -> Figure:
    """The state after one more event of the figure's stream."""
    event = recorded.event
    if isinstance(event, e.FigureStated):
        return state._replace(stated=event.on)
    return state._replace(withdrawn=True)
