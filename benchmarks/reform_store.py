"""A store of a given size with the whole tree on the eve of the reform, and the acts of the reform.

With `BENCH_STORES` set to a folder, a store is made there once and copied from then on.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

from admission.app.projection_file import beside
from admission.app.projector import Projector
from admission.app.recorders.sqlite import open_store
from admission.scenarios.reorganising import REFORM
from benchmarks import long_store
from benchmarks.stories import Item, items

_SCENARIO: Final = "reform-2025"
_SPAN_YEARS: Final = 3
_ACTS: Final = frozenset(
    {"abolish-level", "merge-unit", "found-unit", "split-unit", "move-unit", "dissolve-unit"}
)


def eve(path: Path, events: int) -> None:
    """Make a store of so many events on the eve of the reform, its rows beside it."""
    kept = os.environ.get("BENCH_STORES")
    if kept is None:
        _apart(lambda: _make(path, events))
        return
    stored = Path(kept) / f"eve-{events}.db"
    if not beside(stored).exists():
        stored.parent.mkdir(parents=True, exist_ok=True)
        _apart(lambda: _make(stored, events))
    for one in stored.parent.glob(f"{stored.name}*"):
        shutil.copy(one, path.with_name(one.name.replace(stored.name, path.name)))


def acts() -> Iterator[Item]:
    """The acts of the reform, in their order."""
    return filter(_is_act, items(_SCENARIO))


def _is_act(item: Item) -> bool:
    command, _ = item
    return command.NAME in _ACTS and command.on == REFORM


def _make(path: Path, events: int) -> None:
    before = takewhile(lambda item: not _is_act(item), items(_SCENARIO))
    long_store.retell(path, events, before, _SPAN_YEARS)
    with open_store(path, mode="write") as recorder:
        Projector(recorder).rebuild()


def _apart(make: Callable[[], None]) -> None:
    """In a process of its own: what it holds in memory is gone when it ends."""
    if os.fork() == 0:
        code = 1
        try:
            make()
            code = 0
        finally:
            os._exit(code)
    _, status = os.wait()
    if status:
        raise RuntimeError(status)
