"""The rows that queries read, wherever the store keeps them: beside its file, or on its server.

A standby has none, since servers do not log them: who reads from one keeps them in a file.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from admission.app.projection_file import ProjectionFile, beside, connect
from admission.app.recorders.addresses import is_address
from admission.app.recorders.ports import Connection
from admission.app.recorders.reading import StoreReader


class LiveRows(Protocol):
    """The rows of one store, open for writing; each `with rows.writing()` is a transaction."""

    @property
    def connection(self) -> Connection:
        """For asking."""

    def translated(self) -> AbstractContextManager[object]:
        """A context in which errors of the database become `StoreUnusable`."""

    def follow(self) -> bool:
        """Open them again where they were deleted or replaced; whether that was so."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction; writers take turns, and an exception undoes all of it."""

    def reading(self) -> AbstractContextManager[Connection]:
        """What is asked inside is all answered from one moment."""

    def begin_anew(self, projections: set[str], store_id: str) -> None:
        """Empty the tables of projections, and set their checkpoints to the beginning."""

    def fresh(self, path: Path) -> ProjectionFile:
        """A file to build all rows anew in, which they are then to be replaced with."""

    def replace_with(self, other: ProjectionFile) -> None:
        """Take over the whole content of a file; who reads sees the old rows or the new."""

    def close(self) -> None:
        """Close them; closing again does nothing."""


def live_rows(store: StoreReader) -> LiveRows:
    """The rows of a store, open for writing; laid out by `begin_anew` where there are none yet."""
    if _are_on_the_server(store):
        from admission.app.projection_schema import ProjectionSchema  # noqa: PLC0415 - an extra

        return ProjectionSchema(store.name, locked=store.lock.locked)
    return ProjectionFile(beside(store.path, locked=store.lock.locked))


def readable_rows(store: StoreReader) -> Connection:
    """A connection to ask the rows of a store.

    Raises:
        StoreUnusable, sqlite3.Error: they cannot be opened.
    """
    if _are_on_the_server(store):
        from admission.app.projection_schema import to_read  # noqa: PLC0415 - an extra

        return to_read(store.name, locked=store.lock.locked)
    return connect(beside(store.path, locked=store.lock.locked), "read")


def streamed(
    connection: Connection, query: str, parameters: tuple[Any, ...], at_once: int
) -> Iterator[list[tuple[Any, ...]]]:
    """The answer to a question, so many rows at a time and never more; inside a transaction.

    A server sends an answer whole unless a cursor is declared for it.
    """
    ask = getattr(connection, "declare", connection.execute)
    cursor = ask(query, parameters)
    try:
        while rows := cursor.fetchmany(at_once):
            yield rows
    finally:
        cursor.close()


def _are_on_the_server(store: StoreReader) -> bool:
    return is_address(store.name) and store.read_from is None
