"""Events and rows as Parquet files with typed columns, one row group after the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic_core import from_json

from admission.app.exchange.outward import Advance, new_folder
from admission.app.exchange.tables import EVENTS, TABLES, Columns, Kind, Table
from admission.app.views import Views
from admission.projections.asking import groups_in

_ROWS: Final = 20_000
"""To a row group: all that is held at once."""
_TYPES: Final[dict[Kind, pa.DataType]] = {
    "text": pa.string(),
    "day": pa.date32(),
    "time": pa.timestamp("us", tz="UTC"),
    "number": pa.int64(),
    "flag": pa.bool_(),
    "names": pa.list_(pa.string()),
}
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
        fields = [(column, _TYPES[kind]) for column, kind in columns]
        schema = pa.schema(fields, metadata=self._about)
        self.written[name] = 0
        file = self._folder / f"{name}.parquet"
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for some in rows:
                writer.write_batch(pa.record_batch(_arrays(columns, some), schema=schema))
                self.written[name] += len(some)
                self._advance(sum(self.written.values()))


def _arrays(columns: Columns, rows: list[tuple[Any, ...]]) -> list[pa.Array]:
    cells = zip(*rows, strict=True)
    return [_array(kind, each) for (_, kind), each in zip(columns, cells, strict=True)]


def _array(kind: Kind, cells: tuple[Any, ...]) -> pa.Array:
    """A column; a day that is not known is empty in the rows, and null here."""
    if kind in ("day", "time"):
        return pa.array([cell or None for cell in cells], pa.string()).cast(_TYPES[kind])
    if kind == "flag":
        return pa.array(map(bool, cells), _TYPES[kind])
    if kind == "names":
        return pa.array(map(groups_in, cells), _TYPES[kind])
    return pa.array(cells, _TYPES[kind])


def _rows(views: Views, table: Table, columns: Columns) -> Rows:
    named = ", ".join(name for name, _ in columns)
    cursor = views.connection.execute(f"SELECT {named} FROM {table.source}")  # noqa: S608 - ours
    while rows := cursor.fetchmany(_ROWS):
        yield rows


def _events(views: Views) -> Rows:
    cursor = views.store.sessions.connection().execute(_EVENTS, (views.position,))
    while rows := cursor.fetchmany(_ROWS):
        yield [_event(*row) for row in rows]


def _event(*row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as the columns are
    position, event_id, stream, version, type_, recorded_at, state, metadata = row
    known = from_json(metadata)
    known |= {"position": position, "stream": stream, "version": version, "type": type_}
    known |= {"event_id": event_id, "recorded_at": recorded_at, "on_day": from_json(state)["on"]}
    return tuple(known[name] for name, _ in EVENTS)
