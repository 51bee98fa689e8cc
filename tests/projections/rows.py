# ruff: noqa: S608 - the names in the statements are ours
"""The rows of a store, asked for by the path beside it wherever they are."""

from contextlib import closing
from pathlib import Path

from admission.app import projection_file
from admission.app.projection_file import How, beside, tables
from admission.app.projection_schema import ProjectionSchema, to_read
from admission.app.recorders.addresses import address_in
from admission.app.recorders.ports import Connection
from admission.projections import PROJECTIONS


def connect(path: Path, how: How = "read") -> Connection:
    """The rows in the file at a path, or in the database of the store that it lies beside."""
    store = path.with_name(path.name.removesuffix(".projections"))
    address = address_in(store) if beside(store) == path else None
    if address is None:
        return projection_file.connect(path, how)
    if how == "read":
        return to_read(address, locked=False)
    return ProjectionSchema(address, locked=False).connection


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, sorted, so that two of them can be compared."""
    with closing(connect(path)) as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)
            for projection in PROJECTIONS
            for table in tables(projection)
        }
