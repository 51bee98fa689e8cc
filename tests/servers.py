"""Databases on the server of a test run, laid out for stores."""

from collections.abc import MutableMapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg.conninfo import conninfo_to_dict

from admission.app.recorders.server.migrating import migrate

APPLICATION = "application"
PASSWORD = "known-to-nobody"  # noqa: S105 - of a server that ends with the test run


class Server(NamedTuple):
    """A server, or several of which one is written to: how the owner connects, and where it is."""

    conninfo: str
    numbers: count  # type: ignore[type-arg]
    touched: set[str]

    def address(self, database: str) -> str:
        said = conninfo_to_dict(self.conninfo)
        hosts, ports = str(said["host"]).split(","), str(said["port"]).split(",")
        where = ",".join(f"{host}:{port}" for host, port in zip(hosts, ports, strict=True))
        return f"postgresql://{where}/{database}"

    def environment(self, user: str = APPLICATION) -> dict[str, str]:
        owner = conninfo_to_dict(self.conninfo)
        password = PASSWORD if user == APPLICATION else str(owner["password"])
        return {"PGUSER": user, "PGPASSWORD": password}

    @property
    def owner(self) -> str:
        return str(conninfo_to_dict(self.conninfo)["user"])

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Execute statements as the owner; what is then in a database is no longer known."""
        self.touched.add(database)
        with psycopg.connect(self.conninfo, dbname=database, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def new_database(self, template: str = "laid_out") -> str:
        """The name of a new database; of a copy of one that was migrated."""
        name = f"store_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def database_of(self, place: Path) -> str:
        """The name of the database that a path names."""
        return place.read_text("utf-8").strip().rpartition("/")[2]

    def new_place(self, path: Path) -> Path:
        """Let a path name a database that waits for a store."""
        path.write_text(f"{self.address(self.new_database())}\n", encoding="utf-8")
        return path


def prepared(conninfo: str, environment: MutableMapping[str, str]) -> Server:
    """A server with the application's role, and a database to copy."""
    server = Server(conninfo, count(1), set())
    environment.update(server.environment(server.owner))
    server.run(
        f"CREATE ROLE {APPLICATION} LOGIN PASSWORD '{PASSWORD}'",
        "CREATE DATABASE laid_out TEMPLATE template0 ENCODING 'UTF8'",
    )
    migrate(server.address("laid_out"), APPLICATION)
    return server
