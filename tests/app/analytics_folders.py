"""How tests make analytics folders, and read them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from admission.app.analytics.asking import exported_in
from admission.app.analytics.exporting import export_analytics
from admission.app.analytics.manifest import Manifest
from admission.app.analytics.tables import COLUMNS
from admission.app.analytics.views import LAID_OUT, of_all
from admission.app.views import open_views


@contextmanager
def no_bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    del label, total
    yield lambda _: None


def exported(store: Path, folder: Path) -> Manifest:
    """Add to a folder what a store has gained."""
    with open_views(store) as views:
        return export_analytics(views, folder, no_bar)


@contextmanager
def all_of(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has all that was ever known under the plain names of the tables."""
    with duckdb.connect() as connection:
        for statement in (*LAID_OUT, *of_all(exported_in([folder]))):
            connection.execute(statement)
        connection.execute("USE ever")
        yield connection


def contents(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a folder, in an order."""
    with all_of(folder) as connection:
        return {
            name: sorted(connection.execute(f"FROM {name}").fetchall(), key=repr)
            for name in COLUMNS
        }
