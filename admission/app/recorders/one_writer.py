"""Writers take turns: the threads of one program always, programs where SQLite needs it."""

import fcntl
import os
import sqlite3
import threading
import time
from pathlib import Path

from admission.app.recorders.errors import StoreUnusable

_PAUSE_SECONDS = 0.002


def engine_needs_turns(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite can lose a commit while another connection checkpoints its log.

    Mended in 3.51.3, and in 3.50.7 and 3.44.6 for those lines.
    """
    mended = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
    line, patch = version[:2], version[2]
    return patch < mended[line] if line in mended else line < (3, 51)


class Turn:
    """A lock that holds from before a transaction begins until after its commit.

    The checkpoint that SQLite may do at the end of a commit falls inside it. Between programs it
    is an advisory lock on the empty file `<store>.lock`; the system frees it when a program dies.
    """

    def __init__(self, path: Path, wait_seconds: float) -> None:
        self._path = path
        self._wait_seconds = wait_seconds
        self._threads = threading.Lock()
        self._shared = engine_needs_turns()
        self._file: int | None = None

    def take(self) -> None:
        """Wait for the turn.

        Raises:
            StoreUnusable: another writer did not finish in time.
        """
        deadline = time.monotonic() + self._wait_seconds
        if not self._threads.acquire(timeout=self._wait_seconds):
            raise StoreUnusable(self._still_held())
        try:
            if self._shared:
                self._take_between_programs(deadline)
        except BaseException:
            self._threads.release()
            raise

    def give(self) -> None:
        """Let the next writer in."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._threads.release()

    def close(self) -> None:
        """Forget the lock file; a later turn opens it again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _take_between_programs(self, deadline: float) -> None:
        if self._file is None:
            # Reading is enough to lock, so a second user of the folder can take turns too.
            self._file = self._open()
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise StoreUnusable(self._still_held()) from None
                time.sleep(_PAUSE_SECONDS)
            else:
                return

    def _open(self) -> int:
        name = f"{self._path}.lock"
        try:
            return os.open(name, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StoreUnusable(
                f"{self._path} cannot be written, because {name} cannot be opened "
                f"({error.strerror}): make both and their folder accessible."
            ) from error

    def _still_held(self) -> str:
        return (
            f"{self._path} is being written by another program, which has not finished after "
            f"{self._wait_seconds:g} seconds: nothing was written; try again when it has finished."
        )
