"""Which provinces the nation has a copy of, and how each copy is kept."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

import psycopg

from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.reading import StoreReader
from admission.app.recorders.server.connection import ServerConnection, connect
from admission.app.recorders.server.errors import Translated, not_connected
from admission.app.recorders.server.sessions import ServerSessions

STATES: Final = {
    "following": "",
    "copying": "it is being copied for the first time",
    "cut-off": "its server is not followed just now, so what is newer there is missing",
    "stopped": "following it was stopped (ALTER SUBSCRIPTION … ENABLE goes on)",
    "not-followed": "there is no subscription to it any more",
}
"""How a copy is kept, and what is to be said of an answer for it; empty where it is whole."""
_SETTINGS: Final = "SET search_path TO pg_temp; SET default_transaction_read_only TO on"
_THERE: Final = "SELECT to_regclass('nation.provinces')"
# A worker that has just begun, or cannot connect, has a time and has received nothing.
_PROVINCES: Final = """
SELECT p.province, p.address, s.subenabled,
  EXISTS (SELECT 1 FROM pg_subscription_rel r WHERE r.srsubid = s.oid AND r.srsubstate <> 'r'),
  (SELECT max(w.last_msg_receipt_time) FROM pg_stat_subscription w WHERE w.subid = s.oid
    AND w.relid IS NULL AND w.received_lsn IS NOT NULL)
FROM nation.provinces p
LEFT JOIN pg_subscription s ON s.subname = 'admission_' || p.province
  AND s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY p.province COLLATE "C"
"""


class Province(NamedTuple):
    """One province of the nation: where its own store is, how its copy is kept, heard of when."""

    name: str
    address: str
    state: str
    heard_at: datetime | None


def list_provinces(nation: str) -> list[Province]:
    """Every province of the nation at an address, by name.

    Raises:
        StoreUnusable: there is no nation in this database, or it cannot be asked.
    """
    try:
        connection = connect(nation, _SETTINGS)
    except psycopg.Error as error:
        raise not_connected(error, nation) from error
    with closing(connection), Translated(nation):
        return listed(connection, nation)


def head_there(province: Province) -> int:
    """The newest position of a province's own store, asked there.

    Raises:
        StoreUnusable: it cannot be asked, or is newer than this program.
    """
    sessions = ServerSessions(Path(province.name), province.address, "read")
    with StoreReader(sessions) as reader:
        return reader.head()


def listed(connection: ServerConnection, name: str) -> list[Province]:
    """Every province of the nation that a connection leads to, by name; refused as above."""
    if connection.execute(_THERE).fetchone() == (None,):
        raise StoreUnusable(
            f"There is no province in {name} yet: let its owner add the first with "
            f"`admission --db {name} nation add`."
        )
    return [
        Province(name, address, _state(enabled=enabled, copying=copying, heard=heard), heard)
        for name, address, enabled, copying, heard in connection.execute(_PROVINCES)
    ]


def _state(*, enabled: bool | None, copying: bool, heard: datetime | None) -> str:
    if enabled is None:
        return "not-followed"
    if not enabled:
        return "stopped"
    if heard is None:
        return "cut-off"
    return "copying" if copying else "following"
