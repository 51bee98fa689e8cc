"""Tells the steps of candidates to one database, and says how long each took, as a line of JSON.

`python -m benchmarks.peers.telling KIND DATABASE LINES CANDIDATES QUERIES`, KIND being a class,
such as `raw_sql:RawSQL`; DATABASE a path or an address; LINES a file of JSON with the path of one
candidate. It says `ready` after one path to warm up, and begins at a line on standard input.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

Line = dict[str, Any]
Done = Callable[[], None]


class Peer(Protocol):
    """What tells; made with a database that is laid out on first use."""

    def __init__(self, database: str, lines: list[Line]) -> None: ...

    def tell(self, done: Done) -> None:
        """Tell the path of a new candidate; `done` after each step, when it is on the disk."""

    def status(self) -> object:
        """Ask where the newest candidate stands, from what is stored."""


def main(kind: str, database: str, lines: str, candidates: str, queries: str) -> None:
    """Tell them, and print what it took."""
    module, name = kind.split(":")
    peer_class: type[Peer] = getattr(import_module(f"benchmarks.peers.{module}"), name)
    peer = peer_class(database, json.loads(Path(lines).read_text(encoding="utf-8")))
    peer.tell(lambda: None)
    peer.status()
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(_measured(peer, int(candidates), int(queries))), flush=True)


def _measured(peer: Peer, candidates: int, queries: int) -> dict[str, Any]:
    steps: list[float] = []
    asked: list[float] = []
    began = last = time.perf_counter()

    def done() -> None:
        nonlocal last
        now = time.perf_counter()
        steps.append(now - last)
        last = now

    telling = 0.0
    for _ in range(candidates):
        start = last = time.perf_counter()
        peer.tell(done)
        telling += time.perf_counter() - start
        for _ in range(queries):
            start = time.perf_counter()
            assert peer.status()
            asked.append(time.perf_counter() - start)
    ended = time.perf_counter()
    return {"began": began, "ended": ended, "telling": telling, "steps": steps, "queries": asked}


if __name__ == "__main__":
    main(*sys.argv[1:])
