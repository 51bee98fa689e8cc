"""Record by a clock that jumps, by seconds and by years. (RELIABILITY V-3)"""

import random
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from admission.app.audit.verifying import verify_store
from admission.domain.kernel.ids import STORE
from cli.logs import configure
from tests.app.clocks import NOON, Clock, clerk_by
from tests.app.organisation import Clerk
from tests.kit.figures import Figure

MOST_SECONDS = 5


class Told:
    """Which jumps are to be recorded, kept apart from how the program finds out."""

    def __init__(self, newest: datetime) -> None:
        self.newest = newest
        self.skews = 0
        self._at: tuple[datetime, datetime] | None = None

    def look(self, now: datetime) -> None:
        """Somebody records at this time."""
        if now >= self.newest:
            self.newest = now
        elif now < self.newest - timedelta(seconds=MOST_SECONDS):
            newest, clock = self._at or (None, now)
            if newest != self.newest or now < clock - timedelta(seconds=MOST_SECONDS):
                self._at = (self.newest, now)
                self.skews += 1


def run(times: int, seed: int) -> Figure:
    """So many jumps, a record after each; see the kinds of failures."""
    configure("warning")
    chance = random.Random(seed)  # noqa: S311 - where to jump, no secret
    clock = Clock(NOON, timedelta())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        with clerk_by(path, clock) as clerk:
            told, people = Told(clock.at), []
            for _ in range(times):
                clock.at = _jumped(clock.at, told.newest, chance)
                told.look(clock.at)
                people.append(clerk.person())
            failures = _judged(clerk, people, told.skews)
        findings = verify_store(path, None, None).findings
    return Figure(
        "V-3",
        "jumps of the clock",
        times,
        {**failures, "log not proven": len(findings)},
        seed,
        f"{told.skews:,} settings back",
    )


def _jumped(at: datetime, newest: datetime, chance: random.Random) -> datetime:
    """By seconds or hours; now and then up to ten years from the newest record, or right again."""
    if not chance.randrange(4):
        far = -3650 if chance.randrange(200) else 3650
        return newest + timedelta(days=chance.choice((far * chance.random(), 0, 0.01)))
    return at + timedelta(seconds=chance.choice((4, 60, 90_000)) * chance.uniform(-1, 1))


def _judged(clerk: Clerk, people: list[str], skews: int) -> dict[str, int]:
    rows = list(clerk.admission.recorder.iterate())
    times = [row.recorded_at for row in rows]
    recorded = [row for row in rows if row.stream == STORE and row.type == "skew-recorded"]
    return {
        "skew not recorded, or twice": abs(len(recorded) - skews),
        "order broken": int([row.stream for row in rows if row.stream in people] != people)
        + int(times != sorted(times)),
        "rows differ on replay": int(clerk.admission.projector.verify() is not None),
    }
