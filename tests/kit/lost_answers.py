"""Lose the answer to a commit, press again, and see whether anything is there twice.

Two ways to lose one: the person sees that the outcome is unknown and repeats the command; or a
driver repeats the writing by itself, and finds the work done. (RELIABILITY C-2)
"""

import random
import tempfile
from pathlib import Path

from eventsourcing.persistence import IntegrityError

from admission.app.bootstrap import create_store, now
from admission.app.recorders.errors import OutcomeUnknown
from admission.domain.kernel.messages import Command
from tests.app.organisation import DAY, Clerk, command
from tests.kit.faulty import Faulty, faulty_desk
from tests.kit.figures import Figure


def run(times: int, seed: int) -> Figure:
    """So many answers lost; an effect twice, or an error in place of the answer, is a failure."""
    chance = random.Random(seed)  # noqa: S311 - what to lose, no secret
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        create_store(path)
        with faulty_desk(path, now) as admission:
            clerk = Clerk(admission)
            found += [_pressed_again(clerk, chance) for _ in range(times)]
    kinds = ("effect lost or twice", "false conflict", "another answer")
    return Figure("C-2", "lost answers", times, {kind: found.count(kind) for kind in kinds}, seed)


def _pressed_again(clerk: Clerk, chance: random.Random) -> str:
    recorder = clerk.admission.recorder
    assert isinstance(recorder, Faulty)
    asked = command("register-person", person=clerk.new("person"), on=DAY, name="Trần Thị Nguồn")
    before = recorder.head()
    recorder.lose = chance.choice(("the driver repeats", "after it was written"))
    try:
        positions = _answered(clerk, asked)
    except IntegrityError:
        return "false conflict"
    finally:
        recorder.lose = ""
    if [row.position for row in recorder.log_rows(before, 10)] != [before + 1]:
        return "effect lost or twice"
    return "" if positions == (before + 1,) else "another answer"


def _answered(clerk: Clerk, asked: Command) -> tuple[int, ...]:
    act = clerk.act()
    try:
        return clerk.admission.handle(asked, act).positions
    except OutcomeUnknown:
        return clerk.admission.handle(asked, act).positions
