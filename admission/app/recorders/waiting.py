"""Wait for a server that is away: until it is there again, or another has taken its place."""

import time
from collections.abc import Callable
from typing import Final, TypeVar

from admission.app.recorders.errors import ServerAway

AWAY_SECONDS: Final = 60.0
"""How long it is waited for: a node that dies is replaced in some 30 seconds."""
PAUSE_SECONDS: Final = 0.5
T = TypeVar("T")


def outlast(
    step: Callable[[], T],
    *,
    again: Callable[[], object] = lambda: None,
    tell: Callable[[ServerAway], object] = lambda _: None,
    seconds: float | None = None,
    at_once: tuple[type[ServerAway], ...] = (),
) -> T:
    """Do a step once more, after `again`, as long as the server is away; `tell` is called once.

    Raises:
        ServerAway: it was still away after so many seconds (None: `AWAY_SECONDS`), or the first
            time was one of `at_once`.
    """
    until = time.monotonic() + (AWAY_SECONDS if seconds is None else seconds)
    waited = False
    while True:
        try:
            if waited:
                again()
            return step()
        except ServerAway as away:
            if time.monotonic() >= until or (not waited and isinstance(away, at_once)):
                raise
            if not waited:
                tell(away)
        waited = True
        time.sleep(PAUSE_SECONDS)
