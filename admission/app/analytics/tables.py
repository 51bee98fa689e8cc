"""The tables of an analytics folder and the types of their columns.

They are those of `export parquet`, without the groups that people are counted in: no question to
a folder is by a personal characteristic.
"""

from typing import Final

from admission.app.exchange import tables
from admission.app.exchange.tables import Columns, Table

EVENTS: Final[Columns] = (
    *tables.EVENTS,
    ("recorded_on", "day"),
    ("unit", "text"),
    ("body", "text"),
)
"""A row for each event as it was recorded.

`recorded_on` is the day in the time zone of the store; `unit` the one that the event names or is
about, of a step that of the candidate as known then; `body` what it says, in the schema that
`schema` says, as JSON: a personal detail is null.
"""
REFUSALS: Final[Columns] = (
    ("position", "number"),
    ("refusal_id", "text"),
    ("recorded_at", "time"),
    ("recorded_on", "day"),
    ("actor", "text"),
    ("command", "text"),
    ("command_id", "text"),
    ("stream", "text"),
    ("rules", "names"),
)
"""A row for each command that was refused; `position` is that of the event before it."""
_WITHHELD: Final = ("groups", "names")
ROWS: Final[dict[str, Table]] = {
    name: Table(table.source, tuple(each for each in table.columns if each != _WITHHELD))
    for name, table in tables.TABLES.items()
}
"""By name, each table of what follows from the events, at both clocks."""
COLUMNS: Final[dict[str, Columns]] = {
    "events": EVENTS,
    "refusals": REFUSALS,
    **{name: table.columns for name, table in ROWS.items()},
}
CLOSED: Final = "-closed"
"""Ends the name of a file of rows that were exported before, and are no longer believed since."""
