"""Let programs race for every version of one stream; each is won once. (RELIABILITY C-1)"""

import subprocess
import sys
import tempfile
from pathlib import Path

from admission.app.recorders.sqlite import open_store
from tests.app.stores import STREAM, new_store
from tests.kit.figures import Figure

ROOT = Path(__file__).parents[2]


def run(times: int, seed: int, *, programs: int = 8) -> Figure:
    """So many versions raced for; one that is missing, or won by none or by two, is a failure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        new_store(path).close()
        won = _raced(path, times, programs)
        with open_store(path, mode="read") as store:
            versions = [row.version for row in store.stream_rows(STREAM)]
    failures = {
        "won by none or by two": abs(won - times),
        "lost or doubled": len(set(range(1, times + 1)) ^ set(versions))
        + len(versions)
        - len(set(versions)),
    }
    return Figure(
        "C-1", "versions of one stream raced for", times, failures, seed, f"{programs} programs"
    )


def _raced(path: Path, versions: int, programs: int) -> int:
    command = [sys.executable, "-m", "tests.kit.racing_writer", str(path), str(versions)]
    racers = [
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(programs)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    return sum(int(racer.communicate()[0]) for racer in racers)
