"""The least that a rebuild by two processes can take: what SQLite and pydantic have to do in it.

Nothing is folded and nothing projected: the log is read stream by stream and its events decoded,
the rows that a rebuild made are inserted once more, both as if halved; then the indexes are made,
which one process does.
"""

import sqlite3
import time
from pathlib import Path

from admission.app.catalogue import decode
from admission.app.projection_file import ProjectionFile, connect, tables
from admission.app.recorders.sqlite import SQLiteRecorder
from admission.domain.decider import EVENTS
from admission.projections import PROJECTIONS

_ROWS = 20_000


def least_seconds(recorder: SQLiteRecorder, rows: Path, folder: Path) -> float:
    """Seconds of two processes for the rows in a file, made of the whole log."""
    file = ProjectionFile(folder / "least", building=True)
    file.begin_anew(set(PROJECTIONS), recorder.info()["store_id"])
    source = connect(rows, "read")
    halved = _decoding(recorder) + sum(
        _inserting(source, file, name) for each in PROJECTIONS for name in tables(each)
    )
    began = time.perf_counter()
    file.add_indexes()
    indexes = time.perf_counter() - began
    source.close()
    file.close()
    return halved / 2 + indexes


def _decoding(recorder: SQLiteRecorder) -> float:
    began = time.perf_counter()
    for kind, state, _ in recorder.sessions.connection().execute(
        "SELECT type, state, metadata FROM events ORDER BY stream, version"
    ):
        decode(kind, EVENTS[kind].SCHEMA, state)
    return time.perf_counter() - began


def _inserting(source: sqlite3.Connection, file: ProjectionFile, name: str) -> float:
    found = source.execute(f"SELECT * FROM {name}")  # noqa: S608 - a table of ours
    insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(found.description))})"  # noqa: S608
    seconds = 0.0
    while rows := found.fetchmany(_ROWS):
        began = time.perf_counter()
        with file.writing() as connection:
            connection.executemany(insert, rows)
        seconds += time.perf_counter() - began
    return seconds
