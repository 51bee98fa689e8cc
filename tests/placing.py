"""Stores that a test begins as files, begun on a server instead; stores copied.

Nothing in a test says which database it runs on. A store is named by a path: that of a store which
is begun becomes a small file, which says the address of a database of its own.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from admission.app import bootstrap
from admission.app.doctor import server as doctor
from admission.app.doctor import standbys
from admission.app.projection_file import tables
from admission.app.projection_schema import ProjectionSchema
from admission.app.recorders import opening
from admission.app.recorders.addresses import address_in
from admission.app.recorders.plain_rows import StoreIdentity
from admission.app.recorders.ports import Connection
from admission.app.recorders.server.connection import ServerConnection, connect
from admission.projections import PROJECTIONS
from tests.servers import Server

TEMPLATE: Final = "laid_out_with_rows"
MOST_KEPT: Final = 4
_STORE: Final = ("events", "commands", "refusals", "store", "tlog_leaf", "tlog_tile", "tlog_head")
_ROWS: Final = sorted(name for projection in PROJECTIONS for name in tables(projection))
_OWN: Final = ["checkpoints", "quarantine"]
_OTHERS: Final = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_THERE: Final = (
    "SELECT schemaname, tablename FROM pg_tables WHERE schemaname LIKE 'admission_rows%'"
)
_EMPTIED: Final = "; ".join(
    f"DELETE FROM {schema}.{name}"  # noqa: S608 - names of ours
    for schema, names in (("admission", _STORE), ("admission_rows", [*_OWN, *_ROWS]))
    for name in names
)
_CHECKPOINT: Final = "INSERT INTO admission_rows.checkpoints VALUES (%s, %s, 0, %s, '')"
_begun = opening.begun
_on_a_server: list[bool] = []


def examples(most: int) -> int:
    """How many examples a law is tried with where each of them is a store; fewer on a server."""
    return min(most, 8) if _on_a_server else most


def told_that_stores_are_on_a_server() -> None:
    """Before the tests are imported, which then say how many examples they try."""
    _on_a_server.append(True)


class Placing:
    """The databases of one server, each lent to a store for as long as its test lasts."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._lent: dict[Path, str] = {}
        self._free: list[str] = []
        server.run(f"CREATE DATABASE {TEMPLATE} TEMPLATE laid_out STRATEGY FILE_COPY")
        rows = ProjectionSchema(server.address(TEMPLATE), locked=False)
        rows.begin_anew(set(PROJECTIONS), "")
        rows.close()

    @contextmanager
    def begun(self, path: Path, identity: StoreIdentity) -> Iterator[Path]:
        """As `opening.begun`, in a database if there is nothing at the path yet."""
        placed = not os.path.lexists(path) and self._placed(path, identity.store_id)
        try:
            with _begun(path, identity) as found:
                yield found
        except BaseException:
            if placed:
                path.unlink()
            raise

    def copy(self, place: Path) -> None:
        """Let a place that was copied name a copy of its database."""
        address = address_in(place)
        if address is None:
            return
        origin = address.rsplit("/", 1)[-1]
        with self._connected(origin) as connection:
            connection.execute(_OTHERS)
        self._name(place, self.server.new_database(origin))

    def take_back(self, folder: Path | None) -> None:
        """Have the databases of stores again that are gone, or that lie in a folder done with."""
        for path, name in list(self._lent.items()):
            if path.exists() and not (folder and path.is_relative_to(folder)):
                continue
            del self._lent[path]
            if len(self._free) < MOST_KEPT and name not in self.server.touched:
                self._free.append(name)
            else:
                self.server.run(f"DROP DATABASE {name} WITH (FORCE)")

    def _placed(self, path: Path, store_id: str) -> bool:
        with suppress(OSError):
            path.touch(exist_ok=False)
            self._name(path, self._emptied(store_id))
            return True
        return False

    def _name(self, path: Path, database: str) -> None:
        if (before := self._lent.get(path.resolve())) is not None:
            self.server.run(f"DROP DATABASE {before} WITH (FORCE)")
        path.write_text(f"{self.server.address(database)}\n", encoding="utf-8")
        self._lent[path.resolve()] = database

    def _emptied(self, store_id: str) -> str:
        """A database laid out for a store, with rows laid out for this one, as if just begun.

        To lay out the rows takes longer than most tests, so that is done once.
        """
        self.take_back(None)
        name = self._free.pop() if self._free else self.server.new_database(TEMPLATE)
        with self._connected(name) as connection:
            connection.execute(_OTHERS)
            there = {tuple(row) for row in connection.execute(_THERE)}
            if there != {("admission_rows", table) for table in (*_OWN, *_ROWS)}:
                self.server.run(f"DROP DATABASE {name} WITH (FORCE)")
                return self._emptied(store_id)
            connection.execute(_EMPTIED.encode())
            checkpoints = [(each, version, store_id) for each, version in PROJECTIONS.items()]
            connection.cursor().executemany(_CHECKPOINT, checkpoints)
        return name

    def _connected(self, database: str) -> psycopg.Connection:
        return psycopg.connect(self.server.conninfo, dbname=database, autocommit=True)


_placing: list[Placing] = []


@contextmanager
def passed_by_the_doctor() -> Iterator[None]:
    """The server of a test run is as unsafe as it is fast; let the doctor take no notice of it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(doctor, "_SAFE", {})
        patched.setattr(standbys, "_ON_THE_DISK", ("off",))
        yield


@contextmanager
def stores_on(server: Server) -> Iterator[Placing]:
    """Let every store that is begun in this process be begun on a server."""
    placing = Placing(server)
    with pytest.MonkeyPatch.context() as patched:
        for module in (opening, bootstrap):
            patched.setattr(module, "begun", placing.begun)
        _placing.append(placing)
        yield placing
        _placing.clear()


def copied_store(place: Path, to: Path) -> Path:
    """A copy of one store alone, with nothing of what lies beside it."""
    if address_in(place) is None:
        with closing(sqlite3.connect(place)) as old, closing(sqlite3.connect(to)) as new:
            old.backup(new)
        return to
    shutil.copy(place, to)
    for placing in _placing:
        placing.copy(to)
    return to


@contextmanager
def owned(place: Path) -> Iterator[Connection]:
    """A store as the owner of its file or database opens it, behind the back of the program."""
    address = address_in(place)
    if address is None:
        with closing(sqlite3.connect(place, isolation_level=None)) as connection:
            yield connection
        return
    (placing,) = _placing
    name = address.rsplit("/", 1)[-1]
    placing.server.touched.add(name)
    conninfo = make_conninfo(placing.server.conninfo, dbname=name)
    with closing(connect(conninfo, "SET search_path TO admission")) as server:
        yield server


def held(place: Path, schema: str) -> bytes:
    """What the tables of a database hold, as bytes; nothing where there are none."""
    found = bytearray()
    with owned(place) as connection:
        assert isinstance(connection, ServerConnection)
        named = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = ?"
        for (table,) in connection.execute(named, (schema,)).fetchall():
            with connection.raw.cursor().copy(f"COPY {table} TO STDOUT BINARY".encode()) as copy:
                found += b"".join(bytes(block) for block in copy)
    return bytes(found)


def copied(folder: Path, to: Path) -> Path:
    """A copy of a folder with stores in it, whichever database they are in."""
    shutil.copytree(folder, to)
    for placing in _placing:
        for path in filter(Path.is_file, to.iterdir()):
            placing.copy(path)
    return to
