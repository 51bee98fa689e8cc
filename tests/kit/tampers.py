"""Every class of tampering with the tables, each an edit by SQL that an insider could make.

A tamper is given a connection and chance, and returns what the check must name of it.
"""

import json
import sqlite3
from collections.abc import Callable
from typing import Any, Final

from admission.app.recorders.ports import Connection
from admission.scenarios.chance import Chance

Tamper = Callable[[Connection, Chance], tuple[str, ...]]

_METADATA_FIELDS: Final = (
    "acting_for",
    "actor",
    "causation",
    "command_id",
    "correlation",
    "event_id",
    "known_by",
    "origin",
    "recorded_at",
    "role",
    "rulebook",
    "schema",
    "subject",
)
_COLUMNS: Final = {
    "events": ("stream", "version", "type", "event_id", "recorded_at", "command_id", "subject"),
    "commands": ("command_id", "key_id", "digest", "first", "last"),
    "refusals": (
        "refusal_id",
        "command_id",
        "recorded_at",
        "actor",
        "command",
        "stream",
        "codes",
    ),
    "store": ("key", "value"),
    "tlog_leaf": ("idx", "position", "refusal", "hash", "marks"),
    "tlog_tile": ("level", "idx", "hash"),
    "tlog_head": ("id", "size", "position", "frontier"),
}
_COLUMNS_OF_A_FILE: Final = {"sqlite_sequence": ("name", "seq")}
_KEYS: Final = {
    "events": "position",
    "commands": "command_id",
    "refusals": "refusal_id",
    "store": "key",
    "tlog_leaf": "idx",
    "tlog_tile": "idx",
    "tlog_head": "id",
    "sqlite_sequence": "name",
}
_ADDED: Final = {
    "view": ("CREATE VIEW members AS SELECT * FROM events", "rule _RETURN"),
    "index": ("CREATE INDEX i ON events (recorded_at)", "index i"),
    "table": ("CREATE TABLE events_too (position INTEGER)", "column events_too"),
}
"""What is added, and as what a server says that it was."""
_TRIGGER: Final = "CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM refusals; END"


def _some(connection: Connection, chance: Chance, table: str) -> Any:  # noqa: ANN401
    keys = connection.execute(f"SELECT {_KEYS[table]} FROM {table} ORDER BY 1").fetchall()
    return chance.one_of(keys)[0]


def _position(connection: Connection, chance: Chance) -> int:
    return int(_some(connection, chance, "events"))


def _flipped(content: bytes, chance: Chance) -> bytes:
    at = chance.between(0, len(content) - 1)
    return content[:at] + bytes([content[at] ^ (1 << chance.between(0, 7))]) + content[at + 1 :]


def _byte_of(column: str) -> Tamper:
    def tamper(connection: Connection, chance: Chance) -> tuple[str, ...]:
        position = _position(connection, chance)
        read = f"SELECT {column} FROM events WHERE position = ?"
        (content,) = connection.execute(read, (position,)).fetchone()
        _set(connection, "events", column, _flipped(content, chance), position)
        return (f"event {position}, {column}",)

    return tamper


def _metadata(field: str) -> Tamper:
    def tamper(connection: Connection, chance: Chance) -> tuple[str, ...]:
        position = _position(connection, chance)
        read = "SELECT metadata FROM events WHERE position = ?"
        said = json.loads(connection.execute(read, (position,)).fetchone()[0])
        said[field] = 7 if said[field] != 7 else 8
        content = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
        _set(connection, "events", "metadata", content, position)
        return (f"event {position}, metadata",)

    return tamper


def _column(table: str, column: str) -> Tamper:
    def tamper(connection: Connection, chance: Chance) -> tuple[str, ...]:
        key = _some(connection, chance, table)
        read = f"SELECT {column} FROM {table} WHERE {_KEYS[table]} = ?"
        (value,) = connection.execute(read, (key,)).fetchone()
        if isinstance(value, bytes):
            value = _flipped(value, chance)
        elif isinstance(value, int) or column == "position":
            value = (value or 0) + 100_000
        else:
            value = f"{value or ''}x"
        _set(connection, table, column, value, key)
        return (f"event {key}, {column}",) if table == "events" else ()

    return tamper


def _set(connection: Connection, table: str, column: str, value: Any, key: Any) -> None:  # noqa: ANN401
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {_KEYS[table]} = ?", (value, key))


def _deleted(table: str) -> Tamper:
    def tamper(connection: Connection, chance: Chance) -> tuple[str, ...]:
        key = _some(connection, chance, table)
        connection.execute(f"DELETE FROM {table} WHERE {_KEYS[table]} = ?", (key,))
        return (f"event {key}, row: is missing",) if table == "events" else ()

    return tamper


def _emptied(table: str) -> Tamper:
    def tamper(connection: Connection, _: Chance) -> tuple[str, ...]:
        connection.execute(f"DELETE FROM {table}")
        return ()

    return tamper


def _swapped(table: str, *columns: str) -> Tamper:
    """Two rows exchange columns, as an insider does who knows the constraints."""

    def tamper(connection: Connection, chance: Chance) -> tuple[str, ...]:
        one = _some(connection, chance, table)
        other = _some(connection, chance, table)
        while other == one:
            other = _some(connection, chance, table)
        read = f"SELECT {', '.join(columns)} FROM {table} WHERE {_KEYS[table]} = ?"
        values = [connection.execute(read, (key,)).fetchone() for key in (one, other)]
        if values[0] == values[1]:
            return tamper(connection, chance)
        for place, _ in enumerate(columns):  # out of the way of what is unique
            if isinstance(values[0][place], str):
                _set(connection, table, columns[place], "aside", one)
        for key, theirs in ((other, values[0]), (one, values[1])):
            for column, value in zip(columns, theirs, strict=True):
                _set(connection, table, column, value, key)
        return (f"event {one}", f"event {other}") if table == "events" else ()

    return tamper


def _reordered(connection: Connection, chance: Chance) -> tuple[str, ...]:
    """Two neighbours change places, whole."""
    at = chance.between(1, _newest(connection) - 1)
    for was, now in ((at, -1), (at + 1, at), (-1, at + 1)):
        connection.execute("UPDATE events SET position = ? WHERE position = ?", (now, was))
    return (f"event {at}", f"event {at + 1}")


def _newest(connection: Connection) -> int:
    return int(connection.execute("SELECT max(position) FROM events").fetchone()[0])


def _deleted_with_leaf(connection: Connection, chance: Chance) -> tuple[str, ...]:
    position = chance.between(1, _newest(connection) - 1)
    read = "SELECT idx FROM tlog_leaf WHERE position = ?"
    (index,) = connection.execute(read, (position,)).fetchone()
    connection.execute("DELETE FROM events WHERE position = ?", (position,))
    connection.execute("DELETE FROM tlog_leaf WHERE position = ?", (position,))
    return (f"leaf {index}, idx: is missing",)


def _tail_cut(connection: Connection, chance: Chance) -> tuple[str, ...]:
    """The newest events go, with everything but the head of the log."""
    kept = _newest(connection) - chance.between(1, 50)
    (size,) = connection.execute("SELECT idx FROM tlog_leaf WHERE position = ?", (kept,)).fetchone()
    connection.execute("DELETE FROM tlog_leaf WHERE idx > ?", (size,))
    connection.execute("DELETE FROM commands WHERE first > ?", (kept,))
    cut_events(connection, kept)
    return ("head of the log, size",)


def cut_events(connection: Connection, kept: int) -> None:
    """Delete the events after a position, and what a file remembers of them."""
    connection.execute("DELETE FROM events WHERE position > ?", (kept,))
    if isinstance(connection, sqlite3.Connection):
        connection.execute("UPDATE sqlite_sequence SET seq = ?", (kept,))


def _forged(connection: Connection, chance: Chance) -> tuple[str, ...]:
    """A row is slipped in at the end, a copy of another with ids of its own."""
    position = _position(connection, chance)
    mark = f"forged-{chance.bits(64)}"
    connection.execute(
        "INSERT INTO events (position, stream, version, type, state, metadata, event_id, "
        "recorded_at, command_id, subject) SELECT ?, ?, 1, type, state, metadata, ?, recorded_at, "
        "command_id, subject FROM events WHERE position = ?",
        (_newest(connection) + 1, mark, mark, position),
    )
    return (f"event {_newest(connection)}, row: was slipped in",)


def _forged_command(connection: Connection, chance: Chance) -> tuple[str, ...]:
    mark = f"forged-{chance.bits(64)}"
    connection.execute("INSERT INTO commands VALUES (?, 'key', ?, 1, 1)", (mark, bytes(1)))
    return (f"command {mark}, row: was slipped in",)


def _forged_refusal(connection: Connection, chance: Chance) -> tuple[str, ...]:
    mark = f"forged-{chance.bits(64)}"
    connection.execute("INSERT INTO refusals VALUES (?, 'c', 't', 'a', 'n', NULL, 'X')", (mark,))
    return (f"refusal {mark}, row: was slipped in",)


def _forged_leaf(connection: Connection, chance: Chance) -> tuple[str, ...]:
    hashed = chance.bits(256).to_bytes(32, "big")
    connection.execute(
        "INSERT INTO tlog_leaf SELECT max(idx) + 1, NULL, NULL, ?, ? FROM tlog_leaf", (hashed, b"")
    )
    return ("is of no record",)


def _added(kind: str) -> Tamper:
    def tamper(connection: Connection, _: Chance) -> tuple[str, ...]:
        statement, on_a_server = _ADDED[kind]
        connection.execute(statement)
        in_a_file = isinstance(connection, sqlite3.Connection)
        return (f"schema: the {kind if in_a_file else on_a_server}",)

    return tamper


def _trigger(connection: Connection, _: Chance) -> tuple[str, ...]:
    connection.execute(_TRIGGER)
    return ("file, schema: the trigger",)


def _pragma(name: str) -> Tamper:
    def tamper(connection: Connection, _: Chance) -> tuple[str, ...]:
        connection.execute(f"PRAGMA {name} = 7")
        return ()

    return tamper


def _key_added(connection: Connection, _: Chance) -> tuple[str, ...]:
    connection.execute("INSERT INTO store VALUES ('more', 'x')")
    return ("store, more: was added",)


TAMPERS: Final[dict[str, Tamper]] = {
    "byte of a state": _byte_of("state"),
    "byte of metadata": _byte_of("metadata"),
    **{f"metadata: {field}": _metadata(field) for field in _METADATA_FIELDS},
    **{
        f"column: {table}.{column}": _column(table, column)
        for table, columns in _COLUMNS.items()
        for column in columns
    },
    "states swapped": _swapped("events", "state"),
    "metadata swapped": _swapped("events", "metadata"),
    "metadata and its copies swapped": _swapped(
        "events", "metadata", "event_id", "recorded_at", "command_id", "subject"
    ),
    "streams swapped": _swapped("events", "stream"),
    "leaves swapped": _swapped("tlog_leaf", "hash", "marks"),
    "digests of commands swapped": _swapped("commands", "digest"),
    "reordered": _reordered,
    **{f"deleted: {table}": _deleted(table) for table in _COLUMNS},
    **{f"emptied: {table}": _emptied(table) for table in _COLUMNS},
    "deleted with its leaf": _deleted_with_leaf,
    "tail cut": _tail_cut,
    "forged event": _forged,
    "forged command": _forged_command,
    "forged refusal": _forged_refusal,
    "forged leaf": _forged_leaf,
    **{f"added: {kind}": _added(kind) for kind in _ADDED},
    "added: key of the store": _key_added,
}
"""Every class by its name."""

TAMPERS_OF_A_FILE: Final[dict[str, Tamper]] = {
    **{
        f"column: {table}.{column}": _column(table, column)
        for table, columns in _COLUMNS_OF_A_FILE.items()
        for column in columns
    },
    **{f"deleted: {table}": _deleted(table) for table in _COLUMNS_OF_A_FILE},
    **{f"emptied: {table}": _emptied(table) for table in _COLUMNS_OF_A_FILE},
    "added: trigger": _trigger,
    "pragma application_id": _pragma("application_id"),
    "pragma user_version": _pragma("user_version"),
}
"""Those that a server has not, by name."""
