"""Lay out a database for a store, and later change it: each migration once, one owner at a time."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import psycopg

from admission.app.recorders.addresses import parted
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.server.connection import ServerConnection, connect
from admission.app.recorders.server.errors import Translated, not_connected
from admission.app.recorders.server.layout import TABLES, VERSION

_FOLDER: Final = Path(__file__).with_name("migrations")
_SETTINGS: Final = "SET search_path TO pg_temp; SET client_min_messages TO warning"
_LOCK: Final = 0x41444D4E  # "ADMN"
_ADDED_TO: Final = ", ".join(f"{{schema}}.{name}" for name in TABLES)
SCHEMAS: Final = ("", "_rows", "_rows_fresh", "_rows_locked", "_rows_locked_fresh")
"""What is added to the name of a store's schema for each of its schemas; the rows have four."""
_OF_ROWS: Final = ", ".join(f"{{schema}}{part}" for part in SCHEMAS[1:])
# Of events, commands and refusals nobody but the owner may change or delete one; the head of the
# log alone moves. Tables may be made for rows, which are built from the events, and nowhere else.
TO_ASK: Final = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, CREATE ON SCHEMA " + _OF_ROWS + " TO {role}",
)
"""The rights of who asks a store, and adds nothing to it."""
TO_RECORD: Final = (
    *TO_ASK,
    "GRANT INSERT ON " + _ADDED_TO + " TO {role}",
    "GRANT UPDATE ON {schema}.tlog_head TO {role}",
)
"""The rights of the application."""
_ROLE: Final = "SELECT rolsuper, rolname = current_user FROM pg_roles WHERE rolname = ?"


class Migration(NamedTuple):
    """One step of the layout: its number, its name, its statements."""

    version: int
    name: str
    statements: tuple[str, ...]


def migrations() -> list[Migration]:
    """Every migration, in order."""
    return [_migration(path) for path in sorted(_FOLDER.glob("*.sql"))]


def migrate(address: str, role: str) -> list[Migration]:
    """Carry out what is missing, and give a role the rights of the application; what was done.

    Raises:
        StoreUnusable: it cannot be done, with the reason and what to do.
    """
    try:
        connection = connect(address, _SETTINGS)
    except psycopg.Error as error:
        raise not_connected(error, address) from error
    try:
        with Translated(address):
            connection.execute("BEGIN")
            connection.execute("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            check_database(connection, address, role)
            schema = parted(address)[1]
            before = version_of(connection, schema)
            done = [each for each in migrations() if each.version > before]
            rights = TO_ASK if _is_a_copy(connection, schema) else TO_RECORD
            for statement in statements(done, role, schema, rights):
                connection.execute(statement)
            connection.execute("COMMIT")
    finally:
        connection.close()
    return done


def script(role: str, schema: str) -> Iterator[str]:
    """Every statement for an empty database, to be run by its owner in one transaction."""
    for statement in statements(migrations(), role, schema):
        yield f"{statement};"


def statements(
    done: list[Migration], role: str, schema: str, rights: tuple[str, ...] = TO_RECORD
) -> Iterator[str]:
    """What carries migrations out in a schema, and gives a role its rights there."""
    for migration in done:
        for statement in migration.statements:
            yield statement.format(schema=schema)
        yield f"INSERT INTO {schema}.migrations (version) VALUES ({migration.version})"  # noqa: S608 - a number of ours
    for statement in rights:
        yield statement.format(schema=schema, role=quoted(role))


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def _is_a_copy(connection: ServerConnection, schema: str) -> bool:
    """Whether the schema is the nation's copy of a province, to which nobody adds."""
    if connection.execute("SELECT to_regclass('nation.provinces')").fetchone() == (None,):
        return False
    query = "SELECT 1 FROM nation.provinces WHERE province = ?"
    return connection.execute(query, (schema,)).fetchone() is not None


def _migration(path: Path) -> Migration:
    number, _, name = path.stem.partition("_")
    parts = re.split(r";\s*\n", path.read_text("utf-8"))
    return Migration(int(number), name, tuple(part for part in map(str.strip, parts) if part))


def version_of(connection: ServerConnection, schema: str) -> int:
    """The newest migration of a schema, 0 where there is none."""
    found = connection.execute("SELECT to_regclass(?)", (f"{schema}.migrations",)).fetchone()
    if not found or found[0] is None:
        return 0
    row = connection.execute(f"SELECT coalesce(max(version), 0) FROM {schema}.migrations")  # noqa: S608 - a checked name
    return int((row.fetchone() or (0,))[0])


def check_database(connection: ServerConnection, address: str, role: str) -> None:
    """Refuse a database that cannot be laid out by this program, or a role that may too much."""
    (encoding,) = connection.execute("SHOW server_encoding").fetchone() or ("",)
    if encoding != "UTF8":
        raise StoreUnusable(
            f"The database of {address} is encoded in {encoding}: make one encoded in UTF8."
        )
    if (version := version_of(connection, parted(address)[1])) > VERSION:
        raise StoreUnusable(
            f"The database of {address} was laid out by a newer admission (migration {version}, "
            f"this one knows {VERSION}): install the newer version."
        )
    found = connection.execute(_ROLE, (role,)).fetchone()
    if found is None:
        raise StoreUnusable(
            f"The server of {address} has no role {role}: make it first (CREATE ROLE … LOGIN), for "
            "the application to connect as."
        )
    if any(found):
        raise StoreUnusable(
            f"{role} may change and delete everything here: name with --role one that is neither "
            "a superuser nor the owner."
        )
