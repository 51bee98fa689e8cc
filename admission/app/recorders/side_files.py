"""Connections to the files beside the events file: its rows, its keys; few imports."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from admission.app.recorders.connections import WAIT_SECONDS


def connected(path: Path, how: str, pragmas: Iterable[str]) -> sqlite3.Connection:
    """A connection in autocommit mode, for any thread; `how` is the mode of SQLite's URI."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={how}",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def readable(path: Path) -> sqlite3.Connection:
    """As the events file is read: in a read-only folder as it stands, if no log lies beside it."""
    first_read = ("schema_version",)
    try:
        return connected(path, "ro", first_read)
    except sqlite3.OperationalError:
        log = path.with_name(f"{path.name}-wal")
        if not path.exists() or (log.exists() and log.stat().st_size):
            raise
        return connected(path, "ro&immutable=1", first_read)
