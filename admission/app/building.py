"""Rows built from nothing: the log is read stream by stream, so that one is in memory at a time.

Facts and projections are those of the live loop, and a law says that the rows are too.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from admission.app.facts import Facts
from admission.app.projection_file import ProjectionFile, mark_at
from admission.app.recorders.errors import Translated
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader
from admission.app.row_writers import GatheringWriter
from admission.app.taking_in import set_checkpoints, take_in
from admission.projections import PROJECTIONS

Progress = Callable[[int, int], None]
"""Told how many events are done, of how many."""

_CHUNK: Final = 2_000
_IN_ORDER: Final = (
    "SELECT position, stream, version, type, state, metadata, recorded_at, command_id, subject "
    "FROM events WHERE (stream, version) > (?, ?) AND position <= ? "
    "ORDER BY stream, version LIMIT ?"
)


def build(
    store: StoreReader, file: ProjectionFile, until: int, progress: Progress | None = None
) -> None:
    """Fill the empty tables of a file with the rows of the log up to a position."""
    facts, writer = Facts(store, streams=1), GatheringWriter(file.connection)
    at = dict.fromkeys(PROJECTIONS, 0)
    done = 0
    with _without_collecting():
        for rows in _chunks(store, until):
            with file.writing() as connection:
                for row in rows:
                    take_in(connection, facts.fact(row), at, writer.write)
            done += len(rows)
            if progress:
                progress(done, until)
        with file.writing() as connection:
            writer.finish()
            set_checkpoints(connection, until, mark_at(store, until))


def _chunks(store: StoreReader, until: int) -> Iterator[list[EventRow]]:
    """Every event up to a position, stream by stream, each in its order."""
    stream, version = "", 0
    while True:
        with Translated(store.path):
            found = store.sessions.connection().execute(_IN_ORDER, (stream, version, until, _CHUNK))
            rows = list(map(EventRow._make, found))
        if not rows:
            return
        yield rows
        stream, version = rows[-1].stream, rows[-1].version


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Python's collector would look through the rows in memory again and again, for nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
