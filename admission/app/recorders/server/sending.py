"""Statements sent to a server together, in one round trip, and the rows that the last one gives.

By the pipeline of libpq: that of psycopg goes to the network at each statement, which takes about
four times as long. What is sent again is parsed and planned by the server once.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count, islice
from typing import Any, Final, NamedTuple

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.waiting import Ready, Wait

Statement = tuple[str, Sequence[Any]]
"""SQL with `?` for each parameter, and the parameters."""
_MOST: Final = 500
"""How many statements the server keeps parsed; the rows of all projections take some 200."""


class Rows:
    """What a statement gave back: rows, each a tuple."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._rows = iter(rows)

    def fetchone(self) -> Any:  # noqa: ANN401 - a row, or None
        """The next row, None where there is no more."""
        return next(self._rows, None)

    def fetchmany(self, size: int, /) -> list[Any]:
        """So many rows more, fewer at the end."""
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        """Every row that is left."""
        return list(self._rows)

    def close(self) -> None:
        """Ask for no more of them."""
        self._rows = iter(())

    def __iter__(self) -> Iterator[Any]:
        return self._rows


class _Ready(NamedTuple):
    """A statement with its parameters as they are sent."""

    sql: bytes
    values: Sequence[Any]
    types: tuple[int, ...]
    formats: Sequence[int]


class Sender:
    """Sends statements on one connection, which nobody else may let prepare any."""

    def __init__(self, raw: "psycopg.Connection[Any]") -> None:
        self._raw = raw
        self._adapting = Transformer(raw)
        self._seen: set[tuple[bytes, tuple[int, ...]]] = set()
        self._names: dict[tuple[bytes, tuple[int, ...]], bytes] = {}
        self._numbers = count()

    def send(self, statements: Iterable[Statement]) -> Rows:
        """Run them in order; after the first that fails, none.

        Raises:
            psycopg.Error: that one failed, or the connection was lost.
        """
        ready = [self._ready(*statement) for statement in statements]
        self._forget_too_many()
        known = len(self._names)
        try:
            results = self._results_of(ready)
        except BaseException:
            self._raw.close()  # nobody knows what is still on its way
            raise
        for result in results:
            if result.status == ExecStatus.FATAL_ERROR:
                self._forget_from(known)  # they may not have come to be
                raise error_from_result(result)
        self._adapting.set_pgresult(results[-1])
        return Rows(self._adapting.load_rows(0, results[-1].ntuples, tuple))

    def _ready(self, sql: str, parameters: Sequence[Any]) -> _Ready:
        values = self._adapting.dump_sequence(parameters, [PyFormat.AUTO] * len(parameters))
        types, formats = self._adapting.types, self._adapting.formats
        return _Ready(_numbered(sql), values, types or (), formats or ())

    def _results_of(self, ready: Iterable[_Ready]) -> list[PGresult]:
        if self._raw.closed:
            raise psycopg.OperationalError("the connection is closed")
        connection = self._raw.pgconn
        connection.enter_pipeline_mode()
        for each in ready:
            self._hand_over(connection, each)
        connection.pipeline_sync()
        results = self._raw.wait(_answers(connection))
        connection.exit_pipeline_mode()
        return results

    def _hand_over(self, connection: PGconn, each: _Ready) -> None:
        sql, values, types, formats = each
        name = self._names.get((sql, types))
        if name is None and (sql, types) not in self._seen:
            self._seen.add((sql, types))
            connection.send_query_params(sql, values, types, formats)
            return
        if name is None:
            name = self._names[sql, types] = f"again_{next(self._numbers)}".encode()
            connection.send_prepare(name, sql, types)
        connection.send_query_prepared(name, values, formats)

    def _forget_from(self, number: int) -> None:
        for key in list(islice(self._names, number, None)):
            del self._names[key]

    def _forget_too_many(self) -> None:
        if len(self._names) > _MOST:
            self._raw.execute("DEALLOCATE ALL")
            self._names.clear()
            self._seen.clear()


@lru_cache(maxsize=4096)
def _numbered(sql: str) -> bytes:
    first, *rest = sql.split("?")
    return (first + "".join(f"${number}{part}" for number, part in enumerate(rest, 1))).encode()


def _answers(connection: PGconn) -> Generator[Wait, Ready | int, list[PGresult]]:
    """Send what was handed over, and read what is answered, in order."""
    found: list[PGresult] = []
    while connection.flush():
        if (yield Wait.RW) & Ready.R:
            connection.consume_input()
    while True:
        while connection.is_busy():
            yield Wait.R
            connection.consume_input()
        result = connection.get_result()
        if result is None and connection.status == ConnStatus.BAD:
            raise psycopg.OperationalError("the connection was lost")
        if result is not None and result.status == ExecStatus.PIPELINE_SYNC:
            return found
        if result is not None:
            found.append(result)
