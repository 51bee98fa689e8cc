"""Rows kept up to the log while a long run of commands is recorded: by a second process."""

import os
import select
import sys
from typing import Final, Self

from admission.app.collecting import no_collections
from admission.app.log import follower_ended
from admission.app.projector import Projector
from admission.app.recorders.reading import StoreReader, open_reader
from admission.app.recorders.waiting import outlast
from admission.app.second_process import SecondProcess, can_help, key_told

_MANY: Final = 2_000
"""How many commands make it worth starting a second process."""
_MOST_STARTS: Final = 3
_PAUSE_SECONDS: Final = 0.02
_BATCH: Final = 4_000
"""How many events to a transaction at most: the more of them, the fewer pages are written twice."""
_BACKLOG: Final = 1_000
"""After how many events at once there are so many more by then that it goes on without a pause."""


class Follower:
    """Started once a run has become long; leaving the `with` waits for it, after an error ends it.

    Where it has ended before its time it is started again, a few times. Whatever it has not done is
    left to the projector of this process.
    """

    def __init__(self, projector: Projector) -> None:
        self._projector = projector
        self._handled = self._starts = 0
        self._process: SecondProcess | None = None

    def after(self, commands: int) -> None:
        """Take note of so many commands more."""
        self._handled += commands
        if self._process is not None and self._process.has_ended:
            follower_ended()
            self._process.__exit__()
            self._process = None
        if self._process is None and self._handled >= _MANY and self._may_start():
            store = self._projector.store
            self._process = SecondProcess(
                "admission.app.following", str(store.path), key=store.lock.master
            )
            self._starts += 1

    def _may_start(self) -> bool:
        return self._starts < _MOST_STARTS and can_help()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._process is None:
            return
        with self._process:
            if kind is None:
                self._process.finished()


def follow(store_path: str) -> None:
    """What the second process does, until its standard input ends."""
    with open_reader(store_path) as store, no_collections():
        store.lock.master = key_told()
        _follow(store)


def _follow(store: StoreReader) -> None:
    with Projector(store, batch=_BATCH) as projector:
        pause = _PAUSE_SECONDS
        while not select.select([sys.stdin], [], [], pause)[0]:
            done = outlast(projector.catch_up)
            pause = _PAUSE_SECONDS if done < _BACKLOG else 0
        outlast(projector.catch_up)


if __name__ == "__main__":
    follow(*sys.argv[1:])
    os._exit(0)  # all is closed; to take apart what is in memory, object by object, takes long
