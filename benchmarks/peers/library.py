"""The bare library: an aggregate got from the repository, changed and saved, for each step."""

import json
from urllib.parse import urlsplit
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from benchmarks.peers.telling import Done, Line


class Candidate(Aggregate):
    """The library's own aggregate, as its documentation writes one."""

    @event("Stepped")
    def step(self, kind: str, body: str) -> None:
        """Take one step."""
        self.kind = kind
        self.body = body


class Library:
    """The library's own recorder for SQLite or PostgreSQL; it has no read model to ask."""

    def __init__(self, database: str, lines: list[Line]) -> None:
        self._lines = [(line["command"], json.dumps(line)) for line in lines]
        self._cases = Application[UUID](env=environment(database))
        self._newest = Candidate()

    def tell(self, done: Done) -> None:
        """Get, change and save; the first step is saved with the beginning."""
        self._newest = candidate = Candidate()
        for number, (kind, body) in enumerate(self._lines):
            if number:
                candidate = self._cases.repository.get(self._newest.id)
            candidate.step(kind, body)
            self._cases.save(candidate)
            done()

    def status(self) -> object:
        """The state, folded from the events."""
        found: Candidate = self._cases.repository.get(self._newest.id)
        return found.kind


def environment(database: str) -> dict[str, str]:
    """The settings of the library for a file or an address."""
    if not database.startswith("postgresql:"):
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": database}
    said = urlsplit(database)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": said.path[1:],
        "POSTGRES_HOST": str(said.hostname),
        "POSTGRES_PORT": str(said.port),
        "POSTGRES_USER": str(said.username),
        "POSTGRES_PASSWORD": str(said.password),
        "POSTGRES_POOL_SIZE": "1",
        "POSTGRES_MAX_OVERFLOW": "15",
    }
