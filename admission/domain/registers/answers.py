"""How a register answers a command."""

from collections.abc import Callable, Iterable
from typing import Any

from admission.domain.kernel.messages import (
    Accepted,
    Command,
    Context,
    Event,
    Objection,
    Refused,
    Written,
)
from admission.domain.world import World

Deciders = dict[type[Command], Callable[[World, Any, Context], Accepted | Refused]]
"""The commands of a register, and what becomes of each."""


def answer(
    command: Command,
    event: Event,
    objections: Iterable[Objection],
    subject: str | None = None,
    stream: str | None = None,
) -> Accepted | Refused:
    """Record the event, or refuse with every reason; on the command's stream unless one is named.

    What is said of a person under another name goes to the stream of the person kept.
    """
    found = tuple(objections)
    if found:
        return Refused(found)
    return Accepted((Written(stream or command.stream, event),), None, subject)
