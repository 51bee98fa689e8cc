"""One connection to a server, spoken to as the rooms around speak to SQLite."""

import os
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, Literal

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.numeric import IntLoader

from admission.app.recorders.addresses import parted
from admission.app.recorders.server.errors import is_idle

Which = Literal["read-write", "primary", "any"]
"""Which of the servers of an address: one that is written to, that others follow, or the first."""
# The end of a machine that no longer says anything is noticed within half a minute.
_UNLESS_SAID: Final = {
    "connect_timeout": ("PGCONNECT_TIMEOUT", 2),  # for each host
    "target_session_attrs": ("PGTARGETSESSIONATTRS", ""),
    "keepalives_idle": ("", 10),
    "keepalives_interval": ("", 5),
    "keepalives_count": ("", 3),
    "tcp_user_timeout": ("", 25_000),
}
_KEPT_ALIVE: Final = (
    "SET tcp_keepalives_idle TO 10; SET tcp_keepalives_interval TO 5; "
    "SET tcp_keepalives_count TO 3; "
)


class ServerConnection:
    """A connection in autocommit mode; parameters are written `?`, rows are tuples."""

    def __init__(self, raw: "psycopg.Connection[tuple[Any, ...]]") -> None:
        self.raw = raw

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return not is_idle(self.raw)

    @property
    def is_broken_off(self) -> bool:
        """Whether a transaction that was begun is there no more, or can only be undone."""
        ended = (pq.TransactionStatus.IDLE, pq.TransactionStatus.INERROR)
        return self.raw.info.transaction_status in ended

    @property
    def is_lost(self) -> bool:
        """Whether there is nobody at the other end any more."""
        return self.raw.closed or self.raw.info.status != pq.ConnStatus.OK

    def execute(
        self,
        sql: str,
        parameters: Any = (),  # noqa: ANN401 - as psycopg takes them
        /,
    ) -> "psycopg.Cursor[tuple[Any, ...]]":
        """Run one statement."""
        return self.raw.execute(_in_its_dialect(sql), parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> None:
        """Run one statement for each set of parameters, all in one round trip."""
        with self.raw.cursor() as cursor:
            cursor.executemany(_in_its_dialect(sql), parameters)

    def declare(
        self,
        sql: str,
        parameters: Any,  # noqa: ANN401 - as psycopg takes them
        /,
    ) -> "psycopg.ServerCursor[tuple[Any, ...]]":
        """Ask one question, in a transaction; the server keeps the rows that are not fetched."""
        cursor = self.raw.cursor("declared")
        return cursor.execute(_in_its_dialect(sql), parameters)

    def close(self) -> None:
        """Close it; closing again does nothing."""
        self.raw.close()


def connect(address: str, settings: str, which: Which = "read-write") -> ServerConnection:
    """A new connection to the first server that is such a one; `settings` are run at once.

    The server takes back the locks of a program whose machine has gone. What the address or the
    environment of libpq says, such as PGCONNECT_TIMEOUT, is heeded.

    Raises:
        psycopg.Error: there is none.
    """
    where = parted(address)[0]
    options = _options(where, which)
    raw = psycopg.connect(where, autocommit=True, application_name="admission", **options)
    # Whole numbers alone are ever summed up, of which the server makes decimal ones.
    raw.adapters.register_loader("numeric", IntLoader)
    try:
        raw.execute((_KEPT_ALIVE + settings).encode())
    except BaseException:
        raw.close()
        raise
    return ServerConnection(raw)


def _options(address: str, which: Which) -> dict[str, Any]:
    said = conninfo_to_dict(address)
    found = {
        name: value
        for name, (variable, value) in _UNLESS_SAID.items()
        if name not in said and not os.environ.get(variable)
    }
    if "target_session_attrs" in found:
        found["target_session_attrs"] = which
    return found


@lru_cache(maxsize=4096)
def _in_its_dialect(sql: str) -> bytes:
    return sql.replace("%", "%%").replace("?", "%s").encode()
