"""A store of a given size with the whole tree on the eve of the reform, and the acts of the reform.

With `BENCH_STORES` set to a folder, a store is kept there and copied from then on.
"""

import os
import shutil
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

from admission.app.projector import Projector
from admission.app.recorders.sqlite import open_store
from benchmarks import long_store
from benchmarks.measuring import apart
from benchmarks.stories import Item, items

_SCENARIO: Final = "reform-2025"
_SPAN_YEARS: Final = 3
_REFORM: Final = "2025-07-01"
_ACTS: Final = frozenset(
    {"abolish-level", "merge-unit", "found-unit", "split-unit", "move-unit", "dissolve-unit"}
)


def eve(folder: Path, events: int) -> Path:
    """Make a store of so many events on the eve of the reform in an empty folder, with its rows."""
    path = folder / "eve.db"
    kept = Path(os.environ.get("BENCH_STORES", folder)) / f"eve-{events}"
    if not kept.exists():
        apart(lambda: _make(path, events))
        if "BENCH_STORES" in os.environ:
            making = kept.with_suffix(".making")
            shutil.copytree(folder, making)
            making.rename(kept)
        return path
    for one in kept.iterdir():
        shutil.copy(one, folder)
    return path


def acts() -> Iterator[Item]:
    """The acts of the reform, in their order."""
    return filter(_is_act, items(_SCENARIO))


def _is_act(item: Item) -> bool:
    command, _ = item
    return command.NAME in _ACTS and command.on.isoformat() == _REFORM


def _make(path: Path, events: int) -> None:
    before = takewhile(lambda item: not _is_act(item), items(_SCENARIO))
    long_store.retell(path, events, before, _SPAN_YEARS)
    with open_store(path, mode="write") as recorder:
        Projector(recorder).rebuild()
