"""The layout of a database that holds a store: recognised at every start, compared by `verify`."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from admission.app.recorders.errors import NoStoreThere, StoreUnusable
from admission.app.recorders.ports import Connection
from admission.app.recorders.schema import FORMAT

VERSION: Final = 1
"""The migration that this program knows as the newest."""
TABLES: Final = (
    "events",
    "commands",
    "refusals",
    "store",
    "tlog_leaf",
    "tlog_tile",
    "tlog_head",
)
"""The tables of a store: all that its log is made of."""
_EXPECTED: Final = Path(__file__).with_name("layout.txt")
_VERSION: Final = (
    "SELECT max(version), (SELECT count(*) FROM store), "
    "(SELECT value FROM store WHERE key = 'format') FROM migrations"
)
_LAYOUT: Final = """
SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
  || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || coalesce(' collate ' || o.collname, '')
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation o
  ON o.oid = a.attcollation
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind <> 'i' AND a.attnum > 0
  AND NOT a.attisdropped
UNION ALL
SELECT 'index ' || c.relname || ': '
  || replace(pg_get_indexdef(c.oid), ' ON ' || current_schema() || '.', ' ON ') FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'i'
UNION ALL
SELECT 'constraint ' || conname || ': ' || pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = current_schema()::regnamespace AND contype <> 'n'
UNION ALL
SELECT 'trigger ' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'rule ' || r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE c.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
"""


def check_layout(connection: Connection, name: str, *, new: bool) -> None:
    """Recognise a store, or the empty layout for a new one, in a form that this program knows.

    Raises:
        StoreUnusable: there is none, there is one already, or it is newer or older.
    """
    version, stores, form = connection.execute(_VERSION).fetchone()
    if version is None or version < VERSION:
        raise StoreUnusable(
            f"The database of {name} is laid out for an older admission (migration {version}, "
            f"this one needs {VERSION}): let its owner run `admission --db {name} db migrate`."
        )
    if version > VERSION:
        raise StoreUnusable(
            f"The database of {name} was laid out by a newer admission (migration {version}, this "
            f"one knows {VERSION}): install the newer version."
        )
    if new and stores:
        raise StoreUnusable(f"{name} is a store already: use it, or name another with --db.")
    if not new and not stores:
        raise NoStoreThere(f"There is no store in {name}: run `admission --db {name} init` first.")
    if stores:
        _check_format(form or "", name)


def _check_format(form: str, name: str) -> None:
    if not form.isdecimal():
        raise StoreUnusable(f"{name} does not say which format it has: restore the newest backup.")
    if int(form) > FORMAT:
        raise StoreUnusable(
            f"{name} was written by a newer admission (store format {form}, this one knows "
            f"{FORMAT}): install the newer version."
        )


def layout(connection: Connection) -> set[str]:
    """One line for whatever stands in the schema of the store."""
    return {line for (line,) in connection.execute(_LAYOUT)}


@cache
def expected_layout() -> frozenset[str]:
    """The lines of a schema as the migrations leave it."""
    return frozenset(_EXPECTED.read_text("utf-8").splitlines())


def faults(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Of what, which part, and what is wrong: whatever is not as it was laid out."""
    there, expected = layout(connection), expected_layout()
    for line in sorted(there - expected):
        yield "database", "schema", f"the {line} was added or changed"
    for line in sorted(expected - there):
        yield "database", "schema", f"the {line} is missing or was changed"
