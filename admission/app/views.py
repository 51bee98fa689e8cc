"""Where queries get their connection: the rows of a store, caught up where may be; few imports."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from admission.app.erasing.reapplying import newest_erasure
from admission.app.live_rows import readable_rows
from admission.app.projection_file import checkpoints, connect, stale
from admission.app.recorders.errors import StoreUnusable, is_of_a_database
from admission.app.recorders.ports import Connection
from admission.app.recorders.reading import StoreReader, open_reader


class Views(NamedTuple):
    """The rows of a store: `position` is the newest event in them, `behind_by` how many are not."""

    store: StoreReader
    connection: Connection
    position: int
    behind_by: int


@contextmanager
def open_views(path: Path, read_from: str | None = None) -> Iterator[Views]:
    """Open the rows of the events file at a path to be asked; nothing in the events file changes.

    With `read_from` they are brought up from the standby at that address.

    Rows that are behind catch up first. Where they may not be written, those at hand answer and
    `behind_by` says so; where there are none of use, they are built in a temporary folder.

    Raises:
        StoreUnusable: the events file cannot be read, or there is nowhere to build the rows.
    """
    with ExitStack() as closing:
        store = closing.enter_context(open_reader(path, read_from=read_from))
        connection = _at_hand(store) or _caught_up(store) or _behind(store)
        if connection is None:
            connection = _temporary(store, closing)
        closing.callback(connection.close)
        position = _position(connection)
        yield Views(store, connection, position, store.head() - position)


def _at_hand(store: StoreReader) -> Connection | None:
    """The rows as they are, if nothing is missing from them."""
    return _rows_if(
        store, lambda rows: _are_of_use(store, rows) and _position(rows) >= store.head()
    )


def _behind(store: StoreReader) -> Connection | None:
    """The rows as they are, if they are of this store and this program."""
    return _rows_if(store, lambda rows: _are_of_use(store, rows))


def _rows_if(store: StoreReader, wanted: Callable[[Connection], bool]) -> Connection | None:
    with ExitStack() as unless_wanted:
        try:
            rows = readable_rows(store)
            unless_wanted.callback(rows.close)
            if not wanted(rows):
                return None
        except Exception as error:
            if not is_of_a_database(error):
                raise
            return None
        unless_wanted.pop_all()
    return rows


def _are_of_use(store: StoreReader, rows: Connection) -> bool:
    return not stale(checkpoints(rows), store) and not _names_erased(store, rows)


def _names_erased(store: StoreReader, connection: Connection) -> bool:
    """Whether the rows are from before an erasure: who was erased since is named in them."""
    newest = newest_erasure(store)
    return newest is not None and newest.position > _position(connection)


def _caught_up(store: StoreReader) -> Connection | None:
    """The rows after catching up; None where they cannot be written."""
    from admission.app.projector import Projector  # noqa: PLC0415 - only who is behind pays for it

    try:
        with Projector(store) as projector:
            projector.catch_up()
        return readable_rows(store)
    except (StoreUnusable, sqlite3.Error, OSError):
        return None


def _temporary(store: StoreReader, closing: ExitStack) -> Connection:
    import tempfile  # noqa: PLC0415 - only who is behind pays for it

    from admission.app.projector import Projector  # noqa: PLC0415

    folder = closing.enter_context(tempfile.TemporaryDirectory(prefix="admission-"))
    path = Path(folder) / "projections"
    with Projector(store, path) as projector:
        projector.catch_up()
    return connect(path, "read")


def _position(connection: Connection) -> int:
    return min(one.position for one in checkpoints(connection))
