"""What being placed changes in the state of a person."""

from collections.abc import Callable
from typing import Any, Final

from admission.domain.kernel.messages import Event
from admission.domain.registers.divisions.events import PersonPlaced


def placed(event: PersonPlaced) -> dict[str, Any]:
    """A member is of the section; that somebody was placed is remembered, by cell and day."""
    cell = {"cell": event.cell} if event.cell else {}
    return {"placed": (event.divided, event.on), **cell}


CHANGES: Final[dict[type[Event], Callable[[Any], dict[str, Any]]]] = {PersonPlaced: placed}
