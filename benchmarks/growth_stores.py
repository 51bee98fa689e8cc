"""Stores of growing size, kept in a folder: `python -m benchmarks.growth_stores` makes them.

Up to a million events the years of one province, above that so many provinces. What is there
stays; `BENCH_STORES` names the folder, `BENCH_SIZES` the sizes. It stops before the disk is full.
"""

import os
import time
from pathlib import Path
from typing import Final

from benchmarks import country_store, long_store
from benchmarks.measuring import apart, quiet

PROVINCE: Final = 1_000_000
SIZES: Final = tuple(map(int, os.environ.get("BENCH_SIZES", "10000,100000,1000000").split(",")))


def main() -> None:
    """Make what is missing, and say how long it took."""
    quiet()
    for size in SIZES:
        print(store(Path(os.environ["BENCH_STORES"]), size), flush=True)


def store(folder: Path, size: int) -> Path:
    """The store of about so many events, made where it is missing; it has no rows yet."""
    kept = folder / f"growth-{size}"
    if not kept.exists():
        province = store(folder, PROVINCE) if size > PROVINCE else None
        making = folder / f"growth-{size}-making"
        making.mkdir(parents=True)
        apart(lambda: _make(making / "store.db", size, province))
        making.rename(kept)
    return kept / "store.db"


def _make(path: Path, size: int, province: Path | None) -> None:
    began = time.perf_counter()
    if province is None:
        events = long_store.make(path, size)
    else:
        events = country_store.make(path, province, -(-size // PROVINCE))
    print(f"{events:,} events in {time.perf_counter() - began:,.0f} s", flush=True)


if __name__ == "__main__":
    main()
