"""A national copy of two provinces while the servers of one of them change hands."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from admission.app.recorders.server.connection import connect
from cli.main import run
from tests.cli.nations import FOLLOWER, FOLLOWERS_PASSWORD
from tests.cluster.conftest import DATABASE
from tests.cluster.trio import Trio
from tests.cluster.writers import outcome_of
from tests.servers import APPLICATION, Server, prepared

pytestmark = pytest.mark.cluster

ON_THE_TRIO: Final = "p31"
ELSEWHERE: Final = "p44"
_SECONDS: Final = 60.0
_EVENTS: Final = "SELECT position, stream, version, event_id FROM {}.events ORDER BY position"
_FOLLOWER: Final = f"CREATE ROLE {FOLLOWER} LOGIN REPLICATION PASSWORD '{FOLLOWERS_PASSWORD}'"


class Province(NamedTuple):
    """A province: its name, the server and database it is on, the file that names its store."""

    name: str
    server: Server
    database: str
    place: Path

    @property
    def address(self) -> str:
        return self.server.address(self.database)

    def called(self, *arguments: str, owner: bool = True) -> None:
        """Run the program on its store, as the owner of the server or as the application."""
        user = self.server.owner if owner else APPLICATION
        os.environ.update(self.server.environment(user))
        assert run(["--db", str(self.place), *arguments]) == 0, arguments

    def events(self, where: str, server: Server) -> list[tuple[object, ...]]:
        """Its events, in order, in its own store or in the copy."""
        os.environ.update(server.environment(server.owner))
        with closing(connect(where, "")) as connection:
            return connection.execute(_EVENTS.format(self.name)).fetchall()


class Nation(NamedTuple):
    """The nation's server and address, and its provinces."""

    server: Server
    address: str
    provinces: tuple[Province, Province]

    def until_copied(self) -> None:
        """Wait until every province is there, event by event; fail where it never is."""
        give_up_at = time.monotonic() + _SECONDS
        for each in self.provinces:
            own = each.events(each.address, each.server)
            while (copy := each.events(self.address, self.server)) != own:
                assert time.monotonic() < give_up_at, (each.name, len(copy), len(own))
                time.sleep(0.2)
            assert len(own) > 1


@pytest.fixture
def nation(
    trio: Trio, server: Server, store: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Nation]:
    """One province on the trio, in a schema beside the other store; one on a server of its own."""
    folder = store.parent
    monkeypatch.setenv("ADMISSION_HOME", str(folder / "home"))
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    alone = prepared(postgres, os.environ)
    alone.run(
        "CREATE DATABASE province TEMPLATE template0 ENCODING 'UTF8'",
        "CREATE DATABASE nation TEMPLATE template0 ENCODING 'UTF8'",
    )
    provinces = (
        Province(ON_THE_TRIO, server, DATABASE, folder / "p31.store"),
        Province(ELSEWHERE, alone, "province", folder / "p44.store"),
    )
    found = Nation(alone, alone.address("nation"), provinces)
    trio.until_whole()
    for each in provinces:
        each.server.run(_FOLLOWER)
        each.place.write_text(f"{each.address}?schema={each.name}\n", encoding="utf-8")
        each.called("db", "migrate", "--role", APPLICATION)
        each.called("init", owner=False)
        each.called("nation", "publish", "--role", FOLLOWER)
        followed = each.address.removeprefix("postgresql://")
        source = f"postgresql://{FOLLOWER}:{FOLLOWERS_PASSWORD}@{followed}"
        os.environ.update(alone.environment(alone.owner))
        add = ["nation", "add", each.name, "--from", source, "--role", APPLICATION]
        assert run(["--db", found.address, *add]) == 0
    yield found
    for each in provinces:
        alone.run(f"DROP SUBSCRIPTION admission_{each.name}", database="nation")


def test_the_copy_has_every_event_of_both_in_order_after_a_switchover(
    trio: Trio, nation: Nation
) -> None:
    """Writers go on meanwhile; the log of the copy is proven, and the nation is whole again."""
    nation.until_copied()
    of_the_trio, other = nation.provinces
    old = trio.until_whole()
    os.environ.update(of_the_trio.server.environment())
    outcome = outcome_of(of_the_trio.place, trio.switchover)
    assert trio.until_whole() != old
    assert outcome.acknowledged > 20
    assert outcome.failed == 0
    other.called("rulebook", "adopt", "vn-2025", "--on", "2025-07-01", owner=False)
    nation.until_copied()
    os.environ.update(nation.server.environment())
    assert run(["--db", nation.address, "nation", "progress", "--year", "2025"]) == 0
    for each in nation.provinces:
        copy = f"{nation.address}?schema={each.name}"
        assert run(["--db", copy, "audit", "verify"]) == 0
