"""What all queries share: how a moment is asked for, and how a list is given in pages."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

STILL_KNOWN: Final = 9223372036854775807
FOREVER: Final = "9999-12-31"
_ALL: Final = 2**62
_AT_ONCE: Final = 1_000

Value = str | int | None


class Rows(Protocol):
    """What executing a query gives back."""

    def fetchall(self) -> list[Any]:
        """Every row, each a tuple."""
        ...

    def fetchmany(self, size: int, /) -> list[Any]:
        """The next rows, so many at most; none after the last."""
        ...


class Connection(Protocol):
    """A connection to the projections; parameters are written `?`."""

    def execute(self, query: Any, parameters: Any = ..., /) -> Rows:  # noqa: ANN401
        """Run one statement."""
        ...


class Condition(NamedTuple):
    """A piece of SQL and its parameters."""

    sql: str
    parameters: tuple[Value, ...] = ()


class Moment(NamedTuple):
    """The end of which day (ISO) is asked about, as known at which position (None: now)."""

    as_of: str
    known_at: int | None = None


NOTHING_ASKED: Final = Condition("1 = 1")


def ask(connection: Connection, query: str, parameters: Iterable[Value] = ()) -> list[Any]:
    """Every row of a query written with `?` for each parameter."""
    return connection.execute(query, tuple(parameters)).fetchall()


def each(connection: Connection, query: str, parameters: Iterable[Value] = ()) -> Iterator[Any]:
    """The same, read so many at a time: what is held does not grow with them."""
    found = connection.execute(query, tuple(parameters))
    while rows := found.fetchmany(_AT_ONCE):
        yield from rows


LATEST: Final = "9999-12-30"
"""As of this day everything has been said and done that ever was."""


def holds(alias: str, as_of: str, known_at: int | None) -> Condition:
    """That a row holds at the end of a day (ISO), as it was known at a position (None: now)."""
    known = known_by(alias, known_at)
    days = f"{alias}.since <= ? AND {alias}.until > ?"
    return Condition(f"{known.sql} AND {days}", (*known.parameters, as_of, as_of))


def known_by(alias: str, known_at: int | None) -> Condition:
    """That a row was known at a position (None: now), whatever the day."""
    if known_at is None:  # an equation, so that an index can go on to the days
        return Condition(f"{alias}.known_to = {STILL_KNOWN}")
    return Condition(f"{alias}.known_from <= ? AND {alias}.known_to > ?", (known_at, known_at))


def both(*conditions: Condition) -> Condition:
    """All of the conditions."""
    return Condition(
        " AND ".join(condition.sql for condition in conditions),
        tuple(value for condition in conditions for value in condition.parameters),
    )


def groups_in(text: str) -> tuple[str, ...]:
    """The groups in a column of groups, `,a,b,` or empty."""
    return tuple(text.strip(",").split(",")) if text else ()


T = TypeVar("T")


class Page(NamedTuple, Generic[T]):
    """Some rows of a list, and the cursor to ask for those after them; None at the end."""

    rows: list[T]
    next: str | None


class UnknownCursorError(ValueError):
    """A cursor was not one of this list."""


def cursor_of(key: Sequence[Value]) -> str:
    """The opaque cursor that stands after a row with this sort key."""
    text = json.dumps(list(key), ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def key_of(cursor: str, length: int) -> tuple[Value, ...]:
    """The sort key, of so many values, that a cursor stands after.

    Raises:
        UnknownCursorError: the text is no cursor of such a list.
    """
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise UnknownCursorError(cursor) from error
    if not isinstance(found, list) or len(found) != length:
        raise UnknownCursorError(cursor)
    if not all(isinstance(value, str | int) or value is None for value in found):
        raise UnknownCursorError(cursor)
    return tuple(found)


def after_key(columns: Sequence[str], after: str | None) -> Condition:
    """That a row comes after a cursor, in ascending order of the columns (none of them null)."""
    if after is None:
        return NOTHING_ASKED
    marks = ", ".join("?" * len(columns))
    return Condition(f"({', '.join(columns)}) > ({marks})", key_of(after, len(columns)))


def at_most(limit: int) -> int:
    """The SQL LIMIT that shows whether there are more rows than `limit` (0: all)."""
    return min(limit + 1, _ALL) if limit else _ALL


def page(rows: list[T], limit: int, sort_key: Callable[[T], Sequence[Value]]) -> Page[T]:
    """The first `limit` of rows that were asked for with `at_most(limit)`."""
    if not limit or len(rows) <= limit:
        return Page(rows, None)
    return Page(rows[:limit], cursor_of(sort_key(rows[limit - 1])))


def page_of_all(
    rows: list[T], limit: int, after: str | None, sort_key: Callable[[T], Sequence[Value]]
) -> Page[T]:
    """The page after a cursor, of rows that are all at hand in an order of their own.

    Raises:
        UnknownCursorError: no row stands at the cursor.
    """
    start = 0
    if after is not None:
        keys = [cursor_of(sort_key(row)) for row in rows]
        if after not in keys:
            raise UnknownCursorError(after)
        start = keys.index(after) + 1
    return page(rows[start : start + at_most(limit)], limit, sort_key)
