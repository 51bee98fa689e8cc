"""Starting those who tell, each a process in its own environment, all at one moment."""

import json
import os
import statistics
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

_ROOT: Final = Path(__file__).parents[2]
_THEIR_PYTHON: Final = Path(f"{sys.prefix}-peers") / "bin" / "python"
_SECONDS: Final = 1200.0
_VERSIONS: Final = (
    "from importlib.metadata import version as v; print(', '.join(f'{name} {v(name)}' for name in "
    "('eventsourcing', 'dbos', 'sqlalchemy', 'sqlalchemy-continuum', 'psycopg')))"
)


class Told(NamedTuple):
    """What the processes took: seconds of each step and query, and from first to last of all."""

    seconds: float
    telling: float
    steps: list[float]
    queries: list[float]


def python_of(module: str) -> str:
    """The interpreter that has what a module needs; `BENCH_PEERS` names that of the others."""
    if module.startswith("ours"):
        return sys.executable
    return os.environ.get("BENCH_PEERS", str(_THEIR_PYTHON))


class Worker:
    """One who works in a process of its own, `kind` as the modules beside say; a context manager.

    It is ended after twenty minutes, whatever it does.
    """

    def __init__(self, module: str, kind: str, *arguments: str) -> None:
        self.kind = kind
        self._process = subprocess.Popen(
            [python_of(kind), "-m", f"benchmarks.peers.{module}", kind, *arguments],
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._end = threading.Timer(_SECONDS, self._process.kill)
        self._end.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end.cancel()
        self._process.kill()
        self._process.communicate()

    def wait_until_ready(self) -> None:
        """Wait until it can begin."""
        if self._line() != "ready\n":
            raise RuntimeError(f"{self.kind} did not begin; what it said stands above")

    def begin(self) -> None:
        """Let it work."""
        assert self._process.stdin is not None
        self._process.stdin.write("begin\n")
        self._process.stdin.flush()

    def said(self) -> dict[str, Any]:
        """What it measured."""
        found: dict[str, Any] = json.loads(self._line())
        return found

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def tell(
    kind: str, databases: Sequence[str], lines: Path, *, candidates: int, queries: int = 0
) -> Told:
    """One process for each database, each telling so many candidates, begun together.

    They are started one after the other: the library lays out its tables at each start.
    """
    rest = (str(lines), str(candidates), str(queries))
    with ExitStack() as ending:
        workers = []
        for database in databases:
            workers.append(ending.enter_context(Worker("telling", kind, database, *rest)))
            workers[-1].wait_until_ready()
        for worker in workers:
            worker.begin()
        return _together([worker.said() for worker in workers])


def _together(said: list[dict[str, Any]]) -> Told:
    return Told(
        max(one["ended"] for one in said) - min(one["began"] for one in said),
        sum(one["telling"] for one in said),
        [seconds for one in said for seconds in one["steps"]],
        [seconds for one in said for seconds in one["queries"]],
    )


def percentiles(seconds: Sequence[float], *which: int) -> str:
    """Percentiles of some seconds, in ms."""
    parts = statistics.quantiles(seconds, n=100)
    return ", ".join(f"{parts[at - 1] * 1000:.2f}" for at in which)


def versions() -> str:
    """What is installed in the environment of the others."""
    said = subprocess.run(
        [python_of("versions"), "-c", _VERSIONS], check=True, capture_output=True, text=True
    )
    return said.stdout.strip()
