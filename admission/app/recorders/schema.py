"""The layout of the events file: made once, then recognised at every start."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from admission.app.recorders.errors import StoreUnusable, primary_code
from admission.app.recorders.plain_rows import StoreIdentity
from admission.app.recorders.ports import Connection
from admission.app.recorders.proof_log import TABLES as LOG_TABLES
from admission.app.recorders.proof_log import begin_log, take_all_in

APPLICATION_ID = 0x41444D4E  # "ADMN" in the header of the file tells ours from others
FORMAT = 2  # one more with each change of the tables; 2 brought the proof log

# Their text is compared by `verify`: a store that was laid out keeps it for ever.
# AUTOINCREMENT: a position is never given twice, even after the newest row was lost.
# recorded_at has no index: a twentieth of the write speed, where bisecting the positions is enough.
TABLES = (
    """CREATE TABLE events (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        type TEXT NOT NULL,
        state BLOB NOT NULL,
        metadata BLOB NOT NULL,
        event_id TEXT NOT NULL UNIQUE,
        recorded_at TEXT NOT NULL,
        command_id TEXT NOT NULL,
        subject TEXT,
        UNIQUE (stream, version)
    )""",
    """CREATE TABLE commands (
        command_id TEXT NOT NULL PRIMARY KEY,
        key_id TEXT NOT NULL,
        digest BLOB NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE refusals (
        refusal_id TEXT NOT NULL PRIMARY KEY,
        command_id TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        actor TEXT NOT NULL,
        command TEXT NOT NULL,
        stream TEXT,
        codes TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE TABLE store (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


_PRAGMAS = {"application_id": APPLICATION_ID, "user_version": 0, "encoding": "UTF-8"}
STORE_KEYS = ("format", *StoreIdentity._fields)


def expected_schema() -> set[tuple[str, str, str, str | None]]:
    """Type, name, table and SQL of all that a store of ours holds, nothing else."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in (*TABLES, *LOG_TABLES):
            connection.execute(statement)
        return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def faults(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Of what, which part, and what is wrong: whatever of the file is not as it was laid out."""
    for name, value in _PRAGMAS.items():
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != value:
            yield "file", name, f"is {found}, not {value}"
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    there, expected = set(rows), expected_schema()
    for kind, name, *_ in sorted(there - expected, key=str):
        yield "file", "schema", f"the {kind} {name} was added or changed"
    for kind, name, *_ in sorted(expected - there, key=str):
        yield "file", "schema", f"the {kind} {name} is missing or was changed"
    for (said,) in connection.execute("PRAGMA integrity_check(5)"):
        if said != "ok":
            yield "file", "structure", said
    (newest,) = connection.execute("SELECT coalesce(max(position), 0) FROM events").fetchone()
    given = connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    if given != ([("events", newest)] if newest else []):
        yield "file", "sqlite_sequence", f"says {given}, the newest event is {newest}"


def create_tables(connection: sqlite3.Connection, path: Path, identity: StoreIdentity) -> None:
    """Lay out an empty file, inside the caller's transaction.

    Raises:
        StoreUnusable: the file is not empty.
    """
    check_empty(connection, path)
    for statement in TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    about = {"format": str(FORMAT), **identity._asdict()}
    connection.executemany("INSERT INTO store (key, value) VALUES (?, ?)", about.items())
    for statement in LOG_TABLES:
        connection.execute(statement)
    begin_log(connection, str(path), identity)


def add_log(connection: Connection, path: Path) -> int:
    """Give a store of format 1 its proof log, inside the caller's transaction; returns its size."""
    about = dict(connection.execute("SELECT key, value FROM store"))
    identity = StoreIdentity(*(about[name] for name in StoreIdentity._fields))
    for statement in LOG_TABLES:
        connection.execute(statement)
    log = begin_log(connection, str(path), identity)
    take_all_in(connection, log)
    connection.execute("UPDATE store SET value = ? WHERE key = 'format'", (str(FORMAT),))
    (size,) = connection.execute("SELECT size FROM tlog_head").fetchone()
    return int(size)


def check_empty(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that a new store would overwrite nothing; raises `StoreUnusable` otherwise."""
    application_id = _application_id(connection)
    if application_id == APPLICATION_ID:
        raise StoreUnusable(f"{path} is a store already: use it, or name a new file with --db.")
    if application_id or _tables(connection):
        raise StoreUnusable(_foreign(path))


def check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Recognise a store of ours in a format that this program knows.

    Raises:
        StoreUnusable: the file is empty, belongs to another program, or is newer than this one.
    """
    application_id = _application_id(connection)
    if not application_id and not _tables(connection):
        raise StoreUnusable(f"{path} is empty: run `admission --db {path} init` first.")
    if application_id != APPLICATION_ID:
        raise StoreUnusable(_foreign(path))
    value = _format(connection, path)
    if value > FORMAT:
        raise StoreUnusable(
            f"{path} was written by a newer admission (store format {value}, this one knows "
            f"{FORMAT}): install the newer version."
        )


def _format(connection: sqlite3.Connection, path: Path) -> int:
    try:
        (value,) = connection.execute("SELECT value FROM store WHERE key = 'format'").fetchone()
        return int(value)
    except (sqlite3.OperationalError, TypeError, ValueError) as error:
        if isinstance(error, sqlite3.Error) and primary_code(error) != sqlite3.SQLITE_ERROR:
            raise  # not that the table is missing: the file cannot be read at all
        raise StoreUnusable(
            f"{path} does not say which format it has: restore the newest backup."
        ) from error


def _foreign(path: Path) -> str:
    return f"{path} belongs to another program: name the file of a store with --db."


def _application_id(connection: sqlite3.Connection) -> int:
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    return int(found)


def _tables(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return int(count)
