"""The rows of a store on a server: in a schema of the same database, which holds nothing else."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

import psycopg

from admission.app.projection_file import (
    OWN_TABLES,
    ProjectionFile,
    first_position,
    statements,
    tables,
)
from admission.app.recorders.addresses import parted
from admission.app.recorders.connections import WAIT_SECONDS
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.server.connection import ServerConnection, Which, connect
from admission.app.recorders.server.errors import (
    READ_ONLY,
    Translated,
    not_connected,
    without_rights,
)
from admission.projections import PROJECTIONS

_SETTINGS: Final = (
    "SET search_path TO {schema}, pg_temp; SET client_encoding TO 'UTF8'; "
    "SET client_min_messages TO warning; "
    "SET default_transaction_isolation TO 'repeatable read'; "
    "SET lock_timeout TO {wait}"
)
_TO_READ: Final = "; SET default_transaction_read_only TO on"
_TO_WRITE: Final = "; SET plan_cache_mode TO force_generic_plan"
_TEXT: Final = re.compile(r"\bTEXT\b")
_TURN: Final = "SELECT pg_advisory_xact_lock(hashtext(current_schema()))"


def to_read(address: str, *, locked: bool) -> ServerConnection:
    """A connection to ask the rows of a store; raises `StoreUnusable` where there is none."""
    return _connected(address, _schema(address, locked=locked), "primary", _TO_READ)


class ProjectionSchema:
    """The rows of one store, open for writing; each `with rows.writing()` is a transaction.

    They are made in the order of the alphabet of bytes, as in SQLite, whatever the database sorts
    by. Rows that are replaced are read until those that replace them are there.
    """

    def __init__(self, address: str, *, locked: bool) -> None:
        self._name = address
        self._schema = _schema(address, locked=locked)
        self.connection = _connected(address, self._schema, more=_TO_WRITE)
        with ExitStack() as unless_laid_out:
            unless_laid_out.callback(self.close)
            with self.writing() as connection:
                for table in OWN_TABLES:
                    connection.execute(_on_a_server(table))
            unless_laid_out.pop_all()

    def translated(self) -> Translated:
        """A context in which errors of the server become `StoreUnusable`."""
        return Translated(self._name)

    def follow(self) -> bool:
        """Connect again where the server was lost; whether that was so."""
        if not self.connection.is_lost:
            return False
        self.connection = _connected(self._name, self._schema, more=_TO_WRITE)
        return True

    @contextmanager
    def writing(self) -> Iterator[ServerConnection]:
        """A transaction; writers take turns, and an exception undoes all of it."""
        # Each statement sees what was committed before it: the first one waits for the turn.
        with self._transaction("BEGIN ISOLATION LEVEL READ COMMITTED") as connection:
            connection.execute(_TURN)
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[ServerConnection]:
        """What is asked inside is all answered from one moment."""
        with self._transaction("BEGIN READ ONLY") as connection:
            yield connection

    def begin_anew(self, projections: set[str], store_id: str) -> None:
        """Empty the tables of projections, and set their checkpoints to the beginning."""
        with self.writing() as connection:
            for name in PROJECTIONS:
                if name in projections:
                    for table in tables(name):
                        connection.execute(f"DROP TABLE IF EXISTS {table}")
                    for statement in statements(name):
                        connection.execute(_on_a_server(statement))
                    first_position(connection, name, store_id)
            marks = ", ".join("?" * len(PROJECTIONS))
            connection.execute(
                f"DELETE FROM checkpoints WHERE projection NOT IN ({marks})",  # noqa: S608
                tuple(PROJECTIONS),
            )

    def fresh(self, path: Path) -> ProjectionFile:
        """A file to build all rows anew in, which they are then to be replaced with."""
        return ProjectionFile(path, building=True)

    def replace_with(self, other: ProjectionFile) -> None:
        """Take over the whole content of a file; who reads sees the old rows or the new."""
        names = [name for projection in PROJECTIONS for name in tables(projection)]
        with self.writing() as connection:
            connection.execute(f"SET LOCAL search_path TO {self._schema}_fresh, pg_temp")
            for projection in PROJECTIONS:
                for statement in statements(projection):
                    if statement.startswith("CREATE TABLE"):
                        connection.execute(_on_a_server(statement))
            for name in names:
                self._copy(other, name)
            for projection in PROJECTIONS:
                for statement in statements(projection):
                    if not statement.startswith("CREATE TABLE"):
                        connection.execute(_on_a_server(statement))
            for name in names:
                connection.execute(f"DROP TABLE IF EXISTS {self._schema}.{name}")
                connection.execute(f"ALTER TABLE {name} SET SCHEMA {self._schema}")
            connection.execute(f"SET LOCAL search_path TO {self._schema}, pg_temp")
            for name in ("checkpoints", "quarantine"):
                connection.execute(f"DELETE FROM {name}")  # noqa: S608 - of two names
                self._copy(other, name)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def _copy(self, other: ProjectionFile, table: str) -> None:
        rows = other.connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours
        columns = ", ".join(column[0] for column in rows.description)
        with (
            self.connection.raw.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns}) FROM STDIN".encode()) as copy,
        ):
            for row in rows:
                copy.write_row(row)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[ServerConnection]:
        with Translated(self._name):
            self.connection.execute(begin)
            try:
                yield self.connection
            except psycopg.Error as error:
                if error.sqlstate == READ_ONLY:  # another server may be written to by now
                    self.connection.close()
                raise
            finally:
                if self.connection.in_transaction:
                    with suppress(psycopg.Error):
                        self.connection.execute("ROLLBACK")


def _schema(address: str, *, locked: bool) -> str:
    return f"{parted(address)[1]}_rows{'_locked' if locked else ''}"


def _on_a_server(statement: str) -> str:
    # Rows hold names in clear: unlogged, they are in no archive of the log and no base backup, so
    # that who was erased is in none either. After a crash they are empty, and built again.
    unlogged = statement.replace("CREATE TABLE", "CREATE UNLOGGED TABLE", 1)
    return _TEXT.sub('TEXT COLLATE "C"', unlogged)


def _connected(
    address: str, schema: str, which: Which = "read-write", more: str = ""
) -> ServerConnection:
    settings = _SETTINGS.format(schema=schema, wait=int(WAIT_SECONDS * 1000)) + more
    try:
        connection = connect(address, settings, which)
    except psycopg.Error as error:
        raise not_connected(error, address) from error
    with ExitStack() as unless_usable, Translated(address):
        unless_usable.callback(connection.close)
        # Where the schema may not be used, tables would be made in none that lasts.
        if connection.execute("SELECT current_schema()").fetchone() != (schema,):
            raise StoreUnusable(without_rights(address))
        unless_usable.pop_all()
    return connection
