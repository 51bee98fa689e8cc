"""HAProxy with the settings of the deployment stands before the trio: clerks name its port."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from cli.main import run
from tests.cluster.conftest import DATABASE
from tests.cluster.environment import TEMPLATE
from tests.cluster.settings import HOST
from tests.cluster.trio import Trio
from tests.cluster.writers import outcome_of
from tests.postgres import free_ports

HAPROXY: Final = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin")
SETTINGS: Final = TEMPLATE.with_name("haproxy.cfg")
_SECONDS: Final = 30.0
_IN_A_ROW: Final = 6

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(HAPROXY is None, reason="HAProxy is not installed (Debian: haproxy)"),
]


class Balancer:
    """HAProxy on two ports of loopback: `written` leads to the leader, `read` to the others."""

    def __init__(self, trio: Trio, folder: Path) -> None:
        self.written, self.read = free_ports(2)
        settings = SETTINGS.read_text("utf-8")
        changed = {"*:5000": f"{HOST}:{self.written}", "*:5001": f"{HOST}:{self.read}"}
        for number, node in enumerate(trio.nodes.values(), 1):
            deployed = f"pg{number}.example:5432 check port 8008"
            changed[deployed] = f"{HOST}:{node.ports.postgres} check port {node.ports.rest}"
        for example, here in changed.items():
            assert example in settings
            settings = settings.replace(example, here)
        self.settings = folder / "haproxy.cfg"
        self.settings.write_text(settings, encoding="utf-8")

    def until_ready(self, conninfo: str) -> None:
        """Wait until both ports lead where they should, each time: at first it knows of nobody."""
        give_up_at = time.monotonic() + _SECONDS
        for port, follows in ((self.written, False), (self.read, True)):
            while any(_follows(conninfo, port) is not follows for _ in range(_IN_A_ROW)):
                assert time.monotonic() < give_up_at, port
                time.sleep(0.2)


def _follows(conninfo: str, port: int) -> bool | None:
    """Whether the server behind a port is a standby; None where nobody answers."""
    where = make_conninfo(conninfo, host=HOST, port=port, target_session_attrs="any")
    with suppress(psycopg.OperationalError), psycopg.connect(where) as connection:
        return connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
    return None


@pytest.fixture
def balancer(trio: Trio, tmp_path: Path) -> Iterator[Balancer]:
    """The balancer, at work."""
    trio.until_whole()
    found = Balancer(trio, tmp_path)
    with subprocess.Popen([str(HAPROXY), "-db", "-f", str(found.settings)]) as process:
        try:
            found.until_ready(trio.conninfo)
            yield found
        finally:
            process.terminate()


@pytest.fixture
def behind(store: Path, balancer: Balancer) -> Iterator[Path]:
    """The store, named by the balancer's port and nothing else."""
    before = store.read_text("utf-8")
    store.write_text(f"postgresql://{HOST}:{balancer.written}/{DATABASE}\n", encoding="utf-8")
    yield store
    store.write_text(before, encoding="utf-8")


def test_a_switchover_behind_it_loses_and_doubles_nothing(
    trio: Trio, behind: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = outcome_of(behind, trio.switchover)
    with capsys.disabled():
        print(f"\nswitchover behind HAProxy: {outcome}")  # noqa: T201 - for docs/benchmarks.md
    assert outcome.acknowledged > 20
    assert outcome.failed == 0
    assert run(["--db", str(behind), "audit", "verify"]) == 0


def test_queries_read_from_a_standby_by_its_second_port(behind: Path, balancer: Balancer) -> None:
    standby = f"postgresql://{HOST}:{balancer.read}/{DATABASE}"
    assert run(["--db", str(behind), "--read-from", standby, "person", "find", "Nguyễn"]) == 0
