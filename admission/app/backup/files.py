"""Files copied so that they are on the disk, with their digests."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from admission.app.recorders.errors import StoreUnusable

Advance = Callable[[int], None]
"""Told how much is done so far."""
Bar = Callable[[str, int], AbstractContextManager[Advance]]
"""A label and how much there is to do, as a context that shows how far it is."""
_CHUNK: Final = 1 << 20
_PAGES: Final = 4096


class Counted:
    """Adds up what is done, for a bar."""

    def __init__(self, advance: Advance) -> None:
        self.done = 0
        self._advance = advance

    def add(self, count: int) -> None:
        """So much more is done."""
        self.done += count
        self._advance(self.done)


def copy_file(source: Path, target: Path, counted: Counted, mode: int = 0o644) -> str:
    """Copy a file to where there is none, readable by whom `mode` says; returns its SHA-256."""
    found = sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with source.open("rb") as file, os.fdopen(handle, "wb") as copy:
        while chunk := file.read(_CHUNK):
            copy.write(chunk)
            found.update(chunk)
            counted.add(len(chunk))
        copy.flush()
        os.fsync(copy.fileno())
    return found.hexdigest()


def copy_database(source: sqlite3.Connection, target: Path, counted: Counted) -> None:
    """Copy what a connection sees into a new file without a log beside it.

    In a transaction of the connection the copy is of one moment, however much is written meanwhile.
    """
    (page,) = source.execute("PRAGMA page_size").fetchone()
    before = counted.done

    def progress(_: int, remaining: int, total: int) -> None:
        counted.add(before + (total - remaining) * page - counted.done)

    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        source.backup(copy, pages=_PAGES, progress=progress)
        copy.execute("PRAGMA journal_mode = delete")


def digest_of(path: Path, counted: Counted) -> str:
    """The SHA-256 of a file."""
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            counted.add(len(chunk))
    return found.hexdigest()


def to_the_disk(path: Path) -> None:
    """So that a file's content, or the names in a folder, outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def told_of(place: Path) -> Iterator[None]:
    """An error of the system becomes a sentence about what was going on at a place."""
    try:
        yield
    except OSError as error:
        at = error.filename or place
        raise StoreUnusable(
            f"{at} cannot be read or written ({error.strerror or error}): nothing was kept in "
            f"{place}; make room or make it accessible, then try again."
        ) from error
