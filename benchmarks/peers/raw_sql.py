"""The limit: each step one row of a table, each row one transaction."""

import json
import sqlite3
import uuid
from typing import Any

import psycopg

from benchmarks.peers.telling import Done, Line

_TABLE = (
    "CREATE TABLE IF NOT EXISTS steps (candidate TEXT NOT NULL, number INTEGER NOT NULL, "
    "kind TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (candidate, number))"
)
_STATUS = "SELECT number, kind, body FROM steps WHERE candidate = {} ORDER BY number DESC LIMIT 1"


class RawSQL:
    """Rows in SQLite (write-ahead log, full synchronisation) or in PostgreSQL."""

    def __init__(self, database: str, lines: list[Line]) -> None:
        self._lines = lines
        self._candidate = ""
        self._connection: Any
        if database.startswith("postgresql:"):
            self._connection, self._mark = psycopg.connect(database, autocommit=True), "%s"
        else:
            self._connection, self._mark = sqlite3.connect(database, isolation_level=None), "?"
            self._connection.execute("PRAGMA journal_mode = wal")
            self._connection.execute("PRAGMA synchronous = full")
        self._connection.execute(_TABLE)
        self._insert = f"INSERT INTO steps VALUES ({', '.join([self._mark] * 4)})"  # noqa: S608

    def tell(self, done: Done) -> None:
        """Insert the steps."""
        self._candidate = str(uuid.uuid4())
        for number, line in enumerate(self._lines):
            row = (self._candidate, number, line["command"], json.dumps(line))
            self._connection.execute(self._insert, row)
            done()

    def status(self) -> object:
        """The newest step."""
        asked = self._connection.execute(_STATUS.format(self._mark), (self._candidate,))
        return asked.fetchone()
