"""Room on the disk: below a floor nothing is written, while there is still room to tidy up."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from admission.app.recorders.errors import StoreUnusable

FLOOR_BYTES: Final = 32 * 1024 * 1024
"""What must stay free: for the log that SQLite keeps, and for taking it into the file."""
FreeBytes = Callable[[Path], int]
"""How many bytes are free in a folder."""


def free_bytes(folder: Path) -> int:
    """How many bytes this user may still write in a folder."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def require_room(path: Path, free: int, needed: int = 0) -> None:
    """Make sure that so much can be written to a file, and the floor stays free.

    Raises:
        StoreUnusable: there is too little room.
    """
    if free - needed < FLOOR_BYTES:
        raise StoreUnusable(
            f"There is no space left to write {path}: {in_mib(free)} MiB are free, and at least "
            f"{in_mib(needed + FLOOR_BYTES)} are wanted; nothing was written; free some space and "
            "repeat it."
        )


def in_mib(count: int) -> str:
    """So many bytes as people read them."""
    return f"{count // 2**20:,}"
