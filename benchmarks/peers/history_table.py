"""A row for each candidate, changed in place, its past kept by SQLAlchemy-Continuum."""

import json
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, configure_mappers, declarative_base
from sqlalchemy_continuum import make_versioned

from benchmarks.peers.telling import Done, Line

make_versioned(user_cls=None)
Base: Any = declarative_base()


class Candidate(Base):  # type: ignore[misc]
    """Where a candidate stands; each change leaves a row in a table of versions."""

    __versioned__: dict[str, object] = {}  # noqa: RUF012 - as its documentation writes it
    __tablename__ = "candidates"
    id = sa.Column(sa.String, primary_key=True)
    number = sa.Column(sa.Integer, nullable=False)
    kind = sa.Column(sa.String, nullable=False)
    body = sa.Column(sa.String, nullable=False)


configure_mappers()


class HistoryTable:
    """In SQLite with the settings of the limit, or in PostgreSQL; a session for each step."""

    def __init__(self, database: str, lines: list[Line]) -> None:
        self._lines = [(line["command"], json.dumps(line)) for line in lines]
        self._candidate = ""
        if database.startswith("postgresql:"):
            self._engine = sa.create_engine(database.replace(":", "+psycopg:", 1))
        else:
            self._engine = sa.create_engine(f"sqlite:///{database}")
            sa.event.listen(self._engine, "connect", _set)
        Base.metadata.create_all(self._engine)

    def tell(self, done: Done) -> None:
        """Get, change and commit."""
        self._candidate = str(uuid.uuid4())
        for number, (kind, body) in enumerate(self._lines):
            with Session(self._engine) as session:
                found = session.get(Candidate, self._candidate)
                if found is None:
                    found = Candidate(id=self._candidate)
                    session.add(found)
                found.number, found.kind, found.body = number, kind, body
                session.commit()
            done()

    def status(self) -> object:
        """The row."""
        with Session(self._engine) as session:
            return session.get(Candidate, self._candidate).kind


def _set(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
