# ruff: noqa: S608 - statements are made of names of ours
"""What can be asked of folders: in the schema `ever` all, in `main` what holds at one moment."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.analytics.manifest import Manifest
from admission.app.analytics.tables import CLOSED, COLUMNS, ROWS
from admission.app.exchange.tables import Columns, Kind

_SQL_TYPES: Final[dict[Kind, str]] = {
    "text": "VARCHAR",
    "day": "DATE",
    "time": "TIMESTAMP",
    "number": "BIGINT",
    "flag": "BOOLEAN",
    "names": "VARCHAR[]",
}
LAID_OUT: Final = (
    "CREATE SCHEMA ever",
    (
        "CREATE TABLE stores (store VARCHAR, province VARCHAR, origin VARCHAR, "
        "time_zone VARCHAR, position BIGINT, recorded_at TIMESTAMP)"
    ),
)
"""What is there before any view."""


class Exported(NamedTuple):
    """The folder of one store, and what it says of itself."""

    path: Path
    manifest: Manifest


def of_all(exported: Sequence[Exported]) -> Iterator[str]:
    """The views of all that was ever known, each row with the id of its store."""
    for name, columns in COLUMNS.items():
        parts = " UNION ALL ".join(_of_store(each, name, columns) for each in exported)
        yield f"CREATE VIEW ever.{name} AS {parts}"


def of_a_moment(stores: Sequence[tuple[str, int]], as_of: str) -> Iterator[str]:
    """The views of what holds at the end of a day (ISO), as known at a position of each store."""
    day = f"DATE '{as_of}'"
    for name in COLUMNS:
        parts = " UNION ALL ".join(
            f"SELECT * FROM ever.{name} WHERE store = {_text(store)} AND "
            f"{_holds(name, day, position)}"
            for store, position in stores
        )
        yield f"CREATE VIEW {name} AS {parts}"


def _holds(name: str, day: str, position: int) -> str:
    if name in ROWS:
        known = f"known_from <= {position} AND known_to > {position}"
        return f"since <= {day} AND until > {day} AND {known}"
    on_day = "on_day" if name == "events" else "recorded_on"
    return f"{on_day} <= {day} AND position <= {position}"


def _of_store(exported: Exported, name: str, columns: Columns) -> str:
    path, manifest = exported
    store = f"{_text(manifest.store_id)} AS store"
    files = manifest.files.get(name, ())
    if not files:
        empty = ", ".join(f"NULL::{_SQL_TYPES[kind]} AS {column}" for column, kind in columns)
        return f"SELECT {store}, {empty} WHERE false"
    closed = manifest.files.get(f"{name}{CLOSED}", ())
    source = f"{_files(path, files)} AS f"
    if closed:
        source += f" LEFT JOIN {_files(path, closed)} AS c ON {_same(columns)}"
    cells = ", ".join(_cell(column, kind, closed=bool(closed)) for column, kind in columns)
    return f"SELECT {store}, {cells} FROM {source}"


def _same(columns: Columns) -> str:
    """That a row is the one that was believed no longer later on."""
    names = [column for column, _ in columns if column != "known_to"]
    return " AND ".join(f"f.{name} IS NOT DISTINCT FROM c.{name}" for name in names)


def _cell(column: str, kind: Kind, *, closed: bool) -> str:
    if column == "known_to" and closed:
        return "coalesce(c.known_to, f.known_to) AS known_to"
    if kind == "time":  # in UTC, wherever the machine stands
        return f"make_timestamp(epoch_us(f.{column})) AS {column}"
    return f"f.{column}"


def _files(path: Path, names: Sequence[str]) -> str:
    return f"read_parquet([{', '.join(_text(str(path / name)) for name in names)}])"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
