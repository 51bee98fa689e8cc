"""Kill writers in the midst of their work, again and again, on one store. (RELIABILITY D-1)"""

import random
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

from admission.app.recorders.sqlite import SQLiteRecorder, open_store
from tests.app.stores import new_store
from tests.kit.figures import Figure

ROOT = Path(__file__).parents[2]


def run(times: int, seed: int, *, writers: int = 1) -> Figure:
    """So many kills; an acknowledged command that is not whole in the store is a failure."""
    chance = random.Random(seed)  # noqa: S311 - when to kill, no secret
    acknowledged: list[str] = []
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        new_store(path).close()
        while killed < times:
            acknowledged += _killed(path, chance, writers)
            killed += writers
        with open_store(path, mode="read") as store:
            failures = _judged(store, acknowledged)
    on = f"{writers} at a time; {len(acknowledged):,} commands acknowledged"
    return Figure("D-1", "writers killed", killed, failures, seed, on)


def _killed(path: Path, chance: random.Random, writers: int) -> list[str]:
    """All command ids that writers printed until they were killed, each at a moment of its own."""
    command = [sys.executable, "-m", "tests.kit.acknowledging_writer", str(path)]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(writers)
    ]
    seen: list[str] = []
    for writer in running:
        with writer:
            assert writer.stdout is not None
            seen += islice(writer.stdout, chance.randint(1, 40))
            writer.kill()
            seen += [line for line in writer.stdout if line.endswith("\n")]
    return [line.strip() for line in seen]


def _judged(store: SQLiteRecorder, acknowledged: list[str]) -> dict[str, int]:
    connection = store.sessions.connection()
    of_commands = connection.execute("SELECT command_id, first, last FROM commands").fetchall()
    whole = {command_id for command_id, first, last in of_commands if last - first == 2}
    events = sum(1 for _ in store.iterate())
    head = store.log_head()
    sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return {
        "acknowledged work lost": len(set(acknowledged) - whole),
        "event without its command": abs(events - 3 * len(of_commands)),
        "event without a leaf, or the reverse": abs((head.size if head else 0) - 1 - events),
        "file damaged": int(not sound),
    }
