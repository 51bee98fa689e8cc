"""The server that a store is on, and what its user may do there."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from admission.app.bootstrap import now
from admission.app.doctor.check import Check
from admission.app.doctor.standbys import synchronous
from admission.app.recorders.ports import Connection
from admission.app.recorders.reading import StoreReader

Setting = Callable[[str], str]
_OLDEST: Final = 15
_SAFE: Final = {"fsync": "on", "full_page_writes": "on", "data_checksums": "on"}
_MOST_APART_SECONDS: Final = 5.0
# Whoever may become the owner of a table may do everything to it.
_CHANGEABLE: Final = (
    "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
    "AND relkind = 'r' AND (has_table_privilege(oid, 'DELETE, TRUNCATE, TRIGGER') "
    "OR has_any_column_privilege(oid, 'UPDATE') AND relname <> 'tlog_head' "
    "OR pg_has_role(relowner, 'MEMBER')) ORDER BY relname"
)
_MAY_CREATE: Final = "SELECT has_schema_privilege(current_schema(), 'CREATE')"
_CONNECT: Final = "connect as the role that `admission db migrate --role` was given"


def examine(reader: StoreReader) -> Iterator[Check]:
    """The settings that a commit rests on, the layout, the rights of the application, the clock."""
    connection = reader.sessions.connection()

    def setting(name: str) -> str:
        return str(connection.execute("SELECT current_setting(?)", (name,)).fetchone()[0])

    yield _engine(setting)
    for name, safe in _SAFE.items():
        found = setting(name)
        yield Check("pass" if found == safe else "fail", name, f"is {found}, {safe} is safe")
    yield from synchronous(connection, setting)
    wrong = [f"{part}: {said}" for _, part, said in reader.sessions.faults()]
    yield Check("fail" if wrong else "pass", "layout", "; ".join(wrong) or "as it was laid out")
    yield _rights(connection)
    yield _clock(connection)


def _engine(setting: Setting) -> Check:
    said = f"PostgreSQL {setting('server_version')}"
    if int(setting("server_version_num")) < _OLDEST * 10_000:
        return Check("note", "engine", f"{said} is older than {_OLDEST}, and was not tried")
    return Check("pass", "engine", said)


def _rights(connection: Connection) -> Check:
    changeable = [name for (name,) in connection.execute(_CHANGEABLE)]
    if changeable:
        said = f"this user may change or delete {', '.join(changeable)}: {_CONNECT}"
        return Check("fail", "rights", said)
    (may_create,) = connection.execute(_MAY_CREATE).fetchone()
    if may_create:
        said = f"this user may make tables and rules beside the events: {_CONNECT}"
        return Check("fail", "rights", said)
    return Check("pass", "rights", "this user may add, and neither change nor delete")


def _clock(connection: Connection) -> Check:
    """The clock of the server beside ours; that of the server is asked for between two of ours."""
    before = now()
    (theirs,) = connection.execute("SELECT clock_timestamp()").fetchone()
    apart = _seconds_apart(theirs, before, now())
    said = f"{apart:,.1f} seconds from that of this machine"
    if apart > _MOST_APART_SECONDS:
        return Check("note", "clock of the server", f"{said}: let both be set by the network")
    return Check("pass", "clock of the server", said)


def _seconds_apart(theirs: datetime, before: datetime, after: datetime) -> float:
    """How far a moment is from a stretch of time; 0 within it."""
    if theirs < before:
        return (before - theirs).total_seconds()
    return max(0.0, (theirs - after).total_seconds())
