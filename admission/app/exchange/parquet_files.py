"""One table as a Parquet file with typed columns, one row group after the other."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from admission.app.exchange.tables import Columns, Kind
from admission.projections.asking import groups_in

AT_ONCE: Final = 20_000
"""Rows to a row group: all that is held at once."""
_TYPES: Final[dict[Kind, pa.DataType]] = {
    "text": pa.string(),
    "day": pa.date32(),
    "time": pa.timestamp("us", tz="UTC"),
    "number": pa.int64(),
    "flag": pa.bool_(),
    "names": pa.list_(pa.string()),
}


class ParquetFile:
    """A file that is being written; what is `about` it stands in its schema."""

    def __init__(self, path: Path, columns: Columns, about: Mapping[str, str]) -> None:
        fields = [(column, _TYPES[kind]) for column, kind in columns]
        self._schema = pa.schema(fields, metadata=dict(about))
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._columns = columns
        self.rows = 0

    def write(self, rows: list[tuple[Any, ...]]) -> None:
        """Add rows, a row group of its own."""
        if rows:
            arrays = _arrays(self._columns, rows)
            self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
            self.rows += len(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writer.close()


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
