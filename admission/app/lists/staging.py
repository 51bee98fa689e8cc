"""A list between reading and running: in a file of SQLite's own, so that memory stays flat.

The file has no name and is gone when it is closed: nothing personal stays behind.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple, Self

from pydantic_core import from_json, to_json

from admission.app.lists.rows import BadRow, Row

MALFORMED: Final = "malformed"
REPEATS: Final = "repeats"
# A good part of the pages at hand: ids come in no order.
_SETTINGS: Final = ("journal_mode = OFF", "temp_store = FILE", "cache_size = -8192")
_TABLES: Final = """
CREATE TABLE row (
    line INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, content TEXT NOT NULL, on_day TEXT,
    recorded_at TEXT, thing TEXT, above TEXT, level INTEGER NOT NULL DEFAULT 0,
    runs INTEGER NOT NULL DEFAULT 1, fields BLOB NOT NULL, envelope BLOB NOT NULL
);
CREATE TABLE cells (line INTEGER PRIMARY KEY, cells BLOB NOT NULL);
CREATE TABLE said (
    line INTEGER PRIMARY KEY, id TEXT, outcome TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE answer (line INTEGER PRIMARY KEY, answer TEXT NOT NULL);
"""
# A unit after those above it, however the file has them. A circle has no level and comes first:
# its units are refused, each for the superior that is not there.
_LEVELS: Final = """
CREATE INDEX row_thing ON row (thing);
CREATE INDEX row_above ON row (above);
CREATE TABLE depth AS WITH RECURSIVE depth (thing, level) AS (
    SELECT thing, 0 FROM row WHERE above IS NULL OR above NOT IN (SELECT thing FROM row)
    UNION SELECT r.thing, d.level + 1 FROM depth d JOIN row r ON r.above = d.thing
    WHERE d.level < 100
) SELECT thing, max(level) AS level FROM depth GROUP BY thing;
CREATE INDEX depth_thing ON depth (thing);
UPDATE row SET level = coalesce((SELECT level FROM depth d WHERE d.thing = row.thing), 0);
"""
_INSERT: Final = (
    "INSERT INTO row (line, id, content, on_day, recorded_at, thing, above, fields, envelope) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
)
_IN_ORDER: Final = (
    "SELECT line, id, fields, envelope FROM row WHERE runs "
    "ORDER BY level, recorded_at, on_day, content, id"
)


class Staged(NamedTuple):
    """A row as it is run."""

    line: int
    id: str
    fields: dict[str, Any]
    envelope: dict[str, str]


class Said(NamedTuple):
    """What became of a row that is not in the store, and why, in a sentence."""

    line: int
    id: str | None
    outcome: str
    reason: str


class Staging:
    """The rows of one list, and which of them came back."""

    def __init__(self, thing: str) -> None:
        self._thing = thing
        self._rows = sqlite3.connect("", isolation_level=None)
        for setting in _SETTINGS:
            self._rows.execute(f"PRAGMA {setting}")
        self._rows.executescript(_TABLES)
        self._rows.execute("BEGIN")  # to its end: nobody else sees it, and nothing is taken back
        self.count = 0

    def keep_cells(self, line: int, cells: Sequence[str]) -> None:
        """Keep a row as it was written."""
        self._rows.execute("INSERT INTO cells VALUES (?, ?)", (line, to_json(cells)))

    def add(self, row: Row | BadRow) -> None:
        """Keep a row to be run; note it where it is none, or where an earlier line has said it."""
        if isinstance(row, BadRow):
            self.say(row.line, None, MALFORMED, row.sentence)
            return
        if self._inserted(row):
            self.count += 1
            return
        found = self._rows.execute("SELECT line, content FROM row WHERE id = ?", (row.id,))
        earlier, content = found.fetchone()
        if content == row.content:
            self.say(row.line, row.id, REPEATS, f"This row repeats line {earlier}.")
        else:
            self._clash(row, earlier)

    def _clash(self, row: Row, earlier: int) -> None:
        """Two rows with one id: neither is run, so that it is the same which stands first."""
        self._rows.execute("UPDATE row SET runs = 0 WHERE line = ?", (earlier,))
        for line, other in ((row.line, earlier), (earlier, row.line)):
            sentence = f"id: line {other} has the same id and says something else."
            self.say(line, row.id, MALFORMED, sentence)

    def _inserted(self, row: Row) -> bool:
        """Keep a row, unless there is one with its id; whether it is kept."""
        done = self._rows.execute(
            _INSERT,
            (
                row.line,
                row.id,
                row.content,
                row.fields.get("on"),
                row.envelope.get("recorded_at"),
                row.fields.get(self._thing),
                row.above,
                to_json(row.fields),
                to_json(row.envelope),
            ),
        )
        return done.rowcount == 1

    def in_order(self) -> Iterator[Staged]:
        """The rows in the order in which they are run: one and the same, however the file is."""
        if self._rows.execute("SELECT 1 FROM row WHERE above IS NOT NULL LIMIT 1").fetchone():
            self._rows.executescript(_LEVELS)
        for line, id_, fields, envelope in self._rows.execute(_IN_ORDER):
            yield Staged(line, id_, from_json(fields), from_json(envelope))

    def say(self, line: int, id_: str | None, outcome: str, reason: str) -> None:
        """Note what became of a row that is not in the store."""
        self._rows.execute(
            "INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?)", (line, id_, outcome, reason)
        )

    def said(self) -> Iterator[Said]:
        """What was noted so far, in the order of the file."""
        return map(Said._make, self._rows.execute("SELECT * FROM said ORDER BY line"))

    def keep_answer(self, line: int, answer: str) -> None:
        """Keep what is to be told of a row."""
        self._rows.execute("INSERT INTO answer VALUES (?, ?)", (line, answer))

    def answers(self) -> Iterator[str]:
        """What is to be told, in the order of the file."""
        found = self._rows.execute("SELECT answer FROM answer ORDER BY line")
        return (answer for (answer,) in found)

    def came_back(self) -> Iterator[tuple[list[str], str]]:
        """The cells of each row that somebody must mend, in the order of the file; the reason."""
        found = self._rows.execute(
            "SELECT cells, reason FROM said JOIN cells USING (line) WHERE outcome <> ? "
            "ORDER BY line",
            (REPEATS,),
        )
        return ((from_json(cells), reason) for cells, reason in found)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()
