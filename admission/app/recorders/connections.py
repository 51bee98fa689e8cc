"""The one factory of connections to an events file: it sets the profile, and asserts it."""

import os
import sqlite3
import stat
from pathlib import Path

from admission.app.recorders.errors import (
    ReadOnly,
    StoreUnusable,
    Translated,
    primary_code,
)
from admission.app.recorders.free_space import FreeBytes, free_bytes
from admission.app.recorders.ports import Mode
from admission.app.recorders.schema import check_empty, check_tables

WAIT_SECONDS = 10.0  # how long a writer waits for another one to finish

# FULL: an acknowledged commit survives a power cut. The rest keeps a manipulated or damaged file
# from running code of its own or being read past its pages; mapped memory would skip these checks.
_PROFILE = {
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
}
_CACHE_KIB = 32_768  # streams and ids lie anywhere: of a long list each page would be read again


class Connections:
    """Opens connections to the events file at `path`, all alike.

    They are in autocommit mode, so that only an explicit BEGIN IMMEDIATE starts a transaction.
    """

    def __init__(
        self,
        path: Path,
        mode: Mode,
        *,
        wait_seconds: float = WAIT_SECONDS,
        free: FreeBytes = free_bytes,
    ) -> None:
        # By its real name, since SQLite keeps the log beside the file and not beside a link to it.
        self.path = Path(os.path.realpath(path))
        self.mode: Mode = mode
        self.wait_seconds = wait_seconds
        self._free = free

    def free_bytes(self) -> int:
        """How many bytes are free where the file is."""
        return self._free(self.path.parent)

    def connect(self) -> sqlite3.Connection:
        """A new connection with the profile set.

        Raises:
            StoreUnusable: there is no usable file at the path, or the profile does not hold.
        """
        _check_place(self.path, self.mode)
        with Translated(self.path):
            connection = self._open_for_mode()
            try:
                self._recognise_and_protect(connection)
            except BaseException:
                connection.close()
                raise
        return connection

    def _open_for_mode(self) -> sqlite3.Connection:
        if self.mode == "read":
            return self._readable()
        return self._open("rwc" if self.mode == "create" else "rw")

    def _recognise_and_protect(self, connection: sqlite3.Connection) -> None:
        profile: dict[str, object] = {**_PROFILE, "query_only": int(self.mode == "read")}
        for name, value in profile.items():
            connection.execute(f"PRAGMA {name} = {value}")
        # Only a file that is ours may be changed, and the journal mode is kept in the file.
        (check_empty if self.mode == "create" else check_tables)(connection, self.path)
        if self.mode != "read":
            connection.execute("PRAGMA journal_mode = wal")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            profile["journal_mode"] = "wal"
        profile["busy_timeout"] = int(self.wait_seconds * 1000)
        _assert_profile(connection, profile, self.path)

    def _readable(self) -> sqlite3.Connection:
        connection = self._open("ro")
        try:
            connection.execute("PRAGMA schema_version")  # the first read opens the log beside it
        except sqlite3.OperationalError as error:
            connection.close()
            # In a read-only folder SQLite cannot keep the index of its log. Without a log there
            # is nothing to index, and no writer: then the file may be read as it stands.
            if primary_code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
            if _log_size_bytes(self.path):
                raise StoreUnusable(_needs_its_log(self.path)) from error
            return self._open("ro&immutable=1")
        except BaseException:
            connection.close()
            raise
        return connection

    def _open(self, how: str) -> sqlite3.Connection:
        # A connection serves one thread; who last knows of it, perhaps another, closes it.
        return sqlite3.connect(
            f"{self.path.as_uri()}?mode={how}",
            uri=True,
            timeout=self.wait_seconds,
            isolation_level=None,
            check_same_thread=False,
        )


def _assert_profile(connection: sqlite3.Connection, profile: dict[str, object], path: Path) -> None:
    for name, value in profile.items():
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None and name == "mmap_size":  # built without mapped memory
            continue
        if row is None or row[0] != value:
            raise StoreUnusable(
                f"{path} cannot be opened safely: SQLite {sqlite3.sqlite_version} answers "
                f"{name} = {row and row[0]} instead of {value}; keep the store on a local disk, "
                "and use a standard build of SQLite."
            )


def _check_place(path: Path, mode: Mode) -> None:
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        _check_absent(path, mode)
        return
    except (OSError, ValueError) as error:
        raise StoreUnusable(
            f"{path} cannot be reached ({error}): name the file with --db."
        ) from error
    if stat.S_ISDIR(kind):
        raise StoreUnusable(f"{path} is a folder: name the file of a store with --db.")
    if not stat.S_ISREG(kind):
        raise StoreUnusable(f"{path} is not an ordinary file: name the file of a store with --db.")
    if not _may(path, os.R_OK):
        raise StoreUnusable(f"{path} may not be read by this user: ask its owner for access.")
    if mode != "read":
        _check_writable(path)


def _check_absent(path: Path, mode: Mode) -> None:
    if mode != "create":
        raise StoreUnusable(
            f"There is no store at {path}: run `admission --db {path} init`, or name the right "
            "file with --db."
        )
    if not path.parent.is_dir():
        raise StoreUnusable(f"There is no folder {path.parent}: make it first.")
    if not _may(path.parent, os.W_OK | os.X_OK):
        raise StoreUnusable(f"The folder {path.parent} may not be written by this user.")


def _check_writable(path: Path) -> None:
    # SQLite would silently open such a file for reading, and fail at the first write.
    if not _may(path, os.W_OK):
        raise ReadOnly(
            f"{path} is read-only: it can be asked but not added to; make it writable, or work on "
            "a copy."
        )
    if not _may(path.parent, os.W_OK | os.X_OK):
        raise ReadOnly(
            f"The folder {path.parent} is read-only, and writing {path.name} needs files beside "
            "it: make the folder writable, or work on a copy."
        )


def _may(path: Path, access: int) -> bool:
    return os.access(path, access, effective_ids=os.access in os.supports_effective_ids)


def _log_size_bytes(path: Path) -> int:
    try:
        return path.with_name(path.name + "-wal").stat().st_size
    except FileNotFoundError:
        return 0


def _needs_its_log(path: Path) -> str:
    return (
        f"{path} cannot be read in place, because the newest events are still in {path.name}-wal "
        "and the folder is read-only: copy both files to a folder you may write, and read there."
    )
