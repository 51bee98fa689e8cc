"""Lay out a database for a store, and later change it: each migration once, one owner at a time."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import psycopg

from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.server.connection import ServerConnection, connect
from admission.app.recorders.server.errors import Translated, not_connected
from admission.app.recorders.server.layout import VERSION

_FOLDER: Final = Path(__file__).with_name("migrations")
_SETTINGS: Final = "SET search_path TO pg_temp; SET client_min_messages TO warning"
_LOCK: Final = 0x41444D4E  # "ADMN"
_ROWS: Final = (
    "admission_rows, admission_rows_fresh, admission_rows_locked, admission_rows_locked_fresh"
)
_ADDED_TO: Final = (
    "admission.events, admission.commands, admission.refusals, admission.store, "
    "admission.tlog_leaf, admission.tlog_tile, admission.tlog_head"
)
# Of events, commands and refusals nobody but the owner may change or delete one; the head of the
# log alone moves. Tables may be made for rows, which are built from the events, and nowhere else.
_RIGHTS: Final = (
    "GRANT USAGE ON SCHEMA admission TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA admission FROM {role}",
    "GRANT SELECT ON ALL TABLES IN SCHEMA admission TO {role}",
    "GRANT INSERT ON " + _ADDED_TO + " TO {role}",
    "GRANT UPDATE ON admission.tlog_head TO {role}",
    "GRANT USAGE, CREATE ON SCHEMA " + _ROWS + " TO {role}",
)
_TABLE: Final = "admission.migrations"
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
            _check(connection, address, role)
            done = [each for each in migrations() if each.version > _version(connection)]
            for statement in _statements(done, role):
                connection.execute(statement)
            connection.execute("COMMIT")
    finally:
        connection.close()
    return done


def script(role: str) -> Iterator[str]:
    """Every statement for an empty database, to be run by its owner in one transaction."""
    for statement in _statements(migrations(), role):
        yield f"{statement};"


def _statements(done: list[Migration], role: str) -> Iterator[str]:
    for migration in done:
        yield from migration.statements
        yield f"INSERT INTO admission.migrations (version) VALUES ({migration.version})"  # noqa: S608 - a number of ours
    quoted = '"' + role.replace('"', '""') + '"'
    for statement in _RIGHTS:
        yield statement.format(role=quoted)


def _migration(path: Path) -> Migration:
    number, _, name = path.stem.partition("_")
    parts = re.split(r";\s*\n", path.read_text("utf-8"))
    return Migration(int(number), name, tuple(part for part in map(str.strip, parts) if part))


def _version(connection: ServerConnection) -> int:
    (there,) = connection.execute("SELECT to_regclass('admission.migrations')").fetchone() or (
        None,
    )
    if there is None:
        return 0
    row = connection.execute("SELECT coalesce(max(version), 0) FROM admission.migrations")
    return int((row.fetchone() or (0,))[0])


def _check(connection: ServerConnection, address: str, role: str) -> None:
    (encoding,) = connection.execute("SHOW server_encoding").fetchone() or ("",)
    if encoding != "UTF8":
        raise StoreUnusable(
            f"The database of {address} is encoded in {encoding}: make one encoded in UTF8."
        )
    if (version := _version(connection)) > VERSION:
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
