"""Four workloads on a recorder, as `event-store-benchmark` has them, each for some seconds.

Told again from https://github.com/pyeventsourcing/event-store-benchmark, its file
rust/bench-core/src/workloads/performance.rs and its configurations: events of 256 bytes, one to an
append, ten to a stream; *write* waits for each, *flood* has many under way at once, *read* takes
whole streams by chance out of 5,000, *mixed* does either by the toss of a coin.

`python -m benchmarks.peers.workloads KIND DATABASE SECONDS STREAMS` says `ready`, and then for each
line on standard input one of JSON.
"""

import json
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import count
from typing import Final, Protocol

STREAM: Final = 10
IN_FLIGHT: Final = 16
PAYLOAD: Final = json.dumps("x" * 254).encode()
Operation = Callable[[], int]
"""Does one thing, and says of how many events it was."""


class Recorder(Protocol):
    """Where events are kept; any thread may use it."""

    def __init__(self, database: str) -> None: ...

    def append(self, stream: uuid.UUID, version: int, number: int) -> None:
        """Keep so many new events of a stream, from a version on, in one transaction."""

    def read(self, stream: uuid.UUID) -> int:
        """Read a stream; how many events there are."""


def main(kind: str, database: str, seconds: str, streams: str) -> None:
    """Fill the recorder, then measure at each line."""
    module, name = kind.split(":")
    recorder_class: type[Recorder] = getattr(import_module(f"benchmarks.peers.{module}"), name)
    recorder = recorder_class(database)
    there = [uuid.uuid4() for _ in range(int(streams))]
    for stream in there:
        recorder.append(stream, 1, STREAM)
    print("ready", flush=True)
    for _ in sys.stdin:
        print(json.dumps(_round(recorder, there, float(seconds))), flush=True)


def _round(
    recorder: Recorder, there: list[uuid.UUID], seconds: float
) -> dict[str, tuple[float, list[float]]]:
    write, read = _writing(recorder), _reading(recorder, there)
    coin = random.Random(1)  # noqa: S311 - chance that comes again

    def either() -> int:
        return coin.choice((write, read))()

    return {
        "write": _repeated(write, seconds),
        "flood": _flooded(recorder, seconds),
        "read": _repeated(read, seconds),
        "mixed": _repeated(either, seconds),
    }


def _writing(recorder: Recorder) -> Operation:
    places: Iterator[tuple[uuid.UUID, int]] = (
        (stream, version) for stream in map(_new, count()) for version in range(1, STREAM + 1)
    )

    def write() -> int:
        stream, version = next(places)
        recorder.append(stream, version, 1)
        return 1

    return write


def _new(_: int) -> uuid.UUID:
    return uuid.uuid4()


def _reading(recorder: Recorder, there: list[uuid.UUID]) -> Operation:
    chance = random.Random(1)  # noqa: S311 - as above
    return lambda: recorder.read(chance.choice(there))


def _flooded(recorder: Recorder, seconds: float) -> tuple[float, list[float]]:
    """Writers that do not wait for one another: each has one append under way."""
    began = time.perf_counter()
    with ThreadPoolExecutor(IN_FLIGHT) as threads:
        writers = [threads.submit(_repeated, _writing(recorder), seconds) for _ in range(IN_FLIGHT)]
        latencies = [latency for writer in writers for latency in writer.result()[1]]
    return len(latencies) / (time.perf_counter() - began), latencies


def _repeated(operation: Operation, seconds: float) -> tuple[float, list[float]]:
    """Events a second, and the seconds of each operation."""
    latencies: list[float] = []
    events = 0
    began = last = time.perf_counter()
    while last - began < seconds:
        events += operation()
        now = time.perf_counter()
        latencies.append(now - last)
        last = now
    return events / (last - began), latencies


if __name__ == "__main__":
    main(*sys.argv[1:])
