"""What a database has to offer to hold a store; imports nothing, so that a query starts fast."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol

Mode = Literal["create", "write", "read"]


class Cursor(Protocol):
    """What executing a statement gives back: rows, each a tuple."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row, or None
        """The next row, None where there is no more."""

    def fetchmany(self, size: int, /) -> list[Any]:
        """So many rows more, fewer at the end."""

    def fetchall(self) -> list[Any]:
        """Every row that is left."""

    def close(self) -> None:
        """Ask for no more of them."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection of one thread, in autocommit mode; parameters are written `?`."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor:  # noqa: ANN401
        """Run one statement. A plain BEGIN opens a transaction that sees one moment."""

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> object:
        """Run one statement for each set of parameters: at once, or with what follows it."""

    def close(self) -> None:
        """Close it; closing again does nothing."""


class Session(Protocol):
    """The connection of one thread; as a context manager, a transaction that writes, and nests."""

    def __enter__(self) -> Connection: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Sessions(Protocol):
    """The sessions of one store, one for each thread that asks."""

    @property
    def path(self) -> Path:
        """The file that names the store: what else belongs to it lies beside."""

    @property
    def name(self) -> str:
        """The store as sentences name it, and as `--db` takes it."""

    def session(self) -> Session:
        """This thread's session; raises `StoreUnusable` where it cannot be opened."""

    def connection(self) -> Connection:
        """This thread's connection: inside its transaction a read sees what it wrote."""

    def translated(self) -> AbstractContextManager[object]:
        """A context in which errors of the database become `StoreUnusable`."""

    def has_log(self) -> bool:
        """Whether the store has a proof log; one of the first format has none yet."""

    def faults(self) -> Iterator[tuple[str, str, str]]:
        """Of what, which part, and what is wrong: whatever is not as it was laid out."""

    def close(self) -> None:
        """Close this thread's connection; every other thread closes its own."""
