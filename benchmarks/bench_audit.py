"""`audit replay` of the whole log, of paths step by step, and `audit conformance`; raw reads.

The store is a year of a scenario told again until it has EVENTS events (environment, 100,000 unless
said); it is made once in the folder that STORES names, or in a temporary one.
"""

import os
import tempfile
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from admission.app.conformance.asking import Asked, conformance
from admission.app.replay.streams import Replay
from admission.app.replay.whole import totals
from admission.app.views import open_views
from admission.projections.asking import LATEST
from admission.projections.pipeline.queries import count_standings, list_status
from benchmarks import long_store
from benchmarks.measuring import (
    Side,
    compile_modules,
    in_turn,
    median,
    peak_megabytes,
    quiet,
    table,
)

EVENTS: Final = int(os.environ.get("EVENTS", "100000"))
ROUNDS: Final = 3
PATHS: Final = 500


def main() -> None:
    """Measure and print."""
    quiet()
    compile_modules()
    with tempfile.TemporaryDirectory(dir=os.environ.get("STORES")) as name:
        store = Path(name) / "long.db"
        making = get_context("spawn").Process(target=_make, args=(store,))
        making.start()
        making.join()
        with open_views(store) as views:
            head = views.store.head()

            def whole() -> int:
                counted = totals(views.store, head).events.total()
                count_standings(views.connection, as_of=LATEST, known_at=head)
                return counted

            def paths() -> int:
                rows = list_status(views.connection, as_of=LATEST, limit=PATHS).rows
                telling = Replay(views.store, head, LATEST)
                return sum(1 for row in rows for _ in telling.steps(row.candidate))

            def judged() -> int:
                conformance(views.store, views.connection, Asked(LATEST, head))
                return head

            def read() -> int:
                return sum(1 for _ in views.store.iterate())

            sides: dict[str, Side] = {
                "replay": whole, "steps": paths, "conformance": judged, "raw read": read,
            }  # fmt: skip
            rates = in_turn(ROUNDS, sides)
            _print(head, rates)


def _make(store: Path) -> None:
    """In a process of its own, whose memory is not measured; the rows are built there, too."""
    quiet()
    long_store.make(store, EVENTS)
    with open_views(store):
        pass


def _print(head: int, rates: dict[str, list[float]]) -> None:
    seconds = head / median(rates["conformance"])
    rows = [
        ["replay of the whole log, events a second", f"{median(rates['replay']):,.0f}", "100,000"],
        [f"{PATHS} paths step by step, events a second", f"{median(rates['steps']):,.0f}", ""],
        ["conformance, seconds", f"{seconds:.1f}", "60 for 1,000,000"],
        ["raw read, events a second", f"{median(rates['raw read']):,.0f}", ""],
        ["peak memory, MB", f"{peak_megabytes():.0f}", "flat"],
    ]
    table(f"Replay and conformance ({head:,} events)", ["what", "measured", "limit"], rows)


if __name__ == "__main__":
    main()
