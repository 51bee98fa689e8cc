"""What the proof log costs, and how fast it is checked; each figure beside its limit.

With and without the log are the same recorder, once with its log exchanged for nothing. Batches:
100 events to a transaction, rows of a scenario written anew. Lone: the commands of a scenario
through `Admission.handle`, one transaction each. Verify: the full check of the scenario's store,
against iterating over its raw rows. Inclusion proof: of events of a store of many entries,
as many as EVENTS says (environment) or `--entries`.
"""

import argparse
import json
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from unittest import mock

from admission.app.audit.proving import KeptHashes
from admission.app.audit.verifying import verify_store
from admission.app.bootstrap import create_store, open_admission
from admission.app.recorders.plain_rows import CommandRow, EventRow, NewEvent, StoreIdentity
from admission.app.recorders.ports import Connection
from admission.app.recorders.proof_log import ProofLog
from admission.app.recorders.reading import open_reader
from admission.app.recorders.sqlite import SQLiteRecorder, open_store
from admission.proof.tree import Proofs
from benchmarks.measuring import Side, in_turn, median, quiet, ratio, table
from benchmarks.stories import Item, items

ENTRIES = int(os.environ.get("EVENTS", "200000"))
SCENARIO = "hoa-lu-2024-q1"
ROUNDS = 9
BATCH = 100
BLOCK = 150
PROOFS = 300
_LAST = "(SELECT coalesce(max(position), 0) FROM events)"


class NoLog:
    """Stands where the log is, and only moves on the position."""

    def __init__(self, connection: Connection, _: str) -> None:
        self._connection = connection

    @property
    def next_position(self) -> int:
        """The position of the next event."""
        (found,) = self._connection.execute(f"SELECT {_LAST} + 1").fetchone()
        return int(found)

    def add_events(self, *_: object) -> None:
        """Nothing."""

    def add_refusals(self, *_: object) -> None:
        """Nothing."""

    def write(self) -> None:
        """Move the position on."""
        self._connection.execute(f"UPDATE tlog_head SET position = {_LAST}")  # noqa: S608 - ours


@contextmanager
def logging_with(log: type[ProofLog | NoLog]) -> Iterator[None]:
    """Let recorders keep this log meanwhile."""
    with mock.patch("admission.app.recorders.recording.ProofLog", log):
        yield


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES, help="of the large store")
    entries = parser.parse_args().entries
    quiet()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        story = list(items(SCENARIO))
        rows = [*_batches(folder, story), *_lone(folder, story), *_verify(folder, entries)]
    table(
        f"The proof log ({SCENARIO}; verify and proofs on {entries:,} events)",
        ["what", "measured", "limit"],
        rows,
    )


def _batches(folder: Path, story: list[Item]) -> list[list[str]]:
    create_store(folder / "told.db", demonstration=True, began=story[0][1].recorded_at)
    with open_admission(folder / "told.db") as admission:
        list(admission.handle_many(story))
        told = admission.recorder.log_rows(0, 10 * BATCH)
    events = [
        NewEvent(r.stream, r.version, r.type, r.state, r.metadata, "", r.recorded_at, "", r.subject)
        for r in told
    ]
    sides = {
        name: _writes(folder / f"{name}.db", log, events)
        for name, log in (("with", ProofLog), ("without", NoLog))
    }
    rates = in_turn(ROUNDS, sides)
    added = median([1e6 / a - 1e6 / b for a, b in zip(*rates.values(), strict=True)])
    return [[f"added per event, batches of {BATCH}", f"{added:.1f} µs", "25 µs"]]


def _writes(path: Path, log: type[ProofLog | NoLog], events: list[NewEvent]) -> Side:
    store = _new(path)
    numbers = iter(range(10**9))

    def write() -> int:
        with logging_with(log):
            for at in range(0, len(events), BATCH):
                _write(store, events[at : at + BATCH], next(numbers))
        return len(events)

    return write


def _write(store: SQLiteRecorder, events: list[NewEvent], number: int) -> None:
    fresh = [
        event._replace(stream=f"s-{number}-{at}", event_id=f"{number}-{at}", command_id=f"{number}")
        for at, event in enumerate(events)
    ]
    with store.writing():
        first = store.next_position()
        last = first + len(fresh) - 1
        store.append_many(first, fresh, [CommandRow(f"{number}", "key", b"d", first, last)], ())


def _new(path: Path) -> SQLiteRecorder:
    identity = StoreIdentity("store", "demo", "Asia/Ho_Chi_Minh", "2024-01-01T00:00:00.000000Z")
    return open_store(path, mode="create", identity=identity)


def _lone(folder: Path, story: list[Item]) -> list[list[str]]:
    sides = {
        name: _handles(folder / f"lone-{name}.db", log, story)
        for name, log in (("with", ProofLog), ("without", NoLog))
    }
    rates = in_turn(ROUNDS, sides)
    return [["lone command, times as long", f"{1 / ratio(rates, 'with', 'without'):.2f}", "1.5"]]


def _handles(path: Path, log: type[ProofLog | NoLog], story: list[Item]) -> Side:
    create_store(path, demonstration=True, began=story[0][1].recorded_at)
    admission = open_admission(path)
    setting = len(story) - ROUNDS * BLOCK
    with logging_with(log):
        list(admission.handle_many(story[:setting]))
    rest = iter(story[setting:])

    def handle() -> int:
        with logging_with(log):
            return sum(admission.handle(*item).outcome == "done" for item in islice(rest, BLOCK))

    return handle


def _verify(folder: Path, entries: int) -> list[list[str]]:
    path = folder / "large.db"
    _large(folder / "told.db", path, entries)
    sides: dict[str, Side] = {
        "verify": lambda: verify_store(path, None, None).events,
        "raw": lambda: _raw(path),
    }
    rates = in_turn(3, sides)
    with open_reader(path) as reader:
        proofs = Proofs(KeptHashes(reader.sessions.connection()))
        each = [_timed(partial(proofs.inclusion, at, entries)) for at in _some(entries)]
    return [
        ["full verify", f"{median(rates['verify']):,.0f} events/s", "50,000 events/s"],
        ["full verify to raw rows", f"{ratio(rates, 'verify', 'raw'):.3f}", "at least 0.05"],
        ["inclusion proof", f"{1000 * median(each):.2f} ms", "1 ms"],
    ]


def _large(told: Path, path: Path, entries: int) -> None:
    """A store of many real events, told again under other streams and ids."""
    with open_reader(told) as reader:
        rows = list(reader.iterate())
    with _new(path) as store:
        for number, at in enumerate(range(0, entries, len(rows))):
            events = [_retold(row, f"{number:08d}") for row in rows[: entries - at]]
            with store.writing():
                first = store.next_position()
                commands = [
                    CommandRow(event.command_id, "key", b"d" * 32, first + n, first + n)
                    for n, event in enumerate(events)
                ]
                store.append_many(first, events, commands, ())


def _retold(row: EventRow, number: str) -> NewEvent:
    said = json.loads(row.metadata)
    said |= {"event_id": f"{number}-{row.position}", "command_id": f"{number}-{row.position}"}
    content = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    stream, ids = f"{row.stream}-{number}", (said["event_id"], row.recorded_at, said["command_id"])
    return NewEvent(stream, row.version, row.type, row.state, content, *ids, row.subject)


def _raw(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return sum(1 for _ in connection.execute("SELECT * FROM events"))


def _some(entries: int) -> list[int]:
    chance = random.Random(1)  # noqa: S311 - where to look
    return [chance.randrange(entries) for _ in range(PROOFS)]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
