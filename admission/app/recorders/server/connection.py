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
from admission.app.recorders.ports import Cursor
from admission.app.recorders.server.errors import is_idle
from admission.app.recorders.server.sending import Rows, Sender

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
    """A connection in autocommit mode; parameters are written `?`, rows are tuples.

    What answers nothing waits, inside a transaction, for the next statement that does, or for its
    end: they go to the server together, and what is wrong with them is raised there.
    """

    def __init__(self, raw: "psycopg.Connection[tuple[Any, ...]]") -> None:
        self.raw = raw
        raw.prepare_threshold = None
        self._sender = Sender(raw)
        self._waiting: list[tuple[str, Any]] = []

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return bool(self._waiting) or not is_idle(self.raw)

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
    ) -> Cursor:
        """Run one statement, after those that wait; a BEGIN waits, a ROLLBACK takes them back."""
        if sql.startswith("BEGIN"):
            self._waiting = [(sql, ())]
            return Rows(())
        if sql.startswith("ROLLBACK"):
            self._waiting.clear()
        if not self._waiting and not parameters and not sql.startswith("SELECT"):
            return self.raw.execute(sql.encode())  # some may not go with others
        waiting, self._waiting = self._waiting, []
        return self._sender.send([*waiting, (sql, parameters)])

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> None:
        """Run one statement for each set of parameters; inside a transaction they wait."""
        those = [(sql, each) for each in parameters]
        if self.in_transaction:
            self._waiting += those
        elif those:
            self._sender.send(those)

    def declare(
        self,
        sql: str,
        parameters: Any,  # noqa: ANN401 - as psycopg takes them
        /,
    ) -> "psycopg.ServerCursor[tuple[Any, ...]]":
        """Ask one question, in a transaction; the server keeps the rows that are not fetched."""
        if self._waiting:
            self.execute("SELECT 1")
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
