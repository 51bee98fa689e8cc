"""Take a province out of the nation: it is followed no longer, and the copy of it is gone."""

from contextlib import closing

import psycopg
from psycopg import sql

from admission.app.nation.provinces import listed
from admission.app.nation.publishing import opened, publication
from admission.app.nation.sources import slot_of
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.server.connection import ServerConnection
from admission.app.recorders.server.errors import Translated
from admission.app.recorders.server.migrating import SCHEMAS


def remove(nation: str, province: str) -> str:
    """Follow a province no longer, and delete the copy; broken off, it is finished when repeated.

    The province's own store is left as it is. Returns what its owner should still see to.

    Raises:
        StoreUnusable: it cannot be done, with the reason and what to do.
    """
    with closing(opened(nation, nation)) as here, Translated(nation):
        address = {one.name: one.address for one in listed(here, nation)}.get(province)
        if address is None:
            raise StoreUnusable(
                f"{province} is not in the nation: `admission --db {nation} nation provinces` "
                "lists those that are."
            )
        slot_is_gone = _follow_no_longer(here, province)
        _delete_copy(here, province)
    left = f"let the owner of {address} run `DROP PUBLICATION {publication(province)}`"
    if slot_is_gone:
        return f"Nothing is published for the nation any more: {left}."
    return (
        f"{address} could not be reached, and keeps its log for the nation until its disk is full: "
        f"{left} and `SELECT pg_drop_replication_slot('{slot_of(province)}')`."
    )


def _follow_no_longer(here: ServerConnection, province: str) -> bool:
    """Drop the subscription; whether the slot in the province went with it."""
    name = sql.Identifier(publication(province))
    try:
        here.raw.execute(sql.SQL("DROP SUBSCRIPTION IF EXISTS {}").format(name))
    except psycopg.Error as error:
        if here.is_lost or not (error.sqlstate or "").startswith("08"):
            raise
    else:
        return True
    here.raw.execute(sql.SQL("ALTER SUBSCRIPTION {} DISABLE").format(name))
    here.raw.execute(sql.SQL("ALTER SUBSCRIPTION {} SET (slot_name = NONE)").format(name))
    here.raw.execute(sql.SQL("DROP SUBSCRIPTION {}").format(name))
    return False


def _delete_copy(here: ServerConnection, province: str) -> None:
    schemas = ", ".join(f"{province}{part}" for part in SCHEMAS)
    here.execute("BEGIN")
    try:
        here.execute(f"DROP SCHEMA IF EXISTS {schemas} CASCADE")
        here.execute("DELETE FROM nation.provinces WHERE province = ?", (province,))
        here.execute("COMMIT")
    finally:
        if here.in_transaction:
            here.execute("ROLLBACK")
