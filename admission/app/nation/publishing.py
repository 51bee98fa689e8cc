"""A province lets the nation follow its store: a publication, and a role that may read it."""

from typing import Final

import psycopg

from admission.app.recorders.addresses import parted
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.server.connection import ServerConnection, connect
from admission.app.recorders.server.errors import Translated, not_connected
from admission.app.recorders.server.layout import TABLES, VERSION
from admission.app.recorders.server.migrating import quoted, version_of

SETTINGS: Final = "SET search_path TO pg_temp; SET client_min_messages TO warning"
READ: Final = (*TABLES, "migrations")
"""What the role of the nation reads; the migrations are looked at, and not copied."""
# Nothing is ever deleted in a store: what an owner deletes behind its back stays in the nation.
_PUBLISH: Final = "CREATE PUBLICATION {name} FOR TABLE {tables} WITH (publish = 'insert, update')"
_OWNS: Final = (
    "SELECT pg_has_role(current_user, nspowner, 'USAGE') FROM pg_namespace WHERE nspname = ?"
)
_ROLE: Final = "SELECT rolreplication, rolsuper FROM pg_roles WHERE rolname = ?"


def publication(province: str) -> str:
    """What the publication of a province is called, and the subscription to it."""
    return f"admission_{province}"


def publish(address: str, role: str) -> None:
    """Publish the store at an address, and let a role follow it; done again, it changes nothing.

    Raises:
        StoreUnusable: it cannot be done, with the reason and what to do.
    """
    schema = parted(address)[1]
    connection = opened(address, address)
    try:
        with Translated(address):
            connection.execute("BEGIN")
            _check(connection, address, schema, role)
            if not is_published(connection, schema):
                tables = ", ".join(f"{schema}.{name}" for name in TABLES)
                connection.execute(_PUBLISH.format(name=publication(schema), tables=tables))
            read = ", ".join(f"{schema}.{name}" for name in READ)
            connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {quoted(role)}")
            connection.execute(f"GRANT SELECT ON {read} TO {quoted(role)}")
            connection.execute("COMMIT")
    finally:
        connection.close()


def opened(address: str, name: str) -> ServerConnection:
    """A connection of an owner; `name` is the address as sentences say it."""
    try:
        return connect(address, SETTINGS)
    except psycopg.Error as error:
        raise not_connected(error, name) from error


def is_published(connection: ServerConnection, province: str) -> bool:
    """Whether there is a publication of a province in this database."""
    query = "SELECT 1 FROM pg_publication WHERE pubname = ?"
    return connection.execute(query, (publication(province),)).fetchone() is not None


def refuse_without_logical_log(connection: ServerConnection, name: str) -> None:
    """Raise `StoreUnusable` where the server keeps no log that can be followed."""
    (level,) = connection.execute("SHOW wal_level").fetchone() or ("",)
    if level != "logical":
        raise StoreUnusable(
            f"The server of {name} keeps a log that cannot be followed (wal_level is {level}): set "
            "wal_level = logical there, and start it again."
        )


def _check(connection: ServerConnection, address: str, schema: str, role: str) -> None:
    refuse_without_logical_log(connection, address)
    if version_of(connection, schema) != VERSION:
        raise StoreUnusable(
            f"{address} is not laid out as this program needs it: let its owner run "
            f"`admission --db {address} db migrate` first."
        )
    if connection.execute(_OWNS, (schema,)).fetchone() != (True,):
        raise StoreUnusable(
            f"This user may not publish {schema}: connect as the owner of its database."
        )
    found = connection.execute(_ROLE, (role,)).fetchone()
    if found is None or not any(found):
        raise StoreUnusable(
            f"The server of {address} has no role {role} that may replicate: make it first "
            "(CREATE ROLE … LOGIN REPLICATION), for the nation to connect as."
        )
