"""What belongs to a store and lies beside it, by the ending of its name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

_LOGS: Final = ("-wal", "-shm")
KEY_ENDINGS: Final = (".secret", ".signing-key", ".keys", ".key")
"""Its keys, which are never kept with a backup of the store."""
_ROWS: Final = (".projections", ".projections-locked")
_LEFT: Final = (
    *("", *_LOGS, ".documents", ".last-backup", ".key-backups"),
    *(ending + log for ending in _ROWS for log in ("", *_LOGS)),
)
_LEFT_OF_KEYS: Final = (*KEY_ENDINGS, *(f".keys{log}" for log in _LOGS))


def beside(store: Path, ending: str) -> Path:
    """Where what has an ending lies."""
    return store.with_name(f"{store.name}{ending}")


def in_the_way(store: Path, *, keys: bool) -> Iterator[Path]:
    """What is there already of a store that is to be restored, or of one that stood there."""
    for ending in (*_LEFT, *(_LEFT_OF_KEYS if keys else ())):
        path = beside(store, ending)
        if path.exists() or path.is_symlink():
            yield path
