"""Add a province to the nation: checked on both sides first, then all of it or nothing."""

from contextlib import closing, suppress
from typing import Final

import psycopg
from psycopg import sql

from admission.app.nation.publishing import opened, publication
from admission.app.nation.sources import Source, looked_at, truth
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.server.connection import ServerConnection
from admission.app.recorders.server.errors import Translated
from admission.app.recorders.server.migrating import (
    TO_ASK,
    check_database,
    migrations,
    quoted,
    statements,
    version_of,
)

_REGISTER: Final = (
    "CREATE SCHEMA IF NOT EXISTS nation",
    """CREATE TABLE IF NOT EXISTS nation.provinces (
        province TEXT COLLATE "C" NOT NULL PRIMARY KEY,
        store_id TEXT COLLATE "C" NOT NULL UNIQUE,
        address TEXT COLLATE "C" NOT NULL
    )""",
)
_ADD: Final = "INSERT INTO nation.provinces (province, store_id, address) VALUES (?, ?, ?)"
_MAY_SUBSCRIBE: Final = (
    "SELECT rolsuper OR pg_has_role(current_user, 'pg_create_subscription', 'USAGE') "
    "FROM pg_roles WHERE rolname = current_user"
)
_SLOT: Final = (
    "SELECT plugin = 'pgoutput' AND database = current_database() AND NOT active "
    "FROM pg_replication_slots WHERE slot_name = ?"
)
_QUIET: Final = (
    "SET LOCAL log_statement TO 'none'",
    "SET LOCAL log_min_error_statement TO 'panic'",
    "SET LOCAL log_min_duration_statement TO -1",
)
"""What is said next may hold a password: it is in no log."""
_WORKERS: Final = "SELECT current_setting('max_logical_replication_workers')::bigint"


def add(nation: str, source: Source, role: str) -> str:
    """Copy a province into the nation's database, and follow it; a role may then ask there.

    Returns what the owner should still see to, or nothing.

    Raises:
        StoreUnusable: it cannot be done, with the reason and what to do; nothing is left of it.
    """
    with (
        closing(opened(source.conninfo, source.address)) as there,
        closing(opened(nation, nation)) as here,
    ):
        with Translated(source.address):
            source = looked_at(there, source)
        with Translated(nation):
            _check_nation(here, nation, source, role)
        made = _with_slot(there, source)
        try:
            with Translated(nation):
                _subscribe(here, nation, source, role)
        except BaseException:
            if made:
                with suppress(psycopg.Error):
                    there.execute("SELECT pg_drop_replication_slot(?)", (source.slot,))
            raise
        return _to_see_to(here)


def _check_nation(here: ServerConnection, nation: str, source: Source, role: str) -> None:
    if not truth(here, _MAY_SUBSCRIBE):
        raise StoreUnusable(
            f"This user of {nation} may not follow other servers: connect as the owner, with the "
            "role pg_create_subscription."
        )
    check_database(here, nation, role)
    if here.execute("SELECT to_regclass('nation.provinces')").fetchone() != (None,):
        known = dict(here.execute("SELECT store_id, province FROM nation.provinces"))
        if source.province in known.values():
            raise StoreUnusable(f"{source.province} is in the nation already.")
        if source.store_id in known:
            raise StoreUnusable(
                f"{source.address} is the store that is in the nation as {known[source.store_id]}."
            )
    if version_of(here, source.province):
        raise StoreUnusable(
            f"The schema {source.province} of {nation} holds a store of its own: a copy needs one "
            "that is not there yet."
        )


def _with_slot(there: ServerConnection, source: Source) -> bool:
    """Make sure of the slot, from which on everything is kept for the nation; whether it is new.

    It is made apart from the subscription, as PostgreSQL asks where both are on one server.
    """
    found = there.execute(_SLOT, (source.slot,)).fetchone()
    if found is None:
        with Translated(source.address):
            there.execute(
                "SELECT pg_create_logical_replication_slot(?, 'pgoutput')", (source.slot,)
            )
        return True
    if not found[0]:
        raise StoreUnusable(
            f"The replication slot {source.slot} of {source.address} is of another use, or in use."
        )
    return False


def _subscribe(here: ServerConnection, nation: str, source: Source, role: str) -> None:
    here.execute("BEGIN")
    try:
        if truth(here, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
            for statement in _QUIET:
                here.execute(statement)
        for statement in _REGISTER:
            here.execute(statement)
        for statement in statements(migrations(), role, source.province, TO_ASK):
            here.execute(statement)
        here.execute(f"GRANT USAGE ON SCHEMA nation TO {quoted(role)}")
        here.execute(f"GRANT SELECT ON nation.provinces TO {quoted(role)}")
        here.execute(_ADD, (source.province, source.store_id, source.address))
        here.raw.execute(
            sql.SQL(
                "CREATE SUBSCRIPTION {name} CONNECTION {conninfo} PUBLICATION {name} "
                "WITH (create_slot = false, slot_name = {slot})"
            ).format(
                name=sql.Identifier(publication(source.province)),
                conninfo=sql.Literal(source.conninfo),
                slot=sql.Literal(source.slot),
            )
        )
        here.execute("COMMIT")
    except psycopg.Error as error:
        if (error.sqlstate or "").startswith("08") and not here.is_lost:
            raise StoreUnusable(
                f"The server of {nation} cannot connect to {source.address} itself: see its "
                "network, and whom the other lets in."
            ) from error
        raise
    finally:
        if here.in_transaction:
            here.execute("ROLLBACK")


def _to_see_to(here: ServerConnection) -> str:
    """Whether the server has a worker for each province, and some for first copies."""
    (workers,) = here.execute(_WORKERS).fetchone() or (0,)
    (provinces,) = here.execute("SELECT count(*) FROM nation.provinces").fetchone() or (0,)
    if workers > provinces:
        return ""
    return (
        f"The nation's server runs {workers} workers for {provinces} provinces: set "
        f"max_logical_replication_workers to {provinces + 2} or more, and max_worker_processes "
        "above that, and start it again."
    )
