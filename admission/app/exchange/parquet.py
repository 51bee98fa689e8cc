"""Events and rows as Parquet files with typed columns, one row group after the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic_core import from_json

from admission.app.exchange.outward import Advance, new_folder
from admission.app.exchange.parquet_files import AT_ONCE, ParquetFile
from admission.app.exchange.tables import EVENTS, TABLES, Columns, Table
from admission.app.live_rows import streamed
from admission.app.views import Views

_EVENTS: Final = (
    "SELECT position, event_id, stream, version, type, recorded_at, state, metadata FROM events "
    "WHERE position <= ? ORDER BY position"
)
Rows = Iterator[list[tuple[Any, ...]]]


def export_parquet(
    views: Views, folder: Path, *, personal: bool, advance: Advance
) -> dict[str, int]:
    """Write each table into a file of a new folder; returns how many rows each has.

    All are as known at the position of the rows: what is recorded meanwhile is in none.

    Raises:
        CannotExportError: the folder is there already, or cannot be made.
        StoreUnusable: the store cannot be read.
    """
    with new_folder(folder), views.store.sessions.translated():
        files = _Files(folder, views, advance)
        files.write("events", EVENTS, _events(views))
        views.connection.execute("BEGIN")
        for name, table in TABLES.items():
            columns = table.columns + (table.personal if personal else ())
            files.write(name, columns, _rows(views, table, columns))
        views.connection.execute("ROLLBACK")
    return files.written


class _Files:
    """The files of one export, each written row group after row group."""

    def __init__(self, folder: Path, views: Views, advance: Advance) -> None:
        info = views.store.info()
        self._about = {name: info[name] for name in ("store_id", "origin", "time_zone")}
        self._about["position"] = str(views.position)
        self._folder, self._advance = folder, advance
        self.written: dict[str, int] = {}

    def write(self, name: str, columns: Columns, rows: Rows) -> None:
        """Write the file of one table."""
        self.written[name] = 0
        with ParquetFile(self._folder / f"{name}.parquet", columns, self._about) as file:
            for some in rows:
                file.write(some)
                self.written[name] = file.rows
                self._advance(sum(self.written.values()))


def _rows(views: Views, table: Table, columns: Columns) -> Rows:
    named = ", ".join(name for name, _ in columns)
    yield from streamed(views.connection, f"SELECT {named} FROM {table.source}", (), AT_ONCE)  # noqa: S608 - ours


def _events(views: Views) -> Rows:
    cursor = views.store.sessions.connection().execute(_EVENTS, (views.position,))
    while rows := cursor.fetchmany(AT_ONCE):
        yield [_event(*row) for row in rows]


def _event(*row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as the columns are
    position, event_id, stream, version, type_, recorded_at, state, metadata = row
    known = from_json(metadata)
    known |= {"position": position, "stream": stream, "version": version, "type": type_}
    known |= {"event_id": event_id, "recorded_at": recorded_at, "on_day": from_json(state)["on"]}
    return tuple(known[name] for name, _ in EVENTS)
