"""A PostgreSQL server whose commits last, for one measurement, and stores on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from admission.app.bootstrap import create_store, open_admission
from benchmarks.stories import items
from tests.postgres import throwaway_cluster
from tests.servers import Server, prepared

_DURABLE: Final = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "wal_level": "replica",
    "max_connections": "200",
    "shared_buffers": "512MB",
}
"""What a server that is no test's has, where those of the tests have something else."""


@contextmanager
def durable_server() -> Iterator[Server]:
    """A server whose commits are on the disk when they return; we connect as the application."""
    with throwaway_cluster() as cluster:
        cluster.settings.update(_DURABLE)
        cluster.start()
        server = prepared(cluster.conninfo, os.environ)
        os.environ.update(server.environment())
        yield server


def load(place: Path, scenario: str) -> Path:
    """Begin a sealed demonstration store at a place, with all of a scenario in it."""
    story = items(scenario)
    first = next(story)
    create_store(place, demonstration=True, began=first[1].recorded_at)
    with open_admission(place) as admission:
        list(admission.handle_many([first]))
        list(admission.handle_many(story))
    return place


def new_address(server: Server) -> str:
    """The address of a new empty database, with its owner, for others than us."""
    owner = psycopg.conninfo.conninfo_to_dict(server.conninfo)
    who = f"{owner['user']}:{owner['password']}"
    address = server.address(server.new_database("template0"))
    return address.replace("://", f"://{who}@")


def version_of(server: Server) -> str:
    """What the server calls itself."""
    with psycopg.connect(server.conninfo) as connection:
        return f"PostgreSQL {connection.info.parameter_status('server_version')}, fsync on"
