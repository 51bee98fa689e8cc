"""The state of one target, folded from the events of its stream."""

from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.targets import events as e


class Target(NamedTuple):
    """One target: how many people it asks for; None before it is assigned or once withdrawn."""

    id: str
    people: int | None = None


def evolve(state: Target, recorded: Recorded) -> Target:
    """The state after one more event of the target's stream."""
    event = recorded.event
    if isinstance(event, e.TargetAssigned | e.TargetRevised):
        return state._replace(people=event.people)
    return state._replace(people=None)
