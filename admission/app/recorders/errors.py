"""Say in one sentence why a store cannot be used, where, and what to do about it."""

import sqlite3
import sys
from pathlib import Path
from types import TracebackType
from typing import Final, Self


class StoreUnusable(Exception):  # noqa: N818 - it names a state of the store, as the reader sees it
    """The store cannot be used; the message is one sentence for the person at the keyboard."""


class NoStoreThere(StoreUnusable):
    """There could be a store in a database, and none was begun yet."""


class ReadOnly(StoreUnusable):
    """The file, or its folder, may be read and not written."""


class OutcomeUnknown(StoreUnusable):
    """The commit itself failed on the device: the work is kept whole or not at all.

    Repeating the command with the same id is safe, and answers which of the two it was.
    """


class ServerAway(StoreUnusable):
    """The server vanished, restarts or is read-only: nothing was kept, and waiting may help."""


class NobodyAnswers(ServerAway):
    """Nothing listens at the address; perhaps it is a wrong one."""


class AnswerLost(OutcomeUnknown):
    """The server went away while it was committing."""


WITHOUT_LOG: Final = "{path} has no proof log yet: open it once with `admission`, to record in it."
# By primary result code of SQLite; {path} is the file of the store, {detail} SQLite's own words.
_SENTENCES = {
    sqlite3.SQLITE_PERM: "{path} may not be opened by this user: ask its owner for access.",
    sqlite3.SQLITE_BUSY: "{path} is being written by another program, which has not finished "
    "in time: nothing was written; try again when it has finished.",
    sqlite3.SQLITE_NOMEM: "There is not enough memory to use {path}: close something, try again.",
    sqlite3.SQLITE_READONLY: "{path} cannot be written, because the file or its folder is "
    "read-only or it was opened for reading: make both writable, or work on a copy.",
    sqlite3.SQLITE_IOERR: "Reading or writing {path} failed ({detail}): check the disk and its "
    "free space, then repeat the command with the same id.",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged ({detail}): keep the file as it is, run "
    "`admission --db {path} doctor`, and restore the newest backup.",
    sqlite3.SQLITE_FULL: "There is no space left to write {path}: nothing of this step was "
    "kept; free some space and repeat it.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened: check that the file is there, that its "
    "folder may be written, and that a copy brought its -wal file along.",
    sqlite3.SQLITE_NOTADB: "{path} is not a store (it is no SQLite database, or an encrypted "
    "one): name the right file with --db.",
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_SENTENCES[sqlite3.SQLITE_PROTOCOL] = _SENTENCES[sqlite3.SQLITE_BUSY]


def sentence(error: sqlite3.Error, path: Path) -> str | None:
    """The sentence for an error of SQLite, or None when it is a mistake of the program."""
    found = _SENTENCES.get(primary_code(error))
    if "no such table: tlog_" in str(error):
        found = WITHOUT_LOG
    return found and found.format(path=path, detail=error)


def damaged(path: Path | str, detail: str) -> StoreUnusable:
    """The error that says that a file is damaged, and how that shows."""
    return StoreUnusable(_SENTENCES[sqlite3.SQLITE_CORRUPT].format(path=path, detail=detail))


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's result code without its extension; 0 for a misuse that Python itself noticed."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None and isinstance(error, sqlite3.OperationalError):
        return sqlite3.SQLITE_CORRUPT  # Python could not decode a text
    return (code or 0) & 0xFF


def refused(error: Exception) -> bool:
    """Whether a database refused what it was given, and not because of a disk, a lock, a server."""
    if isinstance(error, sqlite3.Error):
        return not isinstance(error, sqlite3.OperationalError)
    driver = sys.modules.get("psycopg")
    return driver is not None and isinstance(error, (driver.IntegrityError, driver.DataError))


def is_of_a_database(error: Exception) -> bool:
    """Whether an error comes from a database, whichever it is."""
    driver = sys.modules.get("psycopg")
    return isinstance(error, sqlite3.Error) or (
        driver is not None and isinstance(error, driver.Error)
    )


class Translated:
    """A context in which errors of SQLite about the file at `path` become `StoreUnusable`.

    Errors that are mistakes of the program (a broken constraint, wrong SQL) pass unchanged.
    """

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, sqlite3.Error) and (said := sentence(error, self._path)):
            raise StoreUnusable(said) from error
        if isinstance(error, UnicodeDecodeError):  # what SQLite says of a damaged name is no text
            raise damaged(self._path, "a name is no text") from error
