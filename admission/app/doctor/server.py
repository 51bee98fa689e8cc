"""The server that a store is on, and what its user may do there."""

from collections.abc import Iterator
from typing import Final

from admission.app.doctor.check import Check
from admission.app.recorders.reading import StoreReader

_SAFE: Final = {"fsync": "on", "full_page_writes": "on", "data_checksums": "on"}
_SYNCHRONOUS: Final = ("on", "remote_apply")
_RIGHTS: Final = (
    "SELECT name FROM unnest(ARRAY['events', 'commands', 'refusals', 'tlog_leaf', 'tlog_tile', "
    "'store']) AS name WHERE has_table_privilege(current_schema() || '.' || name, 'UPDATE') "
    "OR has_table_privilege(current_schema() || '.' || name, 'DELETE') "
    "OR has_table_privilege(current_schema() || '.' || name, 'TRUNCATE') ORDER BY name"
)


def examine(reader: StoreReader) -> Iterator[Check]:
    """The settings that a commit rests on, the layout, the rights of the application."""
    connection = reader.sessions.connection()

    def setting(name: str) -> str:
        return str(connection.execute("SELECT current_setting(?)", (name,)).fetchone()[0])

    yield Check("pass", "engine", f"PostgreSQL {setting('server_version')}")
    for name, safe in _SAFE.items():
        found = setting(name)
        yield Check("pass" if found == safe else "fail", name, f"is {found}, {safe} is safe")
    found = setting("synchronous_commit")
    yield Check(
        "pass" if found in _SYNCHRONOUS else "fail",
        "synchronous_commit",
        f"is {found}; with {' or '.join(_SYNCHRONOUS)} what was acknowledged is on the disk",
    )
    wrong = [f"{part}: {said}" for _, part, said in reader.sessions.faults()]
    yield Check("fail" if wrong else "pass", "layout", "; ".join(wrong) or "as it was laid out")
    yield _rights([name for (name,) in connection.execute(_RIGHTS)])


def _rights(changeable: list[str]) -> Check:
    if not changeable:
        return Check("pass", "rights", "this user may add, and neither change nor delete")
    return Check(
        "fail",
        "rights",
        f"this user may change or delete {', '.join(changeable)}: connect as the role that "
        "`admission db migrate --role` was given",
    )
