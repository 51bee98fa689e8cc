"""Clocks that do what they are told, and stores opened with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from admission.app.admission import Admission
from admission.app.bootstrap import new_id
from admission.app.envelope import Act
from admission.app.handling import Tools
from admission.app.projector import Projector
from admission.app.recorders.opening import open_store
from tests.app.organisation import Clerk, command
from tests.app.stores import new_store

NOON = datetime(2025, 7, 15, 5, tzinfo=UTC)


class Clock:
    """Says a time, and goes on by a step each time it is looked at."""

    def __init__(self, at: datetime = NOON, step: timedelta = timedelta(seconds=1)) -> None:
        self.at = at
        self.step = step

    def __call__(self) -> datetime:
        self.at += self.step
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


def opened(path: Path, clock: Clock) -> Admission:
    recorder = open_store(path)
    return Admission(recorder, Projector(recorder), Tools(clock, new_id))


@contextmanager
def clerk_by(path: Path, clock: Clock) -> Iterator[Clerk]:
    """A clerk at a new live store with this clock, or at the one that is there."""
    if not path.exists():
        new_store(path).close()
        with opened(path, clock) as admission:
            account = f"account-{new_id()}"
            fields = {"account": account, "holder": "văn thư", "on": "2025-07-01"}
            admission.handle(command("register-account", **fields), Act(new_id(), account))
    with opened(path, clock) as admission:
        yield Clerk(admission)
