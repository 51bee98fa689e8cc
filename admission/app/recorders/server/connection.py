"""One connection to a server, spoken to as the rooms around speak to SQLite."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

import psycopg
from psycopg import pq
from psycopg.types.numeric import IntLoader

from admission.app.recorders.server.errors import is_idle

_CONNECT_SECONDS: Final = 10


class ServerConnection:
    """A connection in autocommit mode; parameters are written `?`, rows are tuples."""

    def __init__(self, raw: "psycopg.Connection[tuple[Any, ...]]") -> None:
        self.raw = raw

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return not is_idle(self.raw)

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

    def close(self) -> None:
        """Close it; closing again does nothing."""
        self.raw.close()


def connect(address: str, settings: str) -> ServerConnection:
    """A new connection; `settings` are statements run at once.

    Raises:
        psycopg.Error: there is none.
    """
    raw = psycopg.connect(
        address, autocommit=True, connect_timeout=_CONNECT_SECONDS, application_name="admission"
    )
    # Whole numbers alone are ever summed up, of which the server makes decimal ones.
    raw.adapters.register_loader("numeric", IntLoader)
    try:
        raw.execute(settings.encode())
    except BaseException:
        raw.close()
        raise
    return ServerConnection(raw)


@lru_cache(maxsize=4096)
def _in_its_dialect(sql: str) -> bytes:
    return sql.replace("%", "%%").replace("?", "%s").encode()
