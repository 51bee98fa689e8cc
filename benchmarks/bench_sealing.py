"""What sealing costs: an event to seal and to open, and a rebuild, beside the same unsealed.

The events are those of a year of a scenario, as often as it takes, in one store as it is and in its
sealed copy. Keys are ready in memory where a figure says so, as they are for the next event of the
same person.
"""

import gc
import os
import tempfile
import time
from pathlib import Path

from admission.app.bootstrap import begin_sealed_copy
from admission.app.catalogue import encode
from admission.app.projector import Projector
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader, open_reader
from admission.app.sealing.copying import copy_sealed
from admission.app.sealing.opening import MARK, place_of
from admission.app.sealing.seals import Seals
from benchmarks import long_store
from benchmarks.measuring import Side, in_turn, median, quiet, ratio, table

EVENTS = int(os.environ.get("BENCH_EVENTS", "100000"))
ROUNDS = 5
_SAMPLE = 20_000


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        clear, sealed = Path(folder) / "clear.db", Path(folder) / "sealed.db"
        long_store.make(clear, EVENTS)
        with open_reader(clear) as source, begin_sealed_copy(source, sealed, "file") as copy:
            copy_sealed(source, copy, lambda _: None)
        with open_reader(clear) as plain, open_reader(sealed) as store:
            _measure(plain, store)


def _measure(plain: StoreReader, store: StoreReader) -> None:
    sizes = [reader.path.stat().st_size / reader.head() for reader in (plain, store)]
    rows = store.log_rows(0, _SAMPLE)
    with_seals = sum(MARK in row.state for row in rows) / len(rows)
    fields = sum(row.state.count(MARK) for row in rows) / len(rows)
    seals = store.lock.seals
    sealing, opening = _costs(plain.log_rows(0, _SAMPLE), rows, seals)
    rates = in_turn(ROUNDS, {"clear": lambda: _rebuild(plain), "sealed": lambda: _rebuild(store)})
    table(
        f"Sealing, of {store.head():,} events",
        ["what", "figure", "limit"],
        [
            ["events with something sealed in them", f"{with_seals:.2f}", ""],
            ["sealed fields an event", f"{fields:.2f}", ""],
            ["to seal, µs an event, keys ready", f"{sealing:.1f}", "at most 10"],
            ["to open, µs an event, keys ready", f"{opening:.1f}", ""],
            ["bytes an event, clear and sealed", f"{sizes[0]:.0f}, {sizes[1]:.0f}", ""],
            ["rebuild, events per second, clear", f"{median(rates['clear']):,.0f}", ""],
            ["rebuild, events per second, sealed", f"{median(rates['sealed']):,.0f}", ""],
            ["rebuild, sealed to clear", f"{ratio(rates, 'sealed', 'clear'):.2f}", "above 0.70"],
        ],
    )


def _costs(clear: list[EventRow], sealed: list[EventRow], seals: Seals) -> tuple[float, float]:
    """µs an event that sealing and opening add to writing and reading JSON."""
    events = [(seals.event(row, 1), place_of(row)) for row in sealed]
    assert [seals.event(row, 1) for row in clear] == [event for event, _ in events]

    def plain() -> int:
        return len([encode(event) for event, _ in events])

    def write() -> int:
        return len([seals.state(event, place) for event, place in events])

    def read(rows: list[EventRow]) -> int:
        return len([seals.event(row, 1) for row in rows])

    gc.collect()
    sides = {
        "plain": plain,
        "write": write,
        "clear": lambda: read(clear),
        "read": lambda: read(sealed),
    }
    took = {name: min(_cpu_seconds(side) for _ in range(ROUNDS)) for name, side in sides.items()}
    each = 1e6 / len(events)
    return (took["write"] - took["plain"]) * each, (took["read"] - took["clear"]) * each


def _cpu_seconds(side: Side) -> float:
    """What a round takes of the processor: others on the machine do not count."""
    began = time.process_time()
    side()
    return time.process_time() - began


def _rebuild(store: StoreReader) -> int:
    with Projector(store) as projector:
        return projector.rebuild()


if __name__ == "__main__":
    main()
