"""The events file, the engine that reads it, and what lies beside it."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.app.doctor import server
from admission.app.doctor.check import Check
from admission.app.recorders.addresses import is_address
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.free_space import FLOOR_BYTES, in_mib
from admission.app.recorders.one_writer import engine_needs_turns
from admission.app.recorders.reading import StoreReader
from admission.app.recorders.sessions import of_a_file

_FREE_BYTES: Final = 256 * 1024 * 1024
_PRAGMAS: Final = (
    "journal_mode",
    "synchronous",
    "foreign_keys",
    "trusted_schema",
    "cell_size_check",
    "busy_timeout",
    "page_size",
)
_FULL: Final = 2


def examine(reader: StoreReader, _: date) -> Iterator[Check]:
    """The engine, the file and its disk or the server, its origin, its key, its refusals."""
    yield from server.examine(reader) if is_address(reader.name) else _of_a_file(reader)
    info = reader.info()
    kind = "demonstration data" if info["origin"] == "demo" else "live"
    yield Check("pass", "origin", f"{kind}, begun {info['created_at']}, {info['time_zone']}")
    yield Check("pass", "position", f"{reader.head()} events, store format {info['format']}")
    if not reader.lock.sealed:
        yield _secret(reader)
    yield _refusals(reader)


def _of_a_file(reader: StoreReader) -> Iterator[Check]:
    yield _engine()
    yield from _file(reader)
    yield _space(reader)


def _engine() -> Check:
    version = sqlite3.sqlite_version
    if engine_needs_turns():
        return Check(
            "note",
            "engine",
            f"SQLite {version} can lose a commit while its log is reset; writers take turns here, "
            "so that it cannot happen: write with this program only, or use 3.51.3 or newer",
        )
    return Check("pass", "engine", f"SQLite {version}")


def _file(reader: StoreReader) -> Iterator[Check]:
    connection = reader.sessions.connection()
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _PRAGMAS}
    said = ", ".join(f"{name} {value}" for name, value in found.items())
    yield Check("pass" if found["synchronous"] == _FULL else "fail", "pragmas", said)
    try:
        wrong = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    except sqlite3.DatabaseError as error:
        wrong = [str(error)]
    if wrong == ["ok"]:
        yield Check("pass", "integrity", "the file is whole")
    else:
        yield Check("fail", "integrity", f"damaged ({'; '.join(wrong)}): restore the newest backup")


def _space(reader: StoreReader) -> Check:
    free = of_a_file(reader.sessions).connections.free_bytes()
    needed = max(_FREE_BYTES, reader.path.stat().st_size // 4)
    return Check(
        "pass" if free >= needed else "fail",
        "free space",
        f"{in_mib(free)} MiB free, at least {in_mib(needed)} wanted; below {in_mib(FLOOR_BYTES)} "
        "nothing is written",
    )


def _secret(reader: StoreReader) -> Check:
    path = reader.path.with_name(f"{reader.path.name}.secret")
    if path.exists():
        said = f"{path.name} is beside the store: `admission backup --keys` keeps it apart"
        return Check("pass", "key", said)
    return Check(
        "note", "key", f"{path.name} is missing: repeated commands cannot be compared; restore it"
    )


def _refusals(reader: StoreReader) -> Check:
    try:
        with reader.sessions.translated():
            found = reader.sessions.connection().execute("SELECT count(*) FROM refusals")
            (count,) = found.fetchone()
    except StoreUnusable as error:
        return Check("fail", "refusals", str(error))
    return Check("pass", "refusals", f"{count} commands were refused so far")
