"""Rows built from nothing: the log is read stream by stream, so that one is in memory at a time.

Facts and projections are those of the live loop, and a law says that the rows are too. Of a long
log a second process builds half the streams, into a file whose rows are then taken over.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.collecting import no_collections
from admission.app.facts import Facts
from admission.app.projection_file import ProjectionFile, mark_at
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader, open_reader
from admission.app.row_writers import BuildingWriter
from admission.app.second_process import SecondProcess, can_help, key_told
from admission.app.taking_in import concerns_any, set_checkpoints, take_in
from admission.projections import PROJECTIONS

Progress = Callable[[int, int], None]
"""Told how many events are done, of how many."""

_CHUNK: Final = 2_000
_MANY: Final = 50_000
"""How many events make it worth starting a second process."""


class Share(NamedTuple):
    """The streams whose ids end with a character from `first` on, before `end`."""

    first: str
    end: str


_LAST: Final = "\U0010ffff"
_ALL: Final = Share("", _LAST)
_OURS: Final = Share("", "8")
_THEIRS: Final = Share("8", _LAST)
_IN_ORDER: Final = (
    "SELECT position, stream, version, type, state, metadata, recorded_at, command_id, subject "
    "FROM events WHERE (stream, version) > (?, ?) AND position <= ? "
    "AND substr(stream, length(stream)) >= ? AND substr(stream, length(stream)) < ? "
    "ORDER BY stream, version LIMIT ?"
)


def build(
    store: StoreReader, file: ProjectionFile, until: int, progress: Progress | None = None
) -> None:
    """Fill the empty tables of a file with the rows of the log up to a position."""
    tell = progress or (lambda _, __: None)
    if until > _MANY and can_help():
        _build_with_help(store, file, until, tell)
    else:
        _fill(store, file, until, _ALL, lambda done: tell(done, until))
    with file.writing() as connection:
        set_checkpoints(connection, until, mark_at(store, until))


def _build_with_help(store: StoreReader, file: ProjectionFile, until: int, tell: Progress) -> None:
    part = file.path.with_name(f"{file.path.name}-half")
    arguments = (str(store.path), str(part), str(until), store.read_from or "")
    with SecondProcess("admission.app.building", *arguments, key=store.lock.master) as other:

        def tell_of_both(done: int) -> None:
            tell(min(done + other.chunks_done() * _CHUNK, until), until)

        _fill(store, file, until, _OURS, tell_of_both)
        helped = other.finished()
    if helped:
        file.take_over(part)
    else:  # whatever stopped it: what cannot be done here either is raised here
        _fill(store, file, until, _THEIRS, lambda _: None)
    tell(until, until)


def _fill(
    store: StoreReader,
    file: ProjectionFile,
    until: int,
    share: Share,
    tell: Callable[[int], None],
) -> None:
    """Write the rows of a share of the streams."""
    facts, writer = Facts(store, streams=1), BuildingWriter(file.connection)
    at = dict.fromkeys(PROJECTIONS, 0)
    done = 0
    with no_collections():
        for rows in _chunks(store, until, share):
            with file.writing() as connection:
                for row in rows:
                    if concerns_any(row.type, row.stream):
                        take_in(connection, facts.fact(row), at, writer.write)
                writer.flush()
            done += len(rows)
            tell(done)
        with file.writing():
            writer.finish()


def _chunks(store: StoreReader, until: int, share: Share) -> Iterator[list[EventRow]]:
    """Every event of a share up to a position, stream by stream, each in its order."""
    stream, version = "", 0
    while True:
        with store.sessions.translated():
            found = store.sessions.connection().execute(
                _IN_ORDER, (stream, version, until, *share, _CHUNK)
            )
            rows = list(map(EventRow._make, found))
        if not rows:
            return
        yield rows
        stream, version = rows[-1].stream, rows[-1].version


def help_build(store_path: str, part: str, until: str, read_from: str) -> None:
    """What the second process does; a byte on standard output says that a chunk is done."""
    file = ProjectionFile(Path(part), building=True)
    with open_reader(store_path, read_from=read_from or None) as store, closing(file):
        store.lock.master = key_told()
        file.begin_anew(set(PROJECTIONS), store.info()["store_id"])
        _fill(store, file, int(until), _THEIRS, lambda _: _say_so())


def _say_so() -> None:
    sys.stdout.write(".")
    sys.stdout.flush()


if __name__ == "__main__":
    help_build(*sys.argv[1:])
