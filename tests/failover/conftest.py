"""Servers of their own that may be stopped, and a time limit for each test."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from admission.app.bootstrap import create_store
from admission.app.recorders import waiting
from tests.failover.forwarder import Forwarder
from tests.postgres import Cluster, throwaway_cluster
from tests.servers import Server, prepared

LIMIT_SECONDS: Final = 180


@pytest.fixture(autouse=True)
def time_limit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """End a test that takes too long; look for a lost server often."""

    def give_up(*_: object) -> None:
        msg = f"longer than {LIMIT_SECONDS} seconds"
        raise TimeoutError(msg)

    monkeypatch.setattr(waiting, "PAUSE_SECONDS", 0.05)
    usual = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LIMIT_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, usual)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server that keeps its promises when it is stopped at once; not that of the test run."""
    with throwaway_cluster() as cluster:
        cluster.settings["synchronous_commit"] = "on"
        cluster.start()
        yield cluster


@pytest.fixture(scope="module")
def own(cluster: Cluster) -> Iterator[Server]:
    """That server, with the role of the application, who connects from now on."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("PGUSER", "PGPASSWORD"):
            environment.setenv(name, "")
        found = prepared(cluster.conninfo, os.environ)
        os.environ.update(found.environment())
        yield found


@pytest.fixture
def forwarder(cluster: Cluster) -> Iterator[Forwarder]:
    """A way to that server that can be broken off."""
    with Forwarder(cluster.port) as forwarder:
        yield forwarder


@pytest.fixture
def there(own: Server, forwarder: Forwarder, tmp_path: Path) -> Path:
    """A new store behind the forwarder."""
    path = named(tmp_path / "admission.db", f"127.0.0.1:{forwarder.port}", own.new_database())
    create_store(path)
    return path


@pytest.fixture
def beside(there: Path, cluster: Cluster, tmp_path: Path) -> Path:
    """Another name of that store, past the forwarder."""
    path = named(tmp_path / "beside.db", f"127.0.0.1:{cluster.port}", database_of(there))
    path.with_name("beside.db.keys").symlink_to(there.with_name("admission.db.keys"))
    return path


def database_of(place: Path) -> str:
    """The database that a path names."""
    return place.read_text("utf-8").strip().rpartition("/")[2]


def named(path: Path, where: str, database: str) -> Path:
    """Let a path name a database on a server, or on one of several."""
    path.write_text(f"postgresql://{where}/{database}\n", encoding="utf-8")
    return path
